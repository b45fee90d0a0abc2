"""Documents on what differs: a what-if and a comparison."""
