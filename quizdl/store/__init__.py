"""The learner's attempts, in SQLite: on disk before the next question appears, and never rewritten."""
