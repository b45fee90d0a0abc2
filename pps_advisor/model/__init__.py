"""Floor 1: frozen value classes, no I/O, no engine."""
