"""Whatever stands in a table or in class.toml is text on the page: never markup, never a script."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from small_notebooks import code, page_of, state_of, text

import kb

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

HOSTILE = (
    "</script><!--<script>alert(1)</script><img src=x onerror=alert(2)> \"' & $& {word} \u200f\u202eעברית\u202c 🤰🏽"
)
SIGN = "assault"
CLAIM = "add.1"
QUESTION = "warning_signs_one_spot"
EDITS = {
    "symptoms": (SIGN, {"text": "sign", "how_to_tell": "how", "card_text": "card"}),
    "rules": (SIGN, {"because": "because"}),
    "symptom_groups": ("safety", {"title": "group"}),
    "levels": ("same_day", {"action": "action", "if_worse": "worse"}),
    "claims": (CLAIM, {"text": "claim", "nuance": "nuance"}),
    "quiz": (QUESTION, {"question": "question", "because": "known", "missed": "missed"}),
    "quiz_options": (f"{QUESTION}_1", {"text": "option", "why": "wrong"}),
}
CELLS = [
    text("# Hostile"),
    code("import kb\nfrom widgets import CallCard, ClassHeader, Quiz, SectionText, SymptomSelector"),
    code("base = kb.load('tables')\nroom = kb.classroom.load('class.toml', base)"),
    code("ClassHeader(base, classroom=room)", "head"),
    code("SymptomSelector(base, classroom=room)", "selector"),
    code("CallCard(base, classroom=room)", "card"),
    code("SectionText(base, 'warning_signs')", "claims"),
    code("quiz = Quiz(base, 'warning_signs')\nquiz", "quiz"),
    code("quiz.key", "key"),
]


def said(place: str) -> str:
    """The hostile text as it stands in one place."""
    return f"{place} {HOSTILE}"


def _own_tables(folder: Path) -> None:
    shutil.copytree(kb.base.SHIPPED, folder)
    for table, (key, texts) in EDITS.items():
        file = folder / f"{table}.csv"
        with file.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        row = next(row for row in rows if row["id"] == key)
        row.update({column: said(place) for column, place in texts.items()})
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    _own_tables(folder / "tables")
    values = {"name": said("class"), "clinic": said("clinic")}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    (folder / "class.toml").write_text("\n".join(["[class]", *lines]), encoding="utf-8")
    return page_of(folder, CELLS)


@pytest.fixture
def opened(page: Path, visit):
    """The page when it is ready, with the dialogs that it opened on its way."""
    with visit(page.as_uri()) as visited:
        visited.dialogs = []
        visited.page.on("dialog", lambda dialog: (visited.dialogs.append(dialog.message), dialog.dismiss()))
        visited.page.reload()
        visited.page.wait_for_selector("html[data-ready]")
        yield visited


def _text(opened, selector: str) -> str:
    """All text of a place, shown or folded, with single spaces."""
    return " ".join(" ".join(opened.page.locator(selector).all_text_contents()).split())


def _tick(opened) -> None:
    box = opened.page.locator(".selector .ho-live .wk-tick", has_text="sign </script>").locator("input")
    box.evaluate("box => box.closest('details')?.setAttribute('open', '')")
    box.check()


def test_page_is_whole_and_runs_nothing_of_it(opened):
    assert opened.page.locator("html").get_attribute("data-failed") == "0"
    assert opened.page.locator("script").count() == 2
    assert opened.page.locator("img, [onerror]").count() == 0
    _tick(opened)
    assert opened.dialogs == []
    assert opened.errors == []


@pytest.mark.parametrize(
    ("selector", "places"),
    [
        (".head", ["class", "clinic"]),
        (".selector .ho-live", ["sign", "how", "group"]),
        (".selector .ho-plain", ["sign", "worse"]),
        (".card", ["card"]),
        (".claims", ["claim", "nuance"]),
        (".quiz .ho-plain", ["question", "option"]),
        (".key", ["known", "missed", "option", "wrong"]),
    ],
    ids=["class header", "live view", "plain form", "call card", "section text", "quiz on paper", "answers of a quiz"],
)
def test_text_stands_on_the_page_as_it_was_written(opened, selector: str, places: list[str]):
    shown = _text(opened, selector)
    assert [place for place in places if said(place) not in shown] == []


def test_answer_tells_the_text_as_it_was_written(opened):
    _tick(opened)
    shown = _text(opened, ".selector .wk-card")
    assert [place for place in ("sign", "because", "action", "worse") if said(place) not in shown] == []


def test_quiz_tells_the_text_as_it_was_written(opened):
    quiz = opened.page.locator(".quiz .ho-live")
    quiz.locator(".wk-tick", has_text="option </script>").locator("input").check()
    quiz.locator(".wk-quiz__do button").filter(visible=True).first.click()
    shown = _text(opened, ".quiz .ho-live")
    assert [place for place in ("question", "option", "wrong", "known", "missed") if said(place) not in shown] == []
    assert opened.page.locator("img, [onerror]").count() == 0


def test_copied_phone_script_holds_the_text_as_it_was_written(opened):
    opened.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: {"
        " writeText: async text => { window.copied = text; } } })"
    )
    _tick(opened)
    opened.page.locator(".selector .wk-card .wk-more").first.evaluate("part => { part.open = true; }")
    opened.page.locator(".selector .wk-card .wk-more button").first.click()
    assert said("sign") in opened.page.evaluate("window.copied")


def test_state_holds_the_text_as_it_was_written(page: Path):
    state = state_of(page)
    known = [model["state"]["knowledge"].get("symptoms", {}) for model in state["models"].values()]
    texts = [text for symptoms in known for text in symptoms.get("text", [])]
    assert said("sign") in texts
