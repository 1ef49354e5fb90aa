"""The measuring itself: medians and ratios are right, each promise has its line, and a broken one is an error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from tests.bench import __main__ as command
from tests.bench.figures import Figures, alternating, ratio, rounded
from tests.bench.promises import PROMISES, Measured, bound, compared, kept
from tests.bench.scale import repeated
from tests.bench.table import HEAD, broken, table

BY_ID = {promise.id: promise for promise in PROMISES}
PROMISED = {  # design, “Promises on speed”
    "lab_idle": 16, "lab_busy": 16, "lab_busy_queued": 16, "handout_click": 16, "handout_bytes": 150,
    "handout_ready": 300, "handout_requests": 0, "handout_controls": 1, "largest_page": 150, "nutrition_page": 250,
    "section_deck": 150, "section_deck_ready": 300, "class_deck": 60, "class_deck_ready": 300,
    "class_deck_ready_all": 300, "all_handouts": 1.5, "rebuilt": 0, "start": 1.25, "foods_50": 16,
    "foods_rows": 60, "run_all": 1.5, "all_class": 1.5,
}  # fmt: skip


def test_a_figure_is_the_median_with_its_spread():
    assert Figures((3, 1, 200)).median == 3
    assert Figures((1, 2, 3, 10)).median == 2.5
    assert str(Figures((3.14159, 1, 200))) == "3.14 (1–200) ms"
    assert str(Figures((4, 4), "")) == "4"
    with pytest.raises(ValueError, match="at least one run"):
        Figures(())


@pytest.mark.parametrize(("value", "said"), [(0.123, "0.12"), (12.34, "12.3"), (1234.5, "1,234"), (3.0, "3")])
def test_figures_are_rounded_to_what_matters(value, said):
    assert rounded(value) == said


def test_a_ratio_holds_runs_against_each_other_in_pairs():
    assert ratio(Figures((2, 40, 6)), Figures((1, 10, 2))).values == (2, 4, 3)
    assert ratio(Figures((2, 4)), Figures((1, 2, 3))).values == (1, 2)
    with pytest.raises(ValueError, match="zero"):
        ratio(Figures((1,)), Figures((0,)))


def test_jobs_alternate_and_neither_is_always_first():
    order: list[str] = []
    jobs = [lambda name=name: float(len(order.append(name) or order)) for name in "ab"]
    first, second = alternating(jobs, 4)
    assert "".join(order) == "abbaabba"
    assert (first.values, second.values) == ((1, 4, 5, 8), (2, 3, 6, 7))


def test_every_promise_has_its_line_and_its_limit():
    assert {promise.id: promise.limit for promise in PROMISES if promise.limit is not None} == PROMISED
    assert len(BY_ID) == len(PROMISES)


def test_every_line_is_measured_by_a_group():
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "bench").glob("*.py")
                     if file.stem in ("clicks", "decks", "notebooks", "page", "processes", "scale"))  # fmt: skip
    sizes = re.compile(r"_(?:painted|\d+)$")
    assert [key for key in BY_ID if f'"{sizes.sub("", key)}"' not in source] == []


@pytest.mark.parametrize(
    ("promise", "ours", "stock", "holds"),
    [
        ("lab_idle", (15, 16, 90), None, True),
        ("lab_idle", (15, 17, 90), None, False),
        ("lab_idle_painted", (90,), (1,), None),
        ("handout_controls", (0,), (0,), False),
        ("handout_controls", (72,), (0,), True),
        ("handout_requests", (0,), (3,), True),
        ("start", (1.2, 1.3), (1, 1), True),
        ("start", (1.3, 1.4), (1, 1), False),
        ("all_handouts", (10, 10), (15, 16), True),
        ("all_handouts", (10, 10), (14, 15), False),
    ],
)
def test_a_promise_is_kept_or_not(promise, ours, stock, holds):
    measured = Measured(promise, Figures(ours), Figures(stock) if stock else None)
    assert kept(BY_ID[promise], measured) is holds


def test_what_was_not_measured_is_said_and_breaks_nothing():
    found = {"class_deck": Measured("class_deck", note="there is none yet")}
    assert "not measured: there is none yet" in table(found)
    assert broken(found) == []


def test_the_table_shows_the_promise_beside_the_result():
    found = {"start": Measured("start", Figures((30.0, 33.0)), Figures((10.0, 11.0)))}
    lines = [line.strip("| ").split(" | ") for line in table(found).splitlines()]
    assert tuple(lines[0]) == HEAD
    assert lines[2] == ["import kb; kb.load()", "31.5 (30–33) ms", "10.5 (10–11) ms · import pandas", "3 times",
                        "at most 1.25 times the stock way", "**no**"]  # fmt: skip
    assert bound(BY_ID["all_handouts"], "s") == "at least 1.5 times faster"
    assert compared(BY_ID["handout_bytes"], Measured("handout_bytes", Figures((100,)), Figures((500,)))).median == 5


@pytest.mark.parametrize(("took", "options", "code"), [(9.0, [], 0), (99.0, [], 1), (99.0, ["--no-fail"], 0)])
def test_a_promise_that_falls_short_is_an_error(tmp_path: Path, monkeypatch, capsys, took, options, code):
    found = {"lab_idle": Measured("lab_idle", Figures((took,)), Figures((30.0,)))}
    monkeypatch.setattr(command, "measure", lambda groups: (found, "Chromium 1"))
    monkeypatch.setattr(command, "TARGET", tmp_path / "dist" / "bench.md")
    assert command.main(options) == code
    said = capsys.readouterr()
    assert ("falls short: click to answer in JupyterLab" in said.err) is (took > 16)
    written = (tmp_path / "dist" / "bench.md").read_text(encoding="utf-8")
    assert table(found) in written
    assert table(found) in said.out
    assert all(word in written for word in ("python -m tests.bench", "cores", "Python 3.", "Chromium 1"))
    assert re.search(r"\d{4}-\d\d-\d\d", written)


def test_rows_are_repeated_column_by_column():
    columns = {"id": ["a", "b"], "flags": {"vegan": "yn"}, "notes": ["", "one", "two"], "amounts": {"iron": [1, None]}}
    assert repeated(columns, 2, 2) == {
        "id": ["a_0", "b_0", "a_1", "b_1"],
        "flags": {"vegan": "ynyn"},
        "notes": ["", "one", "two"],
        "amounts": {"iron": [1, None, 1, None]},
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bench", "gallery"])
def test_the_commands_of_make_start_without_pytest(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import tests.{name}, tests.conftest"], cwd=ROOT, timeout=60)
    assert done.returncode == 0
