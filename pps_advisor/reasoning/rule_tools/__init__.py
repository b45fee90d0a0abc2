"""For authors of rules: examples run, faults found, coverage counted, plugins tested."""
