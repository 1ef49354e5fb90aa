"""`python -m handouts` builds what can be built, names what cannot, and never leaves half a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_notebooks import code, soup, text, words, write

from handouts import __main__ as command

pytestmark = pytest.mark.kernel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "notebooks", text("# First"), name="01_first")
    write(tmp_path / "notebooks", text("# Third"), name="03_third")
    return tmp_path / "notebooks"


@pytest.mark.parametrize("exists", [True, False])
def test_folder_without_notebooks_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], exists: bool):
    empty = tmp_path / "empty"
    if exists:
        empty.mkdir()
    assert command.main([str(empty), str(tmp_path / "pages")]) == 2
    assert str(empty) in capsys.readouterr().err
    assert not (tmp_path / "pages").exists()


def test_all_notebooks_become_pages_with_an_index(folder: Path, tmp_path: Path):
    assert command.main([str(folder), str(tmp_path / "pages")]) == 0
    assert sorted(file.name for file in (tmp_path / "pages").iterdir()) == [
        "01_first.html",
        "03_third.html",
        "index.html",
    ]
    links = soup((tmp_path / "pages" / "index.html").read_text(encoding="utf-8")).select("a")
    assert [(link["href"], words(link)) for link in links] == [("01_first.html", "First"), ("03_third.html", "Third")]


def _failing_cell(folder: Path) -> None:
    write(folder, code("1 / 0"), name="02_broken")


def _cut_off(folder: Path) -> None:
    (folder / "02_broken.ipynb").write_text('{"cells": [', encoding="utf-8")


def _unknown_kernel(folder: Path) -> None:
    kernel = {"name": "no-such-kernel", "display_name": "?", "language": "python"}
    write(folder, code("1"), name="02_broken", kernelspec=kernel)


def _a_folder(folder: Path) -> None:
    (folder / "02_broken.ipynb").mkdir()


@pytest.mark.parametrize("spoil", [_failing_cell, _cut_off, _unknown_kernel, _a_folder])
def test_one_broken_notebook_is_named_and_the_others_are_built(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil
):
    spoil(folder)
    assert command.main([str(folder), str(tmp_path / "pages")]) == 1
    said = capsys.readouterr()
    assert "02_broken.ipynb: " in said.err
    assert "Traceback" not in said.err
    assert "2 of 3 handouts" in said.out
    built = {file.name for file in (tmp_path / "pages").iterdir()}
    assert built == {"01_first.html", "03_third.html", "index.html"}
    assert "02_broken" not in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_page_of_a_notebook_that_now_fails_stays_as_it_was(folder: Path, tmp_path: Path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "02_broken.html").write_text("older and good", encoding="utf-8")
    _failing_cell(folder)
    assert command.main([str(folder), str(pages)]) == 1
    assert (pages / "02_broken.html").read_text(encoding="utf-8") == "older and good"
