"""How numbers and dates are written in files."""

from __future__ import annotations

import re

NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,10})?", re.ASCII)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
