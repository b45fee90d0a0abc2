"""Two assessments in, what differs out; and which answers would reach a goal."""
