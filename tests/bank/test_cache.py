"""What was validated is remembered until a file changes; a cache that is broken in any way costs time only."""

import json
import os
import shutil

import pytest

from quizdl.bank import read
from quizdl.bank.bank import Bank
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.errors import BankError
from tests.bank.conftest import ROOT

GOOD = ROOT / "tests" / "banks" / "good"


@pytest.fixture
def own(tmp_path):
    return shutil.copytree(GOOD / "own-layer", tmp_path / "own")


@pytest.fixture
def reads(monkeypatch):
    """The files that were read rather than remembered."""
    seen = []
    topic, misconceptions = read.topic, read.misconceptions
    monkeypatch.setattr(read, "topic", lambda path, bank: [seen.append(path.name), topic(path, bank)][1])
    monkeypatch.setattr(
        read, "misconceptions", lambda path, bank: [seen.append(path.name), misconceptions(path, bank)][1]
    )
    return seen


def bank(*folders):
    return Bank(Folders(folders))


def cached(home):
    return sorted((home / "cache" / "bank").iterdir())


def test_a_topic_is_read_once(own, reads):
    first = bank(own).topic("own-layer")
    assert reads == ["own-layer.yaml", "power.yaml"]
    assert bank(own).topic("own-layer") == first
    assert reads == ["own-layer.yaml", "power.yaml"]


def test_one_bank_asks_its_cache_once(own, monkeypatch):
    books = bank(own)
    topic = books.topic("own-layer")
    monkeypatch.setattr(books.cache, "topic", None)
    assert books.topic("own-layer") is topic


@pytest.mark.parametrize("name", ["every-type", "scalars", "prose", "smallest"])
def test_a_remembered_topic_is_the_topic(name, reads):
    first = bank(GOOD, QUESTIONS).topic(name)
    assert bank(GOOD, QUESTIONS).topic(name) == first
    assert reads.count(f"{name}.yaml") == 1


def test_remembered_misconceptions_are_the_misconceptions(own, reads):
    first = bank(own).misconceptions("power")
    assert bank(own).misconceptions("power") == first
    assert reads == ["power.yaml"]


def test_topics_of_one_name_in_two_folders_are_kept_apart(tmp_path):
    for title in ("One", "Two"):
        (tmp_path / title).mkdir()
        text = (GOOD / "smallest.yaml").read_text().replace("title: S", f"title: {title}")
        (tmp_path / title / "smallest.yaml").write_text(text)
    for title in ("One", "Two", "One", "Two"):
        assert bank(tmp_path / title).topic("smallest").title == title


def test_a_changed_file_is_read_again(own, reads):
    bank(own).topic("own-basics")
    path = own / "own-basics.yaml"
    path.write_text(path.read_text().replace("What the layer builds on", "Basics"))
    assert bank(own).topic("own-basics").title == "Basics"


def test_a_file_of_the_same_size_and_a_new_time_is_read_again(own):
    bank(own).topic("own-basics")
    path = own / "own-basics.yaml"
    path.write_text(path.read_text().replace("answer: 9", "answer: 8"))
    os.utime(path, ns=(0, 0))
    assert bank(own).topic("own-basics").questions[0].answer == 8


def test_a_changed_misconception_makes_its_topics_be_read_again(own, reads):
    bank(own).topic("own-layer")
    path = own / "misconceptions" / "power.yaml"
    path.write_text(path.read_text().replace("- id: doubles", "- id: twofold"))
    with pytest.raises(BankError) as raised:
        bank(own).topic("own-layer")
    assert "there is no misconception `power/doubles`" in str(raised.value)


def test_a_changed_layer_makes_its_misconceptions_be_read_again(own):
    bank(own).misconceptions("power")
    path = own / "misconceptions" / "power.py"
    path.write_text(path.read_text().replace("y = x * x  #", "y = x**2  #"))
    with pytest.raises(BankError) as raised:
        bank(own).misconceptions("power")
    assert "`y = x * x` does not occur" in str(raised.value)


def test_a_changed_layer_of_quizdl_makes_all_be_read_again(own, reads, tmp_path, monkeypatch):
    monkeypatch.setattr("quizdl.bank.folders.REFERENCE", tmp_path)
    (tmp_path / "dense.py").write_text("x = 1\n")
    bank(own).topic("own-basics")
    (tmp_path / "dense.py").write_text("x = 10\n")
    bank(own).topic("own-basics")
    assert reads == ["own-basics.yaml"] * 2


def test_a_new_file_is_found(own):
    assert list(bank(own).topics()) == ["own-basics", "own-layer"]
    shutil.copy(GOOD / "smallest.yaml", own)
    assert bank(own).topic("smallest").title == "S"


def test_another_version_of_quizdl_reads_again(own, reads, monkeypatch):
    bank(own).topic("own-basics")
    monkeypatch.setattr("quizdl.bank.folders.__version__", "99")
    bank(own).topic("own-basics")
    assert reads == ["own-basics.yaml"] * 2


CORRUPT = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"[" * 100_000,
    b"{}",
    b'{"fingerprint": "F"}',
    b'{"fingerprint": "F", "content": null}',
    b'{"fingerprint": "F", "content": "text"}',
    b'{"fingerprint": "F", "content": [1]}',
    b'{"fingerprint": "F", "content": {"questions": 3}}',
    b'{"fingerprint": "F", "content": {"questions": [3]}}',
    b'{"fingerprint": "F", "content": {"questions": [{"type": "essay"}]}}',
    b'{"fingerprint": "F", "content": {"questions": [{"type": "number", "colour": "red"}]}}',
    b'{"fingerprint": "F", "content": {"questions": [{"type": "number", "params": [1]}]}}',
    b'{"fingerprint": "F", "content": {"questions": [], "title": "T"}}',
]


@pytest.mark.parametrize("content", CORRUPT, ids=lambda content: content[:80].decode("latin-1"))
def test_a_corrupt_cache_is_made_anew(content, own, home, reads):
    books = bank(own)
    expected = books.topic("own-layer"), books.misconceptions("power")
    fingerprint = books.cache.fingerprint.encode()
    for path in cached(home):
        path.write_bytes(content.replace(b'"F"', b'"' + fingerprint + b'"'))
    again = bank(own)
    assert (again.topic("own-layer"), again.misconceptions("power")) == expected
    assert reads == ["own-layer.yaml", "power.yaml"] * 2
    assert all(json.loads(path.read_bytes())["fingerprint"] == again.cache.fingerprint for path in cached(home))


@pytest.mark.parametrize("change", ["another version", "corrupt", "other fields"])
def test_a_cache_that_cannot_be_used_is_written_anew_and_shows_the_same_screen(change, home, quizdl):
    show = ("bank", "show", "own-basics/square", "--bank", GOOD / "own-layer", "--seed", 3)
    screen = quizdl(*show)
    written = {path: path.read_bytes() for path in cached(home)}
    for path, content in written.items():
        kept = json.loads(content)
        if change == "another version":
            kept["fingerprint"] = "0" * 64
            kept["content"]["title"] = "A title of then"
        elif change == "other fields":
            kept["content"]["questions"][0]["colour"] = "red"
        path.write_text(content.decode()[:-9] if change == "corrupt" else json.dumps(kept))
    assert quizdl(*show) == screen
    assert written
    assert {path: path.read_bytes() for path in cached(home)} == written


def test_a_cache_folder_that_cannot_be_written_costs_time_only(own, home, reads):
    (home / "cache").write_text("a file where the folder should be")
    bank(own).topic("own-basics")
    assert bank(own).topic("own-basics").title == "What the layer builds on"
    assert reads == ["own-basics.yaml"] * 2


def test_a_topic_with_problems_is_not_remembered(own, home):
    path = own / "own-basics.yaml"
    path.write_text(path.read_text() + "author: me\n")
    with pytest.raises(BankError):
        bank(own).topic("own-basics")
    assert not (home / "cache").exists()


def test_a_check_neither_asks_nor_fills_the_cache(own, home, quizdl):
    assert quizdl("bank", "check", own).code == 0
    assert not (home / "cache").exists()
