"""Shuts a process off from everything but its pipes, before the first line of a submission runs.

Each layer is prepared once, in the server, and put on in the child after the fork: what was put on cannot be taken off.
The layers stand for each other: what one lets through by mistake, another stops.
"""

import ctypes
import math
import os
import resource
import struct
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

LAYERS = ("limits", "no new privileges", "capabilities", "landlock", "seccomp")
"""In the order in which they are put on."""

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 1, 4, 22, 38, 39
SECCOMP_MODE_FILTER = 2
INSTRUCTION, OPERAND = struct.Struct("=HBBI"), struct.Struct("=I")
"""The kernel's sock_filter: code, jump if true, jump if false, operand; and the last of these."""
NOBODY = 0x7FFF5EED
"""Stands in the filter for the only process that may be sent a signal; no process has so high a number."""
SIGKILL = 9
CAPABILITY_VERSION_3 = 0x20080522

ALLOWED = (
    # memory
    "brk", "madvise", "membarrier", "mincore", "mmap", "mprotect", "mremap", "munmap",
    # descriptors it has, and files that Landlock lets it read
    "access", "close", "close_range", "dup", "dup2", "dup3", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait",
    "eventfd2", "faccessat", "faccessat2", "fadvise64", "fstat", "fstatfs", "getcwd", "getdents64",
    "lseek", "lstat", "newfstatat", "pipe", "pipe2", "poll", "ppoll", "pread64", "preadv", "pselect6",
    "pwrite64", "pwritev", "read", "readlink", "readlinkat", "readv", "select", "stat", "statfs", "statx", "umask",
    "write", "writev",
    # itself
    "arch_prctl", "capget", "exit", "exit_group", "getegid", "geteuid", "getgid", "getgroups", "getpgid", "getpgrp",
    "getpid", "getpriority", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid", "gettid", "getuid",
    "rseq", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_yield", "set_robust_list",
    "set_tid_address", "times", "uname",
    # time and chance
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "getcpu", "getitimer", "getrandom", "gettimeofday",
    "nanosleep", "setitimer", "sysinfo", "time",
    # signals to itself, waiting
    "futex", "pause", "restart_syscall", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack",
)  # fmt: skip
"""System calls that numpy and the interpreter need once they are loaded. All others fail with EPERM, also future ones:
no sockets, no exec, no processes or threads, no tracing, no keys, no io_uring, nothing that changes a file."""


ONLY_WITH = {
    # The other commands have a descriptor send signals to whom one likes.
    "fcntl": (1, (0, 1, 2, 3, 4, 1030)),  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
    "ioctl": (1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),  # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIO(N)CLEX
    "prctl": (0, (PR_GET_NO_NEW_PRIVS,)),
}
"""System calls that are allowed with certain values of one argument only: name -> (which argument, values)."""


WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | (getattr(os, "O_TMPFILE", 0) & ~os.O_DIRECTORY)
"""Flags of open that no file may be opened with: an old Landlock does not see a file being emptied."""


class Confinement:
    """The layers that this machine offers, ready to be put on."""

    def __init__(self, numpy_folder: str):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.missing: dict[str, str] = {}
        self.seccomp = self.prepare("seccomp", prepare_seccomp)
        self.ruleset = self.prepare("landlock", lambda: prepare_landlock(numpy_folder))
        if sys.platform.startswith("linux"):  # inherited by every child, and nothing brings them back
            self.drop_capabilities()
            self.prctl(PR_SET_NO_NEW_PRIVS, 1)
        else:
            self.missing |= dict.fromkeys(("no new privileges", "capabilities"), "only Linux has it")

    def prepare(self, layer: str, how: Any) -> Any:
        """A layer, or the reason why this machine does not have it."""
        try:
            return how()
        except Exception as error:
            self.missing[layer] = f"{type(error).__name__}: {error}"[:200]
            return None

    def put_on(self, limits: dict[str, int]) -> None:
        """All layers that are not missing. An error ends the child: nothing runs half confined."""
        put_limits(limits)
        if "no new privileges" not in self.missing:
            self.prctl(PR_SET_PDEATHSIG, SIGKILL)
            self.prctl(PR_SET_DUMPABLE, 0)
        if self.ruleset is not None:
            self.ruleset.restrict()
            self.ruleset.close()
        if self.seccomp is not None:
            self.load(with_own_number(self.seccomp))

    def load(self, instructions: bytes) -> None:
        """Put a seccomp filter on, as a program of the kernel's."""
        count = len(instructions) // INSTRUCTION.size
        program = Program(count, ctypes.cast(ctypes.c_char_p(instructions), ctypes.c_void_p))
        self.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program))

    def prctl(self, option: int, *values: Any) -> None:
        """One prctl; an error is an OSError."""
        if self.libc.prctl(option, *values, *([0] * (4 - len(values)))) != 0:
            raise OSError(ctypes.get_errno(), f"prctl({option})")

    def drop_capabilities(self) -> None:
        """Root is nobody special from here on."""
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        none = (ctypes.c_uint32 * 6)()
        if self.libc.capset(header, none) != 0:
            raise OSError(ctypes.get_errno(), "capset")


class Program(ctypes.Structure):
    """The kernel's sock_fprog."""

    _fields_ = (("count", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def put_limits(limits: dict[str, int]) -> None:
    """Lower the limits by name: CPU seconds from now on, address space in bytes, files, and so on."""
    for name, value in limits.items():
        which = getattr(resource, name)
        soft = hard = value
        if which == resource.RLIMIT_CPU:
            soft = value + math.ceil(time.process_time())
            hard = soft + 1  # SIGXCPU at the soft limit; SIGKILL could mean anything
        highest = resource.getrlimit(which)[1]
        if highest != resource.RLIM_INFINITY:
            soft, hard = min(soft, highest), min(hard, highest)
        try:
            resource.setrlimit(which, (soft, hard))
        except (ValueError, OSError):  # macOS has no limit on address space
            continue


def prepare_landlock(numpy_folder: str) -> Any:
    """Read access to the standard library without site-packages, and to numpy. Nothing else, nothing to write.

    Rules only add: one for the folder of the standard library would open the site-packages inside it.
    """
    import landlockpy

    if not landlockpy.supported():
        raise OSError("the kernel has no Landlock (5.13 or later, enabled at boot)")
    file, folder = landlockpy.AccessFS.READ_FILE, landlockpy.AccessFS.READ_FILE | landlockpy.AccessFS.READ_DIR
    ruleset = landlockpy.Ruleset(scoped=landlockpy.scope_for_abi(landlockpy.abi_version()))
    entries = [entry for entry in Path(sysconfig.get_path("stdlib")).iterdir() if entry.name != "site-packages"]
    for entry in (*entries, Path(numpy_folder, "numpy"), Path(numpy_folder, "numpy.libs")):
        if entry.exists():
            ruleset.allow_path(entry, folder if entry.is_dir() else file)
    return ruleset


def with_own_number(instructions: bytes) -> bytes:
    """A filter in which the process that puts it on takes the place of NOBODY."""
    return instructions.replace(OPERAND.pack(NOBODY), OPERAND.pack(os.getpid()))


def load_pyseccomp() -> Any:
    """Import it with the names of its libraries: it would start ldconfig or a compiler to find them, for 45 ms."""
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = {"c": "libc.so.6", "seccomp": "libseccomp.so.2"}.get  # type: ignore[assignment]
    try:
        import pyseccomp
    except OSError:  # a Linux on which they are called otherwise
        ctypes.util.find_library = search
        import pyseccomp
    finally:
        ctypes.util.find_library = search
    return pyseccomp


def prepare_seccomp() -> bytes:
    """A filter that allows what stands in ALLOWED and in ONLY_WITH, and signals to NOBODY.

    Compiled once: libseccomp would do it again, for 0.5 ms, in each child that loads it.
    """
    import errno

    pyseccomp = load_pyseccomp()

    syscalls = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        try:
            syscalls.add_rule(pyseccomp.ALLOW, name)
        except OSError:  # not a system call of this architecture
            continue
    for name, (argument, values) in ONLY_WITH.items():
        for value in values:
            syscalls.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(argument, pyseccomp.EQ, value))
    argument, equal = pyseccomp.Arg, pyseccomp.EQ
    syscalls.add_rule(pyseccomp.ALLOW, "prlimit64", argument(0, equal, 0), argument(2, equal, 0))  # its own, read
    for name, flags in (("open", 1), ("openat", 2)):
        syscalls.add_rule(pyseccomp.ALLOW, name, argument(flags, pyseccomp.MASKED_EQ, WRITING, 0))
    syscalls.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # glibc then tries clone, which fails clearly
    for name in ("kill", "tgkill", "tkill"):
        syscalls.add_rule(pyseccomp.ALLOW, name, argument(0, equal, NOBODY))
    with open(os.memfd_create("filter"), "r+b") as file:  # noqa: PTH123  a file in memory has no path
        syscalls.export_bpf(file)
        file.seek(0)
        return file.read()
