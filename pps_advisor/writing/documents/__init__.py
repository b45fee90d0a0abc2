"""A writer for each format of a `Document`, and what fills one into a document of someone else."""
