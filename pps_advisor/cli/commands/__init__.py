"""One module per command: parse, call, deliver. Only `cli.main` imports them, one at a time."""
