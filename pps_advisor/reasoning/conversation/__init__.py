"""What to talk about and ask: a guide for a meeting, the list of questions, the survey."""
