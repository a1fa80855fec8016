"""The process that runs a submission has numpy and the standard library, and knows nothing of quizdl or of its user."""

import sys

import numpy as np
import pytest

from quizdl.runner.session import Session
from tests.runner.conftest import load, value

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

LOOK = """
    import os, resource, sys, threading
    def environment():
        return sorted(os.environ)
    def facts():
        return [
            sys.stdin.read() == '', sys.argv == [''], os.getcwd() == '/', os.getsid(0) == os.getpid(),
            'quizdl' not in sys.modules, threading.active_count() == 1, sys.dont_write_bytecode, sys.flags.isolated,
        ]
    def installed():
        return [path for path in sys.path if 'site-packages' in path or 'quizdl' in path or path == '']
    def descriptors():
        found = []
        for number in range(64):
            try:
                os.fstat(number)
            except OSError:
                continue
            found.append(number)
        return found
    def limits():
        names = ('RLIMIT_FSIZE', 'RLIMIT_CORE', 'RLIMIT_NOFILE', 'RLIMIT_AS')
        return [limit for name in names for limit in resource.getrlimit(getattr(resource, name))]
    def threads():
        return int([line for line in open('/proc/self/status') if line.startswith('Threads')][0].split()[1])
    def product(x):
        return x @ x
"""


def texts(session, expression):
    """Texts do not come back as results; they are spelled out as numbers."""
    found = session.evaluate("source", f"[ord(c) for c in {expression}]", {}).values["value"]
    return "".join(chr(int(c)) for c in found)


@pytest.mark.parametrize("name", ["quizdl", "reference", "click", "pydantic", "yaml", "pytest", "pip", "platformdirs"])
def test_it_cannot_import_what_is_installed_beside_numpy(session, name):
    failure = load(session, f"import {name}")
    assert (failure.type, failure.message) == ("ModuleNotFoundError", f"No module named '{name}'")


@pytest.mark.parametrize(
    "name", ["numpy.random", "numpy.fft", "numpy.polynomial", "numpy.lib.stride_tricks", "math", "itertools", "typing"]
)
def test_it_can_import_all_of_numpy_and_the_standard_library(session, name):
    assert load(session, f"import {name}") == {}


def test_its_environment_holds_nothing_of_ours(monkeypatch):
    monkeypatch.setenv("A_SECRET_OF_THE_USER", "1")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    with Session() as running:
        load(running, LOOK)
        names = set(texts(running, "' '.join(environment())").split())
    assert names >= {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LC_ALL"}
    assert names <= {
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "SYSTEMROOT", "__CF_USER_TEXT_ENCODING",
    }  # fmt: skip


def test_it_stands_alone(session):
    load(session, LOOK)
    assert value(session, "facts") == [1] * 8


def test_its_search_path_holds_the_standard_library_only(session):
    load(session, LOOK)
    assert value(session, "installed") == []


def test_it_has_no_descriptors_but_its_own_five(session):
    load(session, LOOK)
    assert value(session, "descriptors") == [0, 1, 2, 3, 4]


def test_its_limits_are_lowered_for_good(session):
    load(session, LOOK)
    assert value(session, "limits") == [0, 0, 0, 0, 64, 64, 2**31, 2**31]


@LINUX
def test_it_has_one_thread_also_after_a_large_product(fresh):
    session = fresh()  # a confined one cannot count its threads
    load(session, LOOK)
    x = np.random.default_rng(0).standard_normal((500, 500))
    product = np.array(value(session, "product", x))
    np.testing.assert_allclose(product, x @ x, atol=1e-10)
    assert value(session, "threads") == 1


def test_a_confined_worker_multiplies_large_matrices_without_a_second_thread(session):
    load(session, LOOK)
    x = np.random.default_rng(0).standard_normal((500, 500))
    np.testing.assert_allclose(np.array(value(session, "product", x)), x @ x, atol=1e-10)
