"""The plot of an experiment: a picture, or a page that needs nothing else."""

import sys
from xml.etree import ElementTree

import pytest


@pytest.mark.parametrize(
    ("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF"), (".html", b"<!doctype html>")]
)
def test_the_suffix_decides_what_is_written(suffix, start, files, tmp_path):
    path = tmp_path / f"plot{suffix}"
    result = files.run("--plot", path)
    assert f"{path} is written" in result.output
    assert path.read_bytes().startswith(start)


def test_the_page_holds_the_plot_the_numbers_and_the_conclusions(files, tmp_path):
    files.change("title: Powers", "title: <Powers>")
    path = tmp_path / "plot.html"
    files.run("--plot", path)
    page = path.read_text()
    assert "<h1>&lt;Powers&gt;</h1>" in page
    assert "<tr><td>4</td><td>16 (16 to 16)</td>" in page
    assert "<li>5 of 5 seeds: Squares grow.</li>" in page
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    )


def test_every_curve_is_drawn_with_a_mark_of_its_own(files, tmp_path):
    path = tmp_path / "plot.svg"
    files.run("--plot", path)
    ids = {element.get("id") for element in ElementTree.parse(path).iter() if element.get("id")}
    assert {"line2d_1", "legend_1"} <= ids


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plot.gif", "a plot is one of .png, .svg, .pdf and .html"),
        ("plot", "a plot is one of .png, .svg, .pdf and .html"),
        ("gone/plot.png", "there is no folder"),
    ],
)
def test_a_plot_that_cannot_be_written_is_refused_before_the_run(name, said, files, tmp_path):
    result = files.run("--plot", tmp_path / name)
    assert said in str(result.exception)
    assert result.output == ""


def test_without_matplotlib_it_says_what_to_install(files, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = files.run("--plot", tmp_path / "plot.png")
    assert str(result.exception) == "plots are drawn by matplotlib: pip install 'quizdl[plots]'"


def test_a_disk_that_refuses_is_said_after_the_numbers(files, tmp_path):
    (tmp_path / "plot.png").mkdir()
    result = files.run("--plot", tmp_path / "plot.png")
    assert result.exit_code == 2
    (tmp_path / "plot.svg").touch()
    (tmp_path / "plot.svg").chmod(0o400)
