"""Looks at processes and descriptors from outside."""

import os
import time
from pathlib import Path

PATIENCE = 5.0
"""Seconds for the kernel, and for whatever adopts an orphan, to clean up."""


def runs(process):
    """Whether a process runs; one that ended may still wait as a zombie for whatever adopted it."""
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # ended between the two lines, or there is no /proc (macOS)
        return not Path("/proc").is_dir()
    return status.rpartition(")")[2].split()[0] != "Z"


def assert_gone(process):
    """The process ends soon."""
    deadline = time.monotonic() + PATIENCE
    while runs(process):
        assert time.monotonic() < deadline, f"process {process} still runs"
        time.sleep(0.01)


def open_descriptors():
    """How many descriptors this process has."""
    return len(list(Path("/dev/fd").iterdir()))
