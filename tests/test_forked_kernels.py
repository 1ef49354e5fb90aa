"""Kernels that are forked are as fresh as others: nothing of one notebook reaches the next, and none stays behind."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pytest
from small_notebooks import code, text, write

from handouts.building import build
from handouts.running.kernels import ForkedProvisioner, forked_kernels

pytestmark = pytest.mark.kernel

WHO = "import os, sys, json\njson.seen = getattr(json, 'seen', 0) + 1\nprint('pid', os.getpid(), json.seen)"
LOOKS = """import pandas, plotly.io
print('drawn by', plotly.io.renderers.default, pandas.get_option('display.max_columns'))"""
WHERE = "print(os.getcwd(), sys.stdin.closed, len(os.listdir(os.environ['WEEK_TWELVE_DATA'])))"


def _gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("forked", [True, False])
def test_each_notebook_has_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: bool):
    if not forked:
        monkeypatch.setattr("handouts.running.kernels.sys.platform", "elsewhere")
    folder = tmp_path / "notebooks"
    files = [
        write(folder, text("# One"), code(WHO), code(WHERE), code(LOOKS), name=f"0{number}_one") for number in range(3)
    ]
    assert build(files, tmp_path / "pages") == []
    pages = [(tmp_path / "pages" / f"{file.stem}.html").read_text(encoding="utf-8") for file in files]
    said = [page.partition("pid ")[2].split()[:2] for page in pages]
    pids = [int(pid) for pid, _ in said]
    assert len(set(pids)) == 3
    assert {seen.partition("<")[0] for _, seen in said} == {"1"}
    assert all(f"{folder} False 0" in page for page in pages)
    assert all(re.search("drawn by plotly_mimetype.* 20", page) for page in pages)  # imported where a notebook runs
    assert all(_gone(pid) for pid in pids)
    assert ForkedProvisioner.server is None


def test_a_kernel_that_dies_is_told_and_the_others_go_on(tmp_path: Path):
    files = [write(tmp_path / "notebooks", text("# Two"), code(source), name=name)
             for name, source in (("01_dies", "import os\nos._exit(3)"), ("02_lives", "print(6 * 7)"))]  # fmt: skip
    (failure,) = build(files, tmp_path / "pages")
    assert failure.startswith("01_dies.ipynb: the notebook could not be run")
    assert "42" in (tmp_path / "pages" / "02_lives.html").read_text(encoding="utf-8")
    assert not (tmp_path / "pages" / "01_dies.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_without_the_process_that_forks_kernels_start_as_ever(tmp_path: Path):
    from handouts.building import export

    file = write(tmp_path, text("# Three"), code("print(6 * 7)"))
    with forked_kernels():
        ForkedProvisioner.server.kill()
        ForkedProvisioner.server.wait()
        page, title, failure = export(file)
    assert (title, failure) == ("Three", "")
    assert "42" in page
