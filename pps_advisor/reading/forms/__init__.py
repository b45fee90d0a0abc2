"""What a field may hold: a node of the tree in, a typed value or a Problem out.

For the rooms that read a kind of file.
"""
