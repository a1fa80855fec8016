"""The trusted side of the wall: starts a worker, feeds it, limits it, and reads what comes back with suspicion."""
