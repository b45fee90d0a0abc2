"""The Catalogue for a place and a day: rulesets and plugins in, checked, adapted, compiled.

The `rulebook` is its front; `api` and the commands import that.
"""
