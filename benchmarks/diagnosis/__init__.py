"""How good is the diagnosis: what is named, what is confused, and whom it wrongs."""
