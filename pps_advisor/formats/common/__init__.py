"""What several formats need of a Document: blocks in order, characters, pictures as bitmaps."""
