"""The version, in a room of its own: the package itself opens the door to `quizdl.check`, which is on a high floor."""

__version__ = "0.1.0"
