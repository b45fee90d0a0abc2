"""A Document as lines of text or as Markdown, and into the marked parts of a Markdown file."""
