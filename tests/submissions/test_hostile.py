"""Hostile files earn no point that they did not compute, harm nobody and leave nothing; odd and honest ones lose none.

Comments at the top of a file say what is expected, one `# key: value` each; escapes as in Python stand for characters:

    tries, uses   what the file is about, in a sentence
    earns         a status or several, and the highest score: `wrong or failed, at most 0`; with another seed than that
                  of submit: `wrong, at most 0, with seed 7`
    shows, hides  texts that the output holds, or must not hold: ` | ` between them
    after         a file that is graded right before, in the same grading process
    named         the name under which the file is submitted

A hostile file says `let through: ...` of anything it got away with. A word in @ stands for a place, a number or a name
of the scene (see scene.py): the attacker knows all that the grader's user could tell. A new example is a new file.
"""

import re
import sys
import time

import pytest

from tests.submissions.conftest import HERE
from tests.submissions.scene import LONGEST, MOST_MEMORY, PATIENCE, STYLE, Scene, end

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="submissions are confined on Linux only")

QUESTION = "hostile/dense"
LIMIT = 2.0
"""Seconds that a hostile file has, by the question in hostile/bank."""
ALLOWANCE = 2.0
"""Seconds for everything around it on a busy machine: starting, the reference, comparing, killing."""
SEED = 1
OTHER_SEED = 20_260_101
KEYS = {"tries", "uses", "earns", "shows", "hides", "after", "named"}
EARNS = re.compile(r"(?P<statuses>\w+(?: or \w+)*), at most (?P<most>[\d.]+)(?:, with seed (?P<seed>\d+))?")
HOSTILE = [file for file in sorted((HERE / "hostile").glob("*/*.py")) if file.parent.name != "victims"]
HONEST = [file for file in sorted((HERE / "honest").glob("*.py")) if file.name != "conftest.py"]
PLAIN = HERE / "hostile" / "victims" / "plain.py"
RIGHT = "Right: every check passed."


def header(file):
    """The comments at the top of a file: key -> its values."""
    found = {}
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        key, colon, value = line.removeprefix("# ").partition(": ")
        if not line.startswith("# ") or not colon or key == "quizdl":
            break
        found.setdefault(key, []).append(value.rstrip())
    return found


def unescaped(text):
    """Escapes as in Python become what they stand for."""
    return re.sub(r"\\(?:x(..)|u(....)|[rnt])", escape, text)


def escape(match):
    """The character of one escape."""
    digits = match[1] or match[2]
    return chr(int(digits, 16)) if digits else {"r": "\r", "n": "\n", "t": "\t"}[match[0][1]]


def texts(about, key):
    """The texts that stand under a key."""
    return [unescaped(text) for value in about.get(key, ()) for text in value.split(" | ")]


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """One grading process for all files, as when a class is graded."""
    scene = Scene(tmp_path_factory.mktemp("scene"))
    for _ in range(2):  # whatever starts with the first submission, such as a server, is there from now on
        told = scene.grade(scene.lay(PLAIN), QUESTION)
        assert told["status"] == "right", told["output"]
    scene.usual = scene.rest()
    yield scene
    scene.close()


def flaws(about, told, seed=SEED):
    """What is wrong with a verdict, in words."""
    (earns,) = (found for found in map(EARNS.fullmatch, about["earns"]) if int(found["seed"] or SEED) == seed)
    found = []
    if told["status"] not in earns["statuses"].split(" or ") or told["score"] > float(earns["most"]):
        found.append(f"earns {told['status']}, {told['score']:g}")
    if told["seconds"] > LIMIT + ALLOWANCE:
        found.append(f"takes {told['seconds']:.1f} s")
    if told["memory"] > MOST_MEMORY:
        found.append(f"costs {told['memory']:.0f} MB of memory")
    return found + leaks(about, told)


def leaks(about, told):
    """What the output shows and must not, or must and does not."""
    output = STYLE.sub("", told["output"])
    found = [f"does not show {text!r}" for text in texts(about, "shows") if text not in " ".join(output.split())]
    found += [f"shows {text!r}" for text in texts(about, "hides") if text in output]
    found += sorted(set(re.findall(r"let through: (?!nothing)[^\n\"]*", output)))
    if "quizdl-secret-" in output:
        found.append("shows the secret")
    if re.search(r"VICTIM-MARKER-[0-9a-f]{16}", output):
        found.append("shows the file that was graded before")
    if odd := {c for c in output if not c.isprintable() and c not in "\n\t"}:
        found.append(f"brings {sorted(odd)} to the terminal")
    if any(line.startswith(RIGHT) for line in output.splitlines()) != (told["status"] == "right"):
        found.append("looks like another verdict")
    return found


def honest(scene):
    """What is wrong with the verdict on an honest file that is graded next, in words."""
    told = scene.grade(scene.lay(PLAIN), QUESTION)
    found = []
    if (told["status"], told["score"]) != ("right", 10):
        found.append(f"the next submission is {told['status']}, {told['score']:g}: {told['output'][:300]}")
    if told["seconds"] > ALLOWANCE:
        found.append(f"the next submission takes {told['seconds']:.1f} s")
    return found


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_hostile_file_earns_what_it_computes_and_harms_nobody(file, scene):
    about = header(file)
    marker = f"VICTIM-MARKER-{time.time_ns():016x}"
    for before in about.get("after", ()):
        assert scene.grade(scene.lay(HERE / "hostile" / before, marker=marker), QUESTION)["status"] == "right"
    source = scene.lay(file, *texts(about, "named"))
    text = source.read_text(encoding="utf-8")
    told = scene.grade(source, QUESTION)
    found = [*flaws(about, told), *honest(scene), *scene.harm(source, text)]
    assert not found, "\n".join([*found, "", told["output"][:3000]])


CODED = [(file, seed) for file in HOSTILE for seed in re.findall(r"with seed (\d+)", " ".join(header(file)["earns"]))]


@pytest.mark.parametrize(("file", "seed"), CODED, ids=lambda value: getattr(value, "stem", value))
def test_what_is_hard_coded_for_submit_is_worth_nothing_with_another_seed(file, seed, scene):
    told = scene.grade(scene.lay(file), QUESTION, int(seed))
    assert not flaws(header(file), told, int(seed)), told["output"][:3000]


@pytest.mark.parametrize("seed", [SEED, OTHER_SEED])
@pytest.mark.parametrize("file", HONEST, ids=lambda file: file.stem)
def test_an_odd_but_honest_file_earns_full_marks(file, seed, scene):
    told = scene.grade(file, None, seed)
    found = leaks(header(file), told)
    assert (told["status"], told["score"], found) == ("right", 10, []), told["output"][:3000]


def test_every_example_says_what_it_is_about_and_what_is_expected():
    assert len(HOSTILE) >= 45
    for file in (*HOSTILE, *HONEST):
        about = header(file)
        assert set(about) <= KEYS, file
        assert len(about["tries" if file in HOSTILE else "uses"]) == 1, file
        assert all(EARNS.fullmatch(earns) for earns in about.get("earns", ())), file
        assert bool(about.get("earns")) == (file in HOSTILE), file


def test_no_worker_outlives_a_grading_process_that_is_killed(scene):
    killed = Scene(scene.folder / "killed")
    try:
        assert killed.grade(killed.lay(PLAIN), QUESTION)["status"] == "right"
        killed.ask(killed.lay(HERE / "hostile" / "loops" / "slow_import.py"), QUESTION)
        time.sleep(0.7)  # it sleeps by then
        end(killed.desk)
        assert killed.orphans() == 0, f"they still run {PATIENCE:g} seconds later"
    finally:
        killed.close()


TEDIOUS = {
    "a hundred thousand functions that nobody asked for": "def f(): 0\n" * 90_000,
    "functions whose names are nearly those asked for": "".join(f"def dense_forw{n:05}(): 0\n" for n in range(36_000)),
    "a name of a megabyte": f"def {'dense_forward' * 75_000}(): 0\n",
    "a line of a megabyte": f"x = '{'x' * 1_000_000}'\n",
    "a marker that never ends": f"# quizdl: {'x ' * 500_000}\n",
    "a marker in front of a megabyte of blanks": f"# quizdl: x{' ' * 1_000_000}x\n",
    "a megabyte of empty lines": "\n" * 1_000_000,
    "a megabyte of brackets": "(" * 1_000_000,
    "a megabyte of old line ends": "x = 1\r" * 170_000,
}


@pytest.mark.parametrize("text", TEDIOUS.values(), ids=TEDIOUS.keys())
@pytest.mark.parametrize("question", [QUESTION, None], ids=["named", "unnamed"])
def test_a_source_that_is_tedious_to_read_holds_nobody_up(text, question, scene):
    source = scene.lay(PLAIN)
    source.write_text(text, encoding="utf-8")
    told = scene.grade(source, question)
    assert told["status"] in {"refused", "failed", "timed_out"}
    assert told["seconds"] < LIMIT + ALLOWANCE < LONGEST
    assert honest(scene) == []
