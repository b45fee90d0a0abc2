"""One builder per document: an outcome in, a Document out."""
