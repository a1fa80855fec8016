"""Where question and layer files are found: beside the package or inside it, never where the user stands."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from quizdl.bank.folders import QUESTIONS, REFERENCE, Folders
from quizdl.errors import QuizdlError
from tests.bank.conftest import ROOT

GOOD = ROOT / "tests" / "banks" / "good"
ASK = """
import json
from quizdl.bank.bank import Bank
bank = Bank.open()
print(json.dumps([str(bank.folders.banks[0]), str(bank.layers()["dense"]), bank.layer("dense").text]))
"""


def ask(package, cwd):
    """Where another interpreter, with quizdl in the folder `package`, finds its content."""
    command = [sys.executable, "-c", ASK]
    environment = os.environ | {"PYTHONPATH": str(package)}
    return json.loads(subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True).stdout)


@pytest.fixture
def decoy(tmp_path):
    """A folder with files of the same names as those of quizdl."""
    for name in ("reference/dense.py", "questions/batchnorm.yaml", "content/reference/dense.py"):
        path = tmp_path / "decoy" / name
        path.parent.mkdir(parents=True)
        path.write_text("raise SystemExit('the wrong file')")
    (tmp_path / "decoy" / "reference" / "__init__.py").write_text("raise SystemExit('the wrong package')")
    return tmp_path / "decoy"


@pytest.fixture
def installed(tmp_path):
    """quizdl as a wheel installs it: the content lies inside the package."""
    package = shutil.copytree(ROOT / "quizdl", tmp_path / "site" / "quizdl")
    shutil.copytree(ROOT / "questions", package / "content" / "questions")
    shutil.copytree(ROOT / "reference", package / "content" / "reference")
    return tmp_path / "site"


def test_in_a_checkout_the_content_lies_beside_the_package(decoy):
    text = (ROOT / "reference" / "dense.py").read_text(encoding="utf-8")
    assert (QUESTIONS, REFERENCE) == (ROOT / "questions", ROOT / "reference")
    assert ask(ROOT, decoy) == [str(ROOT / "questions"), str(ROOT / "reference" / "dense.py"), text]


def test_in_an_installed_quizdl_the_content_lies_in_the_package(installed, decoy):
    content = installed / "quizdl" / "content"
    assert ask(installed, decoy)[:2] == [str(content / "questions"), str(content / "reference" / "dense.py")]


def test_a_package_reached_by_a_link_is_found_where_it_is(installed, tmp_path, decoy):
    (tmp_path / "link").symlink_to(installed, target_is_directory=True)
    assert ask(tmp_path / "link", decoy)[0] == str(installed / "quizdl" / "content" / "questions")


def test_the_first_of_two_files_with_one_name_counts(tmp_path):
    own = shutil.copytree(GOOD / "own-layer", tmp_path / "own")
    folders = Folders((GOOD / "own-layer", own))
    assert folders.topics()["own-layer"] == GOOD / "own-layer" / "own-layer.yaml"
    assert folders.layers()["power"] == GOOD / "own-layer" / "misconceptions" / "power.py"
    assert folders.mistakes()["power"] == GOOD / "own-layer" / "misconceptions" / "power.yaml"
    assert len(folders.files()) == 8


def test_the_layers_of_quizdl_come_before_those_of_a_bank(tmp_path):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "dense.py").touch()
    assert Folders((tmp_path,)).layers()["dense"] == REFERENCE / "dense.py"
    assert "__init__" not in Folders((tmp_path,)).layers()


def test_hidden_files_and_links_that_lead_nowhere_do_no_harm(tmp_path):
    (tmp_path / ".#a.yaml").symlink_to("me@host.1234")
    (tmp_path / "b.yaml").symlink_to("nowhere")
    folders = Folders((tmp_path,))
    assert list(folders.topics()) == ["b"]
    assert folders.fingerprint()


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "gone", tmp_path / "file"):
        with pytest.raises(QuizdlError) as raised:
            Folders((path,))
        expected = f"{path}: there is no such folder; --bank and QUIZDL_BANK name a folder of question files"
        assert str(raised.value) == expected
