"""A class: its submissions are taken in, graded in parallel, kept in a database, and told to everyone concerned."""
