"""A Case in, its Facts out: answers as given, and what follows from parties, money and dates."""
