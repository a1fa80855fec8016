"""Values in, terminal text or JSON out. Nothing here asks, reads or decides."""
