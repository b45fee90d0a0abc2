"""Floor 5, an outcome in, a Document or a file for another program out; no clock, no network.

Rooms, from below: `words`, `views`, `pictures`, `documents`, `exchange`.
"""
