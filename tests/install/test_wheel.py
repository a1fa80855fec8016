"""An installed quizdl finds its questions and layers wherever the user stands."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what the wheel installs."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target / "site")
    return target / "site"


@pytest.fixture
def elsewhere(tmp_path):
    """A folder that would break everything that trusted the current folder."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "__init__.py").write_text("raise RuntimeError('the wrong reference')\n")
    (tmp_path / "reference" / "batchnorm.py").write_text("raise RuntimeError('the wrong batch norm')\n")
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "batchnorm.yaml").write_text("topic: wrong\n")
    (tmp_path / "numpy.py").write_text("raise RuntimeError('the wrong numpy')\n")
    return tmp_path


def quizdl(site, folder, *arguments):
    program = f"import sys; sys.path.insert(0, {str(site)!r}); import quizdl.cli; quizdl.cli.run()"
    command = [sys.executable, "-P", "-c", program, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ, timeout=60)


def test_the_wheel_holds_the_questions_and_the_layers_and_nothing_beside_the_package(installed):
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"quizdl"}
    content = installed / "quizdl" / "content"
    for folder, ending in (("questions", ".yaml"), ("questions", ".py"), ("reference", ".py")):
        shipped = {path.relative_to(content / folder) for path in (content / folder).rglob(f"*{ending}")}
        written = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob(f"*{ending}")}
        assert shipped == written


def test_it_runs_from_the_installed_files(installed, elsewhere):
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); from quizdl.bank import folders; print(folders.CONTENT)"
    )
    result = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == str(installed / "quizdl" / "content")


def test_it_practices_and_grades_beside_a_folder_named_reference(installed, elsewhere):
    (elsewhere / "answers.txt").write_text("a\n")
    practiced = quizdl(installed, elsewhere, "practice", "batchnorm", "-n", "1", "--answers", "answers.txt")
    assert practiced.returncode == 0, practiced.stderr
    assert "question 1 of 1" in practiced.stdout

    started = quizdl(installed, elsewhere, "start", "batchnorm")
    assert started.stdout.startswith("batchnorm.py: fill in batchnorm_forward, batchnorm_backward")
    (elsewhere / "batchnorm.py").write_text((ROOT / "reference" / "batchnorm.py").read_text())
    graded = quizdl(installed, elsewhere, "submit", "batchnorm.py", "--question", "batchnorm/implement")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert "10 / 10" in graded.stdout


def test_it_runs_an_experiment(installed, elsewhere):
    result = quizdl(installed, elsewhere, "experiment", "variance-shift", "--seeds", "1")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 of 1 seeds: " in result.stdout
