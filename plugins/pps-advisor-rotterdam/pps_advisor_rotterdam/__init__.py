"""Local rules in plain text; pps-advisor reads plugin.yaml beside this file."""
