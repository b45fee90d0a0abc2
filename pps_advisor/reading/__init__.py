"""Floor 2: files in, model out."""
