"""For other programs and for filling in: JSON, workbooks, CSV, the file of decisions."""
