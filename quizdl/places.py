"""Where quizdl keeps its own files. QUIZDL_HOME puts them all into one folder."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """For what can be made anew."""
    home = os.environ.get("QUIZDL_HOME")
    if home:
        return Path(home) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("quizdl", appauthor=False))


def data_folder() -> Path:
    """For what must not be lost: the learner's progress."""
    home = os.environ.get("QUIZDL_HOME")
    if home:
        return Path(home)
    import platformdirs

    return Path(platformdirs.user_data_dir("quizdl", appauthor=False))
