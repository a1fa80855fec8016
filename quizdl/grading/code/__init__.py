"""Grades code: the student's source and the reference run on the same inputs, and the arrays are compared outside."""
