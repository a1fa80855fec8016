"""What this machine offers to keep a submission in, and what it lacks."""

import sys

LAYERS = {
    "processes": "one process of its own per source",
    "limits": "time, memory, open files, size of files written",
    "no new privileges": "nothing that is run can gain rights",
    "capabilities": "root is nobody special",
    "landlock": "no file can be read but the standard library and numpy, none written",
    "seccomp": "no network, no programs, no processes, no threads, no signals",
}
"""Layer -> what it is for."""


def missing() -> dict[str, str]:
    """Layers that this machine lacks -> why."""
    if sys.platform != "linux":
        reason = f"only Linux has it, this is {sys.platform}: run quizdl inside a Linux container"
        return dict.fromkeys(("no new privileges", "capabilities", "landlock", "seccomp"), reason)
    from quizdl.runner.server import server

    return dict(server().ready())
