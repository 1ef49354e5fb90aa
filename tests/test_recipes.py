"""Somebody new follows CONTRIBUTING: each recipe is walked in a copy of the house, and what it promises follows."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

RECIPES = re.findall(r"^\*\*(.+?)\.\*\*", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
ELSEWHERE = {"The buttons in JupyterLab": "test_lab_extension.py"}
SECTION, PAGE = "travel", "16_travel"
ROWS = {
    "sources": [{"id": "house_2026", "organisation": "The house", "title": "A page", "year": "2026",
                 "url": "https://example.org/page", "seen": "page"}],
    "claims": [{"id": "add.900", "section_id": SECTION, "kind": "advice", "text": "Stand up now and then on a trip.",
                "stance": "agrees", "nuance": "Most people can.", "in_article": "no", "source_ids": "house_2026"}],
    "symptoms": [{"id": "knee_click", "group_id": "back", "number": 900, "text": "A knee that clicks",
                  "how_to_tell": "You hear it.", "other_words": "snapping knee", "warning": "yes", "in_article": "no"}],
    "rules": [{"id": "knee_click", "level": "same_day", "symptom_ids": "knee_click", "because": "It is to be seen.",
               "claim_ids": "add.900", "source_ids": "house_2026"}],
    "sections": [{"id": SECTION, "number": 16, "title": "On a trip", "notebook": PAGE, "minutes": 10,
                  "promise": "Know when to stand up.", "goals": "Name one moment|Call if unsure",
                  "other_words": "globetrotting"}],
    "lessons": [{"id": SECTION, "section_id": SECTION, "priority": 900, "minutes": 10, "minutes_short": 5,
                 "goal": "People know one moment.", "say": "Stand up.|Call.", "ask": "When?", "do": "Stand.",
                 "misconception": "Sitting is rest.", "kindly": "Ask how it feels.", "teach_back": "When do you stand?",
                 "teach_back_listen_for": "Now and then", "leave_out": "The talk.", "claim_ids": "add.900",
                 "source_ids": "house_2026"}],
    "quiz": [{"id": f"travel_{number}", "section_id": SECTION, "number": number, "kind": "single",
              "question": f"Stand up when? ({number})", "because": "It may ease.", "safety": "no",
              "claim_ids": "add.900", "source_ids": "house_2026"} for number in (1, 2, 3)],
    "quiz_options": [
        option for number in (1, 2, 3) for option in (
            {"id": f"travel_{number}_1", "quiz_id": f"travel_{number}", "number": 1, "text": "Now and then",
             "right": "yes"},
            {"id": f"travel_{number}_2", "quiz_id": f"travel_{number}", "number": 2, "text": "Never", "right": "no",
             "why": "It may ache.", "claim_ids": "add.900", "misconception": "no"},
        )
    ],
    "synonyms": [{"id": "clicks", "words": "clicks;snaps;cracks"}],
    "strings": [{"id": "bell_label", "text": "Ring"}, {"id": "bell_rung", "text": "Rung {count} times"},
                {"id": "kept_bells", "text": "The bell is kept here."},
                {"id": "kept_bells_back", "text": "As on {day}."}],
    "tips": [{"id": "one", "text": "Take a cushion along.", "source_ids": "house_2026"}],
}  # fmt: skip
TABLE = """    "tips": {"id": ROW_ID, "text": TEXT, "source_ids": some("sources")},
    "claims": {"""
WIDGET = '''"""A bell to ring."""

import traitlets

from kb import KnowledgeBase
from widgets.base import LiveWidget, render
from widgets.personal import Remembering


class Bell(Remembering, LiveWidget):
    """A bell to ring.

    Args:
        base: the knowledge base.
    """

    files = "bell"
    knowledge = traitlets.Dict().tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        words = {name: base.text(f"bell_{name}") for name in ("label", "rung")}
        super().__init__(knowledge=words, plain_html=render("bell.html", base=base))
        self.remember(base, "bells", "bell", ["count"])
'''
TEMPLATE = """<div class="wk" lang="{{ base.language }}"><p>{{ base.text("bell_rung") }}: ____</p></div>
"""
MODULE = """// @ts-check
// A bell to ring.
import { keptLine } from "./kept.js";
import { fill, h } from "./shared.js";

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const words = model.get("knowledge");
  const kept = keptLine(model);
  const button = h("button", { type: "button", class: "wk-btn", onclick: () => {
    model.set("count", model.get("count") + 1);
    model.save_changes();
  } }, words.label);
  const said = h("p", { role: "status", class: "bell" });
  const paint = () => { said.textContent = fill(words.rung, { count: model.get("count") }); };
  el.replaceChildren(h("div", { class: "wk wk-host" }, button, said, kept.node));
  paint();
  model.on("change:count", paint);
  return () => { model.off("change:count", paint); kept.stop(); };
}

export default { render };
"""
ASKED = """
import json, kb, pathlib, tempfile
from widgets import personal
from widgets.store import Store
from widgets import Bell, CallCard, SectionMap, SectionText, Sources, SymptomSelector
base = kb.load()
nobody = Bell(base).kept
with tempfile.TemporaryDirectory() as folder:
  personal.kept_here = lambda: Store(pathlib.Path(folder))  # as where somebody sits
  Bell(base).count = 3
  again = Bell(base)
print(json.dumps({
  "text": SectionText(base, "travel").html, "sources": Sources(base, "travel").html,
  "map": SectionMap(base, "notebooks").html,
  "level": kb.assess(base, ["knee_click"]).level, "shown": "A knee that clicks" in SymptomSelector(base).plain_html,
  "found": [row.id for row in kb.search(base, "globetrotting").itertuples()],
  "warned": [row.id for row in kb.warning_signs(base, "snapping knee").itertuples()],
  "tips": list(base.tips["text"]), "kept": nobody, "again": [again.count, again.kept["text"]],
}))
"""


def add(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows more in a table, which stays sorted by id; a table that is not there yet begins with its columns."""
    file = folder / f"{table}.csv"
    there: list[dict[str, Any]] = []
    names = list(dict.fromkeys(name for row in rows for name in row))
    if file.exists():
        with file.open(newline="", encoding="utf-8") as stream:
            reader = csv.DictReader(stream)
            there, names = list(reader), list(reader.fieldnames or ())
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*there, *rows], key=lambda row: row["id"]))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file.name, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def new_notebook(folder: Path) -> None:
    """The anatomy of a section that is there, with another head, another section and another widget."""
    text = (folder / "06_stress.ipynb").read_text(encoding="utf-8")
    text = text.replace("BreathingPacer", "Bell").replace('\\"stress\\"', f'\\"{SECTION}\\"')
    text = text.replace("Stress and slow breathing", "On a trip").replace("pacer.rhythm", "pacer.count")
    text = text.replace(
        "Learn one calm way to breathe. Pain is real, and stress can turn it up.", "Know when to stand up."
    )
    (folder / f"{PAGE}.ipynb").write_text(text, encoding="utf-8")


def run(house: Path, *arguments: str, code: int = 0) -> str:
    """What Python in the copy of the house says."""
    done = subprocess.run([sys.executable, *arguments], cwd=house, env={**os.environ, "PYTHONPATH": str(house)},
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which every recipe was followed."""
    folder = tmp_path_factory.mktemp("house")
    for part in ("kb", "widgets", "handouts", "notebooks"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    replace(folder / "kb" / "schema.py", '    "claims": {', TABLE)
    for table, rows in ROWS.items():
        add(folder / "kb" / "tables", table, rows)
    widgets = folder / "widgets"
    (widgets / "bell.py").write_text(WIDGET, encoding="utf-8")
    (widgets / "templates" / "bell.html").write_text(TEMPLATE, encoding="utf-8")
    (widgets / "static" / "bell.js").write_text(MODULE, encoding="utf-8")
    (widgets / "static" / "bell.css").write_text(".bell { font-weight: 700; }\n", encoding="utf-8")
    with (widgets / "__init__.py").open("a", encoding="utf-8") as stream:
        stream.write("from widgets.bell import Bell  # noqa: F401\n")
    replace(widgets / "entries.py", "KINDS = (", 'KINDS = ("bells", ')
    new_notebook(folder / "notebooks")
    run(folder, "-m", "kb", "date")
    return folder


@pytest.fixture(scope="module")
def asked(house: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(house, "-c", ASKED))
    return found


def test_every_recipe_is_walked_through() -> None:
    """By the tests below, but for what has a test of its own."""
    walked = {"A fact", "A symptom and its rule", "A widget", "Words to find something by", "A question of the quiz",
              "What is kept of a person", "A section", "Slides", "A table"}  # fmt: skip
    assert set(RECIPES) == walked | set(ELSEWHERE)
    assert all((ROOT / "tests" / file).exists() for file in ELSEWHERE.values())


def test_guidelines_for_newcomers_are_short() -> None:
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    assert max(len(line) for line in lines if not line.startswith("|")) <= 170


def test_the_tables_hold_after_all_recipes(house: Path) -> None:
    assert "tips" in run(house, "-m", "kb")


def test_a_fact_follows_to_its_section_and_its_sources(asked: dict[str, Any]) -> None:
    assert "Stand up now and then on a trip." in asked["text"]
    assert "https://example.org/page" in asked["sources"]


def test_a_symptom_is_shown_and_its_rule_answers(asked: dict[str, Any]) -> None:
    assert asked["level"] == "same_day"
    assert asked["shown"]


def test_a_warning_sign_may_not_have_a_mild_rule(house: Path, tmp_path: Path) -> None:
    mild = shutil.copytree(house / "kb" / "tables", tmp_path / "tables")
    replace(mild / "rules.csv", "knee_click,same_day,", "knee_click,self_care,")
    said = run(house, "-c", f"import kb\ntry: kb.load({str(mild)!r})\nexcept kb.TableError as error: print(error)")
    assert "symptoms.csv" in said
    assert "warning: found “yes”" in said


def test_words_find_what_they_were_given_to(asked: dict[str, Any]) -> None:
    assert SECTION in asked["found"]
    assert asked["warned"] == ["knee_click"]


def test_a_section_stands_on_the_map(asked: dict[str, Any]) -> None:
    assert "On a trip" in asked["map"]
    assert PAGE in asked["map"]


def test_a_table_is_loaded_like_all_others(asked: dict[str, Any]) -> None:
    assert asked["tips"] == ["Take a cushion along."]


def test_a_person_s_things_are_kept_only_where_somebody_sits(asked: dict[str, Any]) -> None:
    assert asked["kept"] == {}
    count, told = asked["again"]
    assert count == 3
    assert told.startswith("As on ")


@pytest.mark.browser
@pytest.mark.kernel
def test_the_new_section_is_a_living_handout_and_a_deck(house: Path, visit: Any, presented: Any) -> None:
    page = house / "notebooks" / f"{PAGE}.ipynb"
    for kind in ("handout", "deck"):
        run(house, "-m", "nbconvert", "--to", kind, "--output", kind, "--output-dir", str(house), str(page))
    with visit((house / "handout.html").as_uri()) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        opened.page.get_by_role("button", name="Ring").click()
        expect(opened.page.get_by_text("Rung 1 times")).to_be_visible()
        expect(opened.page.get_by_text("Stand up when? (1)").first).to_be_visible()
        assert opened.errors == []
    with presented(house / "deck.deck.html") as opened:
        assert opened.page.locator("section.slide").count() > 8
        assert opened.page.locator(".notes").count() >= 1
