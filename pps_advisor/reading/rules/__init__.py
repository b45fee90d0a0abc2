"""Files of a ruleset: questions, conditions, rules, recommendations, sources and conversations out.

For `catalogue`, which puts rulesets together.
"""
