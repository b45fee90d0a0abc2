"""The assessment for people: short and in full."""
