"""Floor 3, files in and model out, with every problem at its place.

Rooms, from below: `yaml`, `forms`, `case`, `rules`, `plugins`, `catalogue`, `survey`.
"""
