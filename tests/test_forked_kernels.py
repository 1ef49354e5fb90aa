"""Kernels that are forked are as fresh as others: nothing of one notebook reaches the next, and none stays behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from small_notebooks import code, text, write

from handouts.__main__ import build
from handouts.kernels import ForkedProvisioner, forked_kernels, imported

WHO = "import os, sys, json\njson.seen = getattr(json, 'seen', 0) + 1\nprint('pid', os.getpid(), json.seen)"
WHERE = "print(os.getcwd(), sys.stdin.closed, len(os.listdir(os.environ['WEEK_TWELVE_DATA'])))"


def _gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_what_the_cells_import_is_known_without_running_them(tmp_path: Path):
    cells = (
        text("import this"),
        code("import kb\nfrom widgets import a"),
        code("%magic\nimport os"),
        code("import x.y"),
    )
    assert imported(write(tmp_path, *cells)) == {"kb", "widgets", "x.y"}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}', '{"cells": [{}]}'])
def test_a_file_that_is_no_notebook_imports_nothing(tmp_path: Path, content: str):
    file = tmp_path / "no.ipynb"
    file.write_text(content, encoding="utf-8")
    assert imported(file) == set()
    assert imported(tmp_path / "missing.ipynb") == set()


def test_a_module_beside_the_notebook_is_left_to_its_kernel(tmp_path: Path):
    (tmp_path / "mine.py").write_text("", encoding="utf-8")
    assert imported(write(tmp_path, code("import mine\nimport mine.more\nimport csv"))) == {"csv"}


@pytest.mark.kernel
@pytest.mark.xdist_group("exporter")
@pytest.mark.parametrize("forked", [True, False])
def test_each_notebook_has_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: bool):
    if not forked:
        monkeypatch.setattr("handouts.kernels.sys.platform", "elsewhere")
    folder = tmp_path / "notebooks"
    files = [write(folder, text("# One"), code(WHO), code(WHERE), name=f"0{number}_one") for number in range(3)]
    assert build(files, tmp_path / "pages") == []
    pages = [(tmp_path / "pages" / f"{file.stem}.html").read_text(encoding="utf-8") for file in files]
    said = [page.partition("pid ")[2].split()[:2] for page in pages]
    pids = [int(pid) for pid, _ in said]
    assert len(set(pids)) == 3
    assert {seen.partition("<")[0] for _, seen in said} == {"1"}
    assert all(f"{folder} False 0" in page for page in pages)
    assert all(_gone(pid) for pid in pids)
    assert ForkedProvisioner.server is None


@pytest.mark.kernel
@pytest.mark.xdist_group("exporter")
def test_a_kernel_that_dies_is_told_and_the_others_go_on(tmp_path: Path):
    files = [write(tmp_path / "notebooks", text("# Two"), code(source), name=name)
             for name, source in (("01_dies", "import os\nos._exit(3)"), ("02_lives", "print(6 * 7)"))]  # fmt: skip
    (failure,) = build(files, tmp_path / "pages")
    assert failure.startswith("01_dies.ipynb: the notebook could not be run")
    assert "42" in (tmp_path / "pages" / "02_lives.html").read_text(encoding="utf-8")
    assert not (tmp_path / "pages" / "01_dies.html").exists()


@pytest.mark.kernel
@pytest.mark.xdist_group("exporter")
@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_without_the_process_that_forks_kernels_start_as_ever(tmp_path: Path):
    from handouts.__main__ import export

    file = write(tmp_path, text("# Three"), code("print(6 * 7)"))
    with forked_kernels([file]):
        ForkedProvisioner.server.kill()
        ForkedProvisioner.server.wait()
        page, title, failure = export(file)
    assert (title, failure) == ("Three", "")
    assert "42" in page
