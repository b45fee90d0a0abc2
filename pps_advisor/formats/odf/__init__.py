"""A Document as an ODT file, and into the marked parts of an ODT file."""
