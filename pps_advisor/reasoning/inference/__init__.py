"""Facts in, the truth of every rule out: two engines, and the trace that they must equal."""
