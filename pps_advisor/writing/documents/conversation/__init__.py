"""The guide of a meeting and the list of questions."""
