"""The comparison of two assessments, and what other answers would change."""
