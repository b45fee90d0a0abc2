"""What reasoning comes to: an Assessment, an Explanation, a Difference, a Guide, ways to a goal.

Made by `reasoning`, read by `writing`.
"""
