"""How long a user waits for a command, against the least that Python alone would take."""
