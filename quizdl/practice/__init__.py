"""A learner's session: what is asked, in which order, and what is kept of it."""
