"""A question and an answer in, a verdict out."""
