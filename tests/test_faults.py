"""Full disks, places that may not be written to, ended processes, no browser: told in words, and nothing is lost."""

from __future__ import annotations

import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from handout_pages import deep
from lab_server import environment
from nbformat import v4
from small_notebooks import code, soup, text, write

from handouts import __main__ as command
from handouts import evening
from handouts.charts import browser as browsers
from handouts.charts import figures
from handouts.running import execution
from handouts.writing import LEFT
from handouts.writing import write as write_page

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource", reason="limits of a process are for systems like Unix")
GOOD = "older and good"
SMALL = 4_000  # bytes: no page is as small
MAKERS: dict[str, Callable[[Path], int]] = {
    "handouts": lambda folder: command.main([str(folder / "notebooks"), str(folder / "pages")]),
    "class": lambda folder: evening.main([planned(folder), str(folder / "notebooks"), str(folder / "pages")]),
}
CHILD = """
import contextlib, sys
from handouts import __main__ as command
from handouts.charts import browser as browsers
from handouts import building
from handouts import evening
from handouts.running import execution
execution._run = lambda *_: None
building.forked_kernels = contextlib.nullcontext
browsers.Browser.start = lambda self: None
sys.exit((evening if sys.argv[1] == "class" else command).main(sys.argv[2:]))
"""


def planned(folder: Path) -> str:
    plan = {"title": "Tuesday", "sections": [{"notebook": "01_first"}, {"notebook": "02_second"}], "alone": {}}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return str(folder / "plan.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two notebooks, and a page of an earlier run for all that can be made of them."""
    for name in ("01_first", "02_second"):
        write(tmp_path / "notebooks", text(f"# {name}"), name=name)
    (tmp_path / "pages").mkdir()
    for name in ("01_first", "02_second", "01_first.deck", "deck", "handout", "index"):
        (tmp_path / "pages" / f"{name}.html").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebooks have no code, so no kernel has to start, and no browser."""
    monkeypatch.setattr(execution, "_run", lambda *_: None)
    monkeypatch.setattr("handouts.building.forked_kernels", nullcontext)
    monkeypatch.setattr("handouts.deck.exporter.forked_kernels", nullcontext, raising=False)
    monkeypatch.setattr(browsers.Browser, "start", lambda self: None)


def pages(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (folder / "pages").iterdir() if file.is_file()}


def unprivileged() -> None:
    """For a child: the rights of a file hold for root too."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def full() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def child(folder: Path, what: str, before: Callable[[], None] = unprivileged) -> subprocess.CompletedProcess[str]:
    """Make pages in a process of its own."""
    source, target = folder / "notebooks", folder / "pages"
    lone = ["-m", "nbconvert", "--to", what, "--HandoutExporter.execute=False", "--output-dir", str(target),
            str(source / "01_first.ipynb")]  # fmt: skip
    given = {
        "handouts": ["-c", CHILD, "handouts", str(source), str(target)],
        "class": ["-c", CHILD, "class", planned(folder), str(source), str(target)],
    }
    known = environment(folder / "settings") | {"PYTHONDONTWRITEBYTECODE": "1"}  # which a full disk would cut off
    return subprocess.run([sys.executable, *given.get(what, lone)], cwd=ROOT, env=known, preexec_fn=before,
                          capture_output=True, text=True, timeout=100)  # fmt: skip


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow: what the system says then is what it says of a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # what Python keeps of a module would be cut off
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # also by processes
        full()
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ---- the disk --------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("what", MAKERS)
def test_on_a_full_disk_all_older_pages_stay(folder: Path, capfd: pytest.CaptureFixture[str], what: str) -> None:
    before = pages(folder)
    with full_disk():
        assert MAKERS[what](folder) == 1
    said = capfd.readouterr().err
    assert "01_first.html could not be written: the disk is full." in said
    assert "Traceback" not in said
    assert pages(folder) == before


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("what", MAKERS)
def test_a_folder_in_the_place_of_a_page_keeps_no_other_page_back(
    folder: Path, capfd: pytest.CaptureFixture[str], what: str
) -> None:
    (folder / "pages" / "02_second.html").unlink()
    (folder / "pages" / "02_second.html").mkdir()
    assert MAKERS[what](folder) == 1
    said = capfd.readouterr()
    assert "02_second.html could not be written: a folder stands in its place." in said.err
    assert "Traceback" not in said.err
    assert (folder / "pages" / "02_second.html").is_dir()
    assert "<h1" in pages(folder)["01_first.html"]
    assert [link["href"] for link in soup(pages(folder)["index.html"]).select("a")][-1] == "01_first.html"
    assert list((folder / "pages").glob("*.part")) == []
    if what == "class":  # what could be run is held, whatever became of its own page
        assert "02_second" in pages(folder)["handout.html"]
    else:
        assert "1 of 2 handouts" in said.out


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("what", MAKERS)
def test_what_an_ended_run_left_is_taken_away_and_nothing_else(folder: Path, what: str) -> None:
    (folder / "pages" / LEFT.replace("*", "09_old")).write_text("half", encoding="utf-8")
    (folder / "pages" / "my own.part").write_text("mine", encoding="utf-8")
    assert MAKERS[what](folder) == 0
    assert [file.name for file in (folder / "pages").glob("*.part")] == ["my own.part"]


@pytest.mark.kernel
@pytest.mark.parametrize("what", ["handout", "deck"])
def test_on_a_full_disk_nbconvert_keeps_the_older_page(folder: Path, what: str) -> None:
    before = pages(folder)
    done = child(folder, what, full)
    assert done.returncode == 1
    assert "could not be written: the disk is full." in done.stderr
    assert "Traceback" not in done.stderr
    assert pages(folder) == before


@pytest.mark.kernel
def test_nbconvert_writes_the_page_and_nothing_else(folder: Path) -> None:
    before = pages(folder)
    assert child(folder, "deck").returncode == 0
    made = pages(folder)
    assert 'class="slide"' in made.pop("01_first.deck.html")
    assert made.items() <= before.items()
    assert set(made) | {"01_first.deck.html"} == set(before)


READ_ONLY = [
    pytest.param("class"),
    pytest.param("handout"),
    pytest.param("handouts", marks=deep),
    pytest.param("deck", marks=deep),
]


@pytest.mark.kernel
@pytest.mark.parametrize("what", READ_ONLY)
def test_a_folder_that_may_not_be_written_to_is_told_before_anything_runs(folder: Path, what: str) -> None:
    before = pages(folder)
    (folder / "pages").chmod(0o555)
    done = child(folder, what)
    (folder / "pages").chmod(0o755)
    assert done.returncode == 1
    assert "it may not be written to. Choose another place" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) < 7
    assert pages(folder) == before


@pytest.mark.kernel
@pytest.mark.parametrize("what", READ_ONLY)
def test_a_page_that_somebody_has_made_read_only_stays(folder: Path, what: str) -> None:
    lone = "01_first.deck.html" if what == "deck" else "01_first.html"
    (folder / "pages" / lone).chmod(0o444)
    done = child(folder, what)
    assert done.returncode == 1
    assert f"{lone} could not be written: it may not be written to." in done.stderr
    assert "Traceback" not in done.stderr
    made = pages(folder)
    assert made[lone] == GOOD
    assert (made["02_second.html"] != GOOD) == (what in MAKERS)
    assert list((folder / "pages").glob("*.part")) == []


# ---- an end from outside ---------------------------------------------------------------------------------------------
WRITER = """
import sys, time
from pathlib import Path
from handouts.writing import write
page = Path(sys.argv[1])
for number in range(10**9):
    write(page, f"{number:09}" * 200_000)
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=[deep] if seed > 2 else []) for seed in range(12)])
def test_whenever_a_writer_is_ended_the_page_is_whole(tmp_path: Path, seed: int) -> None:
    page = tmp_path / "page.html"
    page.write_text(GOOD, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-c", WRITER, str(page)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()  # it writes
        time.sleep(random.Random(seed).uniform(0, 0.2))
        process.kill()
    found = page.read_text(encoding="utf-8")
    assert found == found[:9] * 200_000
    write_page(page, "newer")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


@deep
@pytest.mark.kernel
@pytest.mark.parametrize("what", ["handouts", "class", "handout", "deck"])
def test_whenever_a_command_is_ended_each_page_is_the_old_or_the_new_one(folder: Path, what: str) -> None:
    source, target = folder / "notebooks", folder / "pages"
    write(source, text("# 01_first"), code("print('x' * 300_000)"), name="01_first")
    given = {
        "handouts": ["-m", "handouts", str(source), str(target)],
        "class": ["-m", "handouts.evening", planned(folder), str(source), str(target)],
    }
    lone = ["-m", "nbconvert", "--to", what, "--output-dir", str(target), str(source / "01_first.ipynb")]
    begin = time.monotonic()
    run = lambda: subprocess.Popen([sys.executable, *given.get(what, lone)], cwd=ROOT,  # noqa: E731
                                   env=environment(folder / "settings"), stderr=subprocess.DEVNULL)  # fmt: skip
    with run() as process:
        assert process.wait(100) == 0
    whole, lasted = pages(folder), time.monotonic() - begin
    chance = random.Random(what)
    for _ in range(12):
        for name in whole:
            (target / name).write_text(GOOD, encoding="utf-8")
        with run() as process:
            time.sleep(chance.uniform(0.3, 1) * lasted)
            process.send_signal(signal.SIGKILL)
        found = {name: words for name, words in pages(folder).items() if not name.endswith(".part")}
        assert [name for name, words in found.items() if words not in (GOOD, whole[name])] == []
        assert set(found) == set(whole)


# ---- the browser that draws ------------------------------------------------------------------------------------------
FIGURE = {"data": [{"type": "bar", "y": [3, 1]}], "layout": {"width": 300, "height": 200}}


@pytest.fixture
def charts(folder: Path) -> Path:
    """Two pages with a chart each, and one without."""
    for name in ("03_third", "04_fourth"):
        cell = code("chart")
        cell.outputs = [
            v4.new_output("display_data", {figures.PLOTLY: FIGURE}),
            v4.new_output("display_data", {"text/html": "<details><summary>Numbers</summary>3, 1</details>"}),
        ]
        write(folder / "notebooks", text(f"# {name}"), cell, name=name)
    return folder


@pytest.mark.parametrize(
    ("place", "told"), [("/no/such/browser", "neither was found. Install one"), ("/bin/false", "stopped: ")]
)
def test_without_a_browser_the_pages_are_whole_and_it_is_told_once(
    charts: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], place: str, told: str
) -> None:
    monkeypatch.setattr(execution, "_run", lambda *_: None)
    monkeypatch.setattr("handouts.building.forked_kernels", nullcontext)
    monkeypatch.setenv("BROWSER_PATH", place)
    assert MAKERS["handouts"](charts) == 1
    said = capfd.readouterr()
    assert said.err.count("Chrome or Chromium") == said.err.count(told) == 1
    assert "Traceback" not in said.err
    assert "4 of 4 handouts" in said.out
    for name in ("03_third", "04_fourth"):
        page = soup(pages(charts)[f"{name}.html"])
        assert page.select_one("[data-figure-missing]")
        assert page.details.has_attr("open")
    (charts / "notebooks" / "03_third.ipynb").unlink()
    (charts / "notebooks" / "04_fourth.ipynb").unlink()
    assert MAKERS["handouts"](charts) == 0  # who has no charts needs no browser
    assert "Chromium" not in capfd.readouterr().err


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_a_browser_that_is_ended_while_charts_are_made_is_started_once_more() -> None:
    with browsers.one_browser() as browser:
        first = browser.svg(FIGURE)
        process: Any = browser._kaleido.subprocess
        process.kill()
        process.wait(10)
        again = browser.svg({**FIGURE, "frames": []})
        assert first.count("<path") == again.count("<path") > 1
        assert browser.fault == ""
    assert browsers._shared is None
