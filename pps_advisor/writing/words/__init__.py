"""How things are said in Dutch: values, names, counts, sources, what the advice rests on."""
