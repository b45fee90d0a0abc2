"""A Document as a PDF for every reader (PDF/UA), or for the archive (PDF/A)."""
