"""What a person keeps gets into no page that is passed on, whoever makes it and however it is run."""

from __future__ import annotations

import io
import json
import os
import re
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jupyter_client.manager import start_new_kernel
from planted import MARKER, found_in, parts, plant
from small_notebooks import state_of
from store_processes import check

pytestmark = pytest.mark.kernel

SETUP = "import kb\nfrom widgets import HabitPlan, Progress, Quiz, SectionText, VisitSheet\nbase = kb.load()"
SHOW = """plan, sheet, quiz = HabitPlan(base, plan="sleep"), VisitSheet(base), Quiz(base, "warning_signs")
display(plan, sheet, quiz, Progress(base), SectionText(base, "stress"))
print("state", plan.picked, sheet.own_questions, bool(plan.kept))"""


def run(client: Any, code: str, *, somebody: bool) -> list[dict[str, Any]]:
    """The messages of a cell, run by somebody or by a machine."""
    said: list[dict[str, Any]] = []
    reply = client.execute_interactive(code, allow_stdin=somebody, output_hook=said.append, timeout=60,
                                       stdin_hook=lambda message: None)  # fmt: skip
    assert reply["content"]["status"] == "ok", reply["content"]
    return said


def printed(said: list[dict[str, Any]]) -> str:
    return "".join(message["content"]["text"] for message in said if message["msg_type"] == "stream")


def test_a_run_by_a_machine_takes_nothing_back_and_what_a_person_sees_has_it_only_in_live_views(tmp_path: Path):
    store = plant(tmp_path / "kept")
    before = store.file.read_bytes()
    manager, client = start_new_kernel(env={**os.environ, "WEEK_TWELVE_DATA": str(store.folder)}, cwd=str(ROOT))
    try:
        run(client, SETUP, somebody=True)
        by_machine = run(client, SHOW, somebody=False)
        assert printed(by_machine) == "state [] [] False\n"
        assert MARKER not in json.dumps(by_machine, default=str)
        assert store.file.read_bytes() == before
        by_person = run(client, SHOW, somebody=True)
        assert printed(by_person) == f"state ['sleep_any_side'] ['{MARKER}'] True\n"
        shown = [message for message in by_person if message["msg_type"] == "display_data"]
        assert len(shown) == 5
        assert MARKER not in json.dumps(shown, default=str)
        assert [entry.data["section"] for entry in store.read("section")] == ["sleep", "stress"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_no_handout_holds_anything_of_it_and_none_has_the_progress(handouts, base):
    """The handouts of `handouts` were made with planted things in the folder of a person."""
    assert MARKER in (Path(os.environ["WEEK_TWELVE_DATA"]) / "personal.jsonl").read_text(encoding="utf-8")
    pages = list(handouts.glob("*.html"))
    assert len(pages) > 15
    assert sum(len(list(parts(page.read_bytes()))) > 1 for page in pages) > 10  # packed, and unpacked to be looked at
    assert found_in(handouts) == []
    start = (handouts / "00_start_here.html").read_text(encoding="utf-8")
    assert base.text("progress_sections") not in start
    assert "wk-pr__" not in start
    models = state_of(handouts / "10_sleep.html")["models"].values()
    assert [model["state"]["kept"] for model in models if "picked" in model["state"]] == [{}]


@pytest.mark.deep
def test_no_class_deck_or_index_holds_anything_of_it(tmp_path: Path, monkeypatch):
    from handouts.evening import main as make_class
    from kb.evening import main as plan_class

    store = plant(tmp_path / "kept")
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(store.folder))
    plan = io.StringIO()
    with redirect_stdout(plan):
        plan_class([str(ROOT / "notebooks" / "class.toml")])
    (tmp_path / "plan.json").write_text(plan.getvalue(), encoding="utf-8")
    before = store.file.read_bytes()
    made = tmp_path / "class"
    assert make_class([str(tmp_path / "plan.json"), str(ROOT / "notebooks"), str(made)]) in (0, None)
    assert len(list(made.rglob("*.html"))) >= 3
    assert found_in(made) == []
    assert store.file.read_bytes() == before


@pytest.mark.deep
def test_kernels_that_are_killed_while_they_write_lose_and_double_nothing(tmp_path: Path):
    job = "import sys; sys.path.insert(0, {tests!r})\nfrom pathlib import Path\nfrom store_processes import write\n"
    job += "write(Path({folder!r}), Path({folder!r}) / '{name}.told', '{name}')"
    for turn in range(3):
        kernels = {name: start_new_kernel() for name in ("one", "two")}
        try:
            for name, (_, client) in kernels.items():
                client.execute(job.format(tests=str(ROOT / "tests"), folder=str(tmp_path), name=name))
            told = [tmp_path / f"{name}.told" for name in kernels]
            wanted = 10 * (turn + 1)
            while not all(file.exists() and file.read_bytes().count(b"\n") >= wanted for file in told):
                time.sleep(0.01)
        finally:
            for manager, client in kernels.values():
                client.stop_channels()
                manager.shutdown_kernel(now=True)  # kill -9
        assert check(tmp_path) >= 2 * wanted


@pytest.mark.parametrize("file", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda file: file.stem)
def test_no_cell_prints_what_is_kept_since_outputs_are_saved_with_a_notebook(file: Path) -> None:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    asked = r"\b(plan\.week|sheet\.(text|own_questions)|diary\.(entries|lines)|quiz\.(results|answers)|progress\.table)"
    assert re.findall(asked, code) == []
