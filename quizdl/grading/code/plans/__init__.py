"""What a code question asks for, as calls: one room for each kind of function."""
