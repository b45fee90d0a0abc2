"""What documents say of an assessment, as values: sentences and numbers, without any layout."""
