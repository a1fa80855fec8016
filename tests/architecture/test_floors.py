"""The house keeps its shape: imports run down only, the worker stays alone, files and functions stay small."""

import ast
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FILES = [path for folder in ("quizdl", "reference") for path in sorted((ROOT / folder).rglob("*.py"))]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def copy_of_the_house(target: Path) -> Path:
    shutil.copytree(ROOT / "quizdl", target / "quizdl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def test_all_contracts_of_the_architecture_are_kept():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("model/problem.py", "from quizdl.store import attempts", "Imports run down the floors only"),
        ("store/attempts.py", "from quizdl.bank import layers", "Imports run down the floors only"),
        ("worker/arrays.py", "import yaml", "The worker knows nothing of quizdl"),
        ("grading/rubric.py", "import click", "Only the command line talks through click"),
        ("grading/rubric.py", "import reference.dense", "quizdl never imports the layers"),
        ("variants.py", "import numpy", "The model is plain Python"),
        ("show/text.py", "import yaml", "Only the bank reads YAML and validates"),
    ],
)
def test_a_planted_import_that_breaks_a_contract_is_found(tmp_path, file, line, contract):
    house = copy_of_the_house(tmp_path)
    if line.startswith("import reference"):
        shutil.copytree(ROOT / "reference", house / "reference")
    path = house / "quizdl" / file
    path.write_text(path.read_text() + f"\n{line}\n")
    result = lint_imports(house)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken), result.stdout


def test_every_contract_has_been_seen_failing_above():
    contracts = (ROOT / "pyproject.toml").read_text().count("[[tool.importlinter.contracts]]")
    planted = test_a_planted_import_that_breaks_a_contract_is_found.pytestmark[0].args[1]
    assert len({contract for _, _, contract in planted}) == contracts


def test_no_layer_imports_anything_but_numpy_and_math():
    for path in (ROOT / "reference").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert set(names) <= {"numpy", "math"}, f"{path} imports {names}"


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text())
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [(n.name, n.end_lineno - n.lineno + 1) for n in ast.walk(tree) if isinstance(n, kinds)]


def test_no_file_is_longer_than_300_lines_and_no_function_longer_than_50():
    for path in FILES:
        assert len(path.read_text().splitlines()) <= 300, path
        long = [name for name, length in functions(path) if length > 50]
        assert not long, f"{path}: {long}"


def test_the_house_can_be_read_in_an_afternoon():
    sizes = [len(path.read_text().splitlines()) for path in FILES if path.name != "__init__.py"]
    lengths = [length for path in FILES for _, length in functions(path)]
    assert statistics.median(sizes) <= 110
    assert statistics.median(lengths) <= 20


def test_every_file_opens_with_a_sentence():
    for path in FILES:
        docstring = ast.get_docstring(ast.parse(path.read_text()))
        assert docstring, path
