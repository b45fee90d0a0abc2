"""What the rules know: questions, conditions, rules, recommendations, sources, a Catalogue of them.

Made by `reading.catalogue`; every floor above reads it.
"""
