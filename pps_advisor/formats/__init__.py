"""Floor 2, a Document in and a file out, knowing nothing of collaborations.

`document` holds the blocks of a Document, which the builders in `writing` use; of the rest only
`cli` may import the writers, and `writing` the widths of text in `plain.layout`.
"""
