"""What a municipality adds: plugin folders, installed packages and the project file, as said.

Holds both doors of pluggy. `catalogue` decides what of it takes part.
"""
