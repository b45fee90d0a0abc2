"""Answers of parties: workbooks and CSV of anyone in, answers per party out, within limits."""
