"""Truths in, judged themes and ordered recommendations out, with how firm that order is."""
