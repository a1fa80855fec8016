"""How each type of question is answered, one module each, so that a session loads only what it asks."""
