"""The one door of YAML: text in, a tree with places out, and changes spliced into the text.

Every other room of reading stands on it; it knows no case and no rule.
"""
