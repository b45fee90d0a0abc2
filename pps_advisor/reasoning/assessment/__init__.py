"""All rooms below in one go: `assess` gives the Assessment, `explain` why one thing is so."""
