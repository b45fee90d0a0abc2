"""Files about a collaboration in; a Case, changes to it, decisions or its JSON Schema out."""
