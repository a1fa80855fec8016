"""Question files in, topics out; or every problem in them with its place."""
