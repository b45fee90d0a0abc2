"""What commands share: options, the rules that take part, where output goes, Dutch of click."""
