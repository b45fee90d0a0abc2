"""Floor 1, the values everything is made of: frozen classes without files, clock or engine.

Rooms, from below: `knowledge`, `case`, `outcome`. Everyone may import them.
"""
