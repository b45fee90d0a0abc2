"""Numbers in, SVG out, with the words for who cannot see it."""
