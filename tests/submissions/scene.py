"""The scene on which hostile files are graded: a grading process, bystanders, secrets, and eyes on all of them.

Files, secrets and servers are the tests' own: whatever a file gets at, it gets at these. The process of the tests
adopts every orphan on the scene (Linux only), so that none can hide.
"""

import contextlib
import ctypes
import json
import os
import re
import secrets
import selectors
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from quizdl.model.attempt import Attempt
from quizdl.store.attempts import Attempts

HERE = Path(__file__).parent
ADOPT_ORPHANS, ADOPTS_ORPHANS = 36, 37
"""PR_SET_CHILD_SUBREAPER and PR_GET_CHILD_SUBREAPER."""
PUBLIC = ("/", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock")
"""Folders in which a submission may find room."""
PATIENCE = 2.0
"""Seconds for the kernel to clear away what was killed."""
MOST_MEMORY = 512
"""Megabytes that grading one submission may cost the grading process: what the submission itself may have."""
LONGEST = 60.0
"""Seconds after which the grading process itself is taken to hang."""
STYLE = re.compile(r"\x1b\[(?:0|1|31|32|33|36)m")
"""What `show` writes to the terminal itself; the examples use other codes."""


def processes():
    """Every process of the machine: id -> (parent, state)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent, *_ = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                found[int(folder.name)] = int(parent), state
    return found


def descendants(process):
    """The children of a process, their children and so on: id -> (parent, state)."""
    table, found, parents = processes(), {}, {process}
    while parents:
        children = {pid: entry for pid, entry in table.items() if entry[0] in parents and pid not in found}
        found |= children
        parents = set(children)
    return found


def descriptors(process):
    """How many descriptors a process has open; 0 where it may not be looked at."""
    try:
        return len(list(Path(f"/proc/{process}/fd").iterdir()))
    except OSError:
        return 0


def memory(process, which):
    """Megabytes that a process holds (VmRSS) or has held at most (VmHWM) since the record was cleared."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(rf"{which}:\s+(\d+) kB", text)[1]) / 1024


def snapshot(folder):
    """All that can be told of the files in a folder, but for the times at which they were read."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))) if folder.is_dir() else ():
        about = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(about.st_mode) else b""
        changed = about.st_mtime_ns if stat.S_ISREG(about.st_mode) else 0
        found[str(path)] = (about.st_mode, about.st_uid, about.st_gid, changed, content)
    return found


class Scene:
    """Everything around the files that are graded."""

    def __init__(self, folder):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.adopted_before = ctypes.c_int()
        self.libc.prctl(ADOPTS_ORPHANS, ctypes.byref(self.adopted_before), 0, 0, 0)
        self.libc.prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
        self.familiar = {pid for pid, (parent, _) in processes().items() if parent == os.getpid()}
        self.secret = f"quizdl-secret-{secrets.token_hex(16)}"
        self.leftover = f"quizdl-hostile-{secrets.token_hex(8)}"
        self.folder = folder
        self.names = ("home", "bank", "data", "cwd", "tmp", "sources")
        self.plant()
        self.listen()
        self.desk = self.bystander = None
        self.open_desk()
        self.place_bystander()

    # What is there to be found

    def plant(self):
        """Files that nobody may read or change. Each holds the secret."""
        for name in self.names:
            folder = self.folder / name
            folder.mkdir(parents=True, exist_ok=True, mode=0o755)
            folder.chmod(0o755)
            for path in folder.iterdir():
                if name == "data" and path.name == "cache":
                    continue
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        home, bank, data, cwd, tmp, _ = (self.folder / name for name in self.names)
        (home / ".ssh").mkdir()
        for path in (home / ".ssh" / "id_ed25519", home / ".netrc", tmp / "notes.txt", cwd / "notes.txt"):
            path.write_text(f"{self.secret}\n" * 3, encoding="utf-8")
        (home / "link").symlink_to(".netrc")
        for path in (HERE / "hostile" / "bank").glob("*.yaml"):
            shutil.copy(path, bank)
        text = (
            "topic: secret\ntitle: A topic of its own\nquestions:\n  - id: secret\n    type: choice\n"
            f"    prompt: Which?\n    explanation: {self.secret}\n    source: derivation\n"
            "    choices:\n      - {text: This., correct: true}\n      - {text: That., says: No.}\n"
        )
        (bank / "secret.yaml").write_text(text, encoding="utf-8")
        with Attempts(data) as store:
            store.add(Attempt(datetime.now(UTC), "secret/secret", "0", 1, self.secret, 1.0, 10.0, 1.0))
        self.before = self.look()

    def look(self):
        """The state of everything that was planted. What quizdl itself caches is its own affair."""
        found = {}
        for name in self.names[:-1]:
            found |= snapshot(self.folder / name)
        return {path: about for path, about in found.items() if "/data/cache" not in path}

    def listen(self):
        """Servers that nobody may reach."""
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.address = str(self.folder / "socket")
        self.unix.bind(self.address)
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0{self.leftover}")
        for server in (self.tcp, self.unix, self.abstract):
            server.listen()
            server.setblocking(False)

    # Who takes part

    def open_desk(self):
        """The grading process: it knows the secret by its environment and its command line."""
        environment = {
            **os.environ, "HOME": str(self.folder / "home"), "QUIZDL_HOME": str(self.folder / "data"),
            "QUIZDL_TOKEN": self.secret, "PYTHONUTF8": "1",
        }  # fmt: skip
        self.desk = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "desk.py"), str(self.folder / "bank"), self.secret],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=self.folder / "cwd",
            start_new_session=True,
        )  # fmt: skip
        self.usual = self.held = None
        told = self.answer()
        self.places = {name: told[name] for name in ("package", "questions", "reference")}

    def place_bystander(self):
        """A process of the same user that has nothing to do with it, with a group of its own."""
        program = "import sys, time; print(flush=True); time.sleep(3600)"
        self.bystander = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", program], stdout=subprocess.PIPE, start_new_session=True
        )
        self.bystander.stdout.readline()

    def close(self):
        """End everybody and close everything."""
        for process in (self.desk, self.bystander):
            end(process)
        for server in (self.tcp, self.unix, self.abstract):
            server.close()
        Path(self.address).unlink()
        self.clear()
        self.libc.prctl(ADOPT_ORPHANS, self.adopted_before.value, 0, 0, 0)

    # Grading

    def lay(self, file, name=None, **more):
        """A copy of a file in a folder of its own, in which the places of the scene stand for their names in @."""
        folder = Path(os.path.realpath(self.folder)) / "sources" / secrets.token_hex(4)
        folder.mkdir(parents=True)
        copy = folder / (name or file.name)
        places = {
            **{name: self.folder / name for name in self.names}, **self.places,
            "repo": Path(self.places["package"]).parent,
            "site": Path(os.__file__).parent / "site-packages", "tests": HERE, "desk": self.desk.pid,
            "server": min(descendants(self.desk.pid), default=self.desk.pid),
            "bystander": self.bystander.pid, "port": self.tcp.getsockname()[1], "socket": self.address,
            "leftover": self.leftover, "source": copy, "folder": folder, **more,
        }  # fmt: skip
        text = re.sub(r"@(\w+)@", lambda match: str(places.get(match[1], match[0])), file.read_text(encoding="utf-8"))
        copy.write_text(text, encoding="utf-8")
        return copy

    def grade(self, file, question, seed=1):
        """What the grading process says of a file."""
        self.ask(file, question, seed)
        return self.answer()

    def ask(self, file, question, seed=1):
        """Have a file graded, without waiting for the answer."""
        Path(f"/proc/{self.desk.pid}/clear_refs").write_text("5", encoding="utf-8")  # forgets the record of memory
        self.held = memory(self.desk.pid, "VmRSS")
        self.desk.stdin.write(json.dumps({"file": str(file), "question": question, "seed": seed}).encode() + b"\n")
        self.desk.stdin.flush()

    def answer(self):
        """The next line of the grading process. One that does not answer any more is replaced."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.desk.stdout, selectors.EVENT_READ)
            line = self.desk.stdout.readline() if selector.select(LONGEST) else b""
        if line:
            return {**json.loads(line), "memory": memory(self.desk.pid, "VmHWM") - (self.held or 0)}
        end(self.desk)
        self.open_desk()
        return {
            "status": "silent",
            "score": 0.0,
            "seconds": LONGEST,
            "memory": 0.0,
            "output": "the grading process is gone or hangs",
        }

    # What is left

    def rest(self):
        """What the grading process is like when it has nothing to do: its processes and descriptors."""
        table = descendants(self.desk.pid)
        zombies = sum(state == "Z" for _, state in table.values())
        return {
            "processes": len(table) - zombies, "zombies": zombies,
            "descriptors": descriptors(self.desk.pid) + sum(map(descriptors, table)),
        }  # fmt: skip

    def settled(self):
        """The same, as soon as it is no more than usual, or when patience ends."""
        deadline = time.monotonic() + PATIENCE
        while (rest := self.rest()) and self.more(rest) and time.monotonic() < deadline:
            time.sleep(0.01)
        return rest

    def more(self, rest):
        """What there is more of than usual."""
        return [name for name in rest if self.usual is not None and rest[name] > self.usual[name]]

    def adopted(self):
        """Processes that lost their parent on the scene; those that have ended are buried."""
        while True:
            table = processes()
            mine = {pid for pid, (parent, _) in table.items() if parent == os.getpid()} - self.familiar
            mine -= {process.pid for process in (self.desk, self.bystander) if process is not None}
            dead = {pid for pid in mine if table[pid][1] == "Z"}
            if not dead:
                return mine
            for pid in dead:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)

    def orphans(self):
        """How many processes outlive their run. They are ended, and nobody else is."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.adopted()) and time.monotonic() < deadline:
            time.sleep(0.01)
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        while self.adopted():
            time.sleep(0.01)
        return len(found)

    def strangers(self):
        """Files outside of the planted folders that carry the name of this run, which are removed."""
        folders = [Path(folder) for folder in PUBLIC] + [Path(self.places["package"]).parent]
        folders += [Path(spec) for spec in sys.path if Path(spec, "numpy").is_dir()]
        folders += [folder / "numpy" for folder in folders[len(PUBLIC) + 1 :]]
        found = []
        for folder in folders:
            with contextlib.suppress(OSError):
                found += [path for path in folder.iterdir() if self.leftover in path.name]
        for path in found:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        return [str(path.parent) for path in found]

    def reached(self):
        """Servers to which somebody connected."""
        found = []
        for name, server in (("tcp", self.tcp), ("unix", self.unix), ("abstract unix", self.abstract)):
            with contextlib.suppress(BlockingIOError):
                while True:
                    server.accept()[0].close()
                    found.append(name)
        return found

    def clear(self):
        """Remove what may be left."""
        self.orphans()
        self.strangers()

    def harm(self, source, text):
        """Everything that is not as it was before `source` was graded, in words. Afterwards all is as it was."""
        found = []
        rest = self.settled()
        found += [
            f"{name} of the grading process: {rest[name]}, usually {self.usual[name]}" for name in self.more(rest)
        ]
        if orphans := self.orphans():
            found.append(f"{orphans} processes outlive their run")
        if descendants(self.bystander.pid) or processes().get(self.bystander.pid, (0, "gone"))[1] != "S":
            found.append("the bystander was signalled")
            end(self.bystander)
            self.place_bystander()
        if strangers := self.strangers():
            found.append(f"files left in {', '.join(sorted(set(strangers)))}")
        after = self.look()
        changed = [path for path in self.before | after if self.before.get(path) != after.get(path)]
        if changed:
            found.append(f"changed: {', '.join(path.removeprefix(str(self.folder)) for path in changed)}")
        if (
            not source.exists()
            or source.read_text(encoding="utf-8") != text
            or list(source.parent.iterdir()) != [source]
        ):
            found.append("its own source or the folder of it was changed")
        if reached := self.reached():
            found.append(f"reached a server: {', '.join(reached)}")
        if found:
            self.plant()
        shutil.rmtree(source.parent, ignore_errors=True)
        return found


def end(process):
    """Kill a process that the scene started, and wait for it."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
