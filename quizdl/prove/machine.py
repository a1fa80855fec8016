"""What this machine offers to keep a submission in: every layer is tried, not only asked for."""

from dataclasses import dataclass

from quizdl.errors import QuizdlError
from quizdl.model.kinds.code import Limits
from quizdl.runner.confinement import LAYERS, missing
from quizdl.runner.replies import Failure
from quizdl.runner.session import Session

ATTEMPTS = {
    "processes": "import os, sys\nassert os.getpid() == os.getsid(0)\nassert 'quizdl' not in sys.modules",
    "limits": "import resource\nassert resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0)\nbytearray(2**33)",
    "no new privileges": "import ctypes\nassert ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1",
    "capabilities": (
        "import ctypes\nheader, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[1] * 6)\n"
        "assert ctypes.CDLL(None).capget(header, sets) == 0 and not any(sets)"
    ),
    "landlock": "open('/etc/hostname')",
    "seccomp": "import socket\nsocket.socket()",
}
"""Layer -> a source that ends well where the layer holds, or that is stopped by it."""
STOPPED = {"limits": "MemoryError", "landlock": "PermissionError", "seccomp": "PermissionError"}
"""Layer -> the error with which it stops its source; the other sources run to their end."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One layer of confinement, and how it fared."""

    layer: str
    purpose: str
    holds: bool
    why: str
    """What was seen."""


def proofs() -> list[Proof]:
    """Try every layer on this machine."""
    lacking = missing()
    return [
        Proof(layer, purpose, holds=False, why=lacking[layer]) if layer in lacking else prove(layer, purpose)
        for layer, purpose in LAYERS.items()
    ]


def prove(layer: str, purpose: str) -> Proof:
    """Run what the layer should stop, or what sees whether it is there."""
    try:
        with Session(Limits(seconds=10, memory_mb=1024)) as session:
            reply = session.load("attempt", "attempt.py", ATTEMPTS[layer].encode())
    except QuizdlError as error:
        return Proof(layer, purpose, holds=False, why=str(error))
    met = reply.type or str(reply.reason) if isinstance(reply, Failure) else "no error"
    expected = STOPPED.get(layer, "no error")
    return Proof(
        layer, purpose, met == expected, f"tried: {met}" if met == expected else f"tried: {met}, not {expected}"
    )
