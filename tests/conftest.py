"""Every test has a home of its own: no test sees, or changes, the progress of the person who runs it."""

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")

collect_ignore_glob = ["banks/*"]  # layer files there are data, and some are wrong on purpose


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """An empty QUIZDL_HOME, no bank of one's own, no color, 80 columns."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("QUIZDL_HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("QUIZDL_BANK", "QUIZDL_DEBUG", "NO_COLOR"):
        monkeypatch.setenv(name, "")  # so that what a command sets is undone, too
        monkeypatch.delenv(name)
    return folder
