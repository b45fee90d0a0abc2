"""Floor 4, a Case and a Catalogue in, an outcome out; no files, no clock, no words of its own.

Rooms, from below: `facts`, `inference`, `ranking`, `influence`, `assessment`, then side by side
`change`, `conversation` and `rule_tools`.
"""
