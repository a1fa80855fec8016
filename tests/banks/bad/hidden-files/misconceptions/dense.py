"""A layer that quizdl has already."""
