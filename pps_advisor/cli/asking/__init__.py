"""Questions in the terminal, their answers into the case file, one by one."""
