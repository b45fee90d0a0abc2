"""What a municipality tells: a Case with its parties, money, answers, decisions and surveys.

Made by `reading.case` and `reading.survey`; every floor above reads it.
"""
