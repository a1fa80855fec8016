"""The bank proves itself: what can be read is read, and what can be run is run."""
