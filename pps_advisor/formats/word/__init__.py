"""A Document as a Word file, new or in a house style, and into the marked parts of a Word file.

Nothing is read into objects or written out of them: elements are found with their byte offsets
and new XML is spliced in, so that every other byte of a file of somebody else stays.
"""
