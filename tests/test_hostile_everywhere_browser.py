"""Own tables and settings that try to be markup, in every word of them, on every page, slide and in Lab: only text."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from handout_pages import PAGES
from lab_server import OpenNotebook, running_lab
from playwright.sync_api import expect

import kb
from handouts.evening import Plan, build_evening
from handouts.words import words
from kb.translation import worded

pytestmark = [pytest.mark.deep, pytest.mark.browser, pytest.mark.kernel]

HOSTILE = (
    ' ]]>--></script></style></title></textarea></noscript><img data-hit src=x onerror="window.hit=1"><svg data-hit'
    " onload='window.hit=1'></svg><script data-hit>window.hit=1</script>[a](javascript:hit=1)\u200f\u202e<!--"
)
LISTS = {"months", "direction"}  # of strings.csv: read by code, and with a form of their own
LISTS |= {key for key in kb.load().rows["strings"] if key.startswith("ask_") and key.endswith(("words", "endings"))}
IN_LAB = ["03_warning_signs", "05_nutrition", "14_questions", "instructor_guide"]
STRANGE = """() => [window.hit ?? 0, document.querySelectorAll(
  "[data-hit], [onerror], [onload], a[href^='javascript']").length]"""
TRY_ALL = """async () => {
  document.querySelectorAll("details").forEach((part) => (part.open = true));
  const shown = (node) => !node.disabled && node.checkVisibility();
  const each = async (kind, act) => {
    const all = [...document.querySelectorAll(`:is(.ho-live, .wk-host) :is(${kind})`)];
    for (const node of all.filter(shown).slice(0, 30)) {
      act(node);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  await each("input[type=checkbox], input[type=radio]", (node) => node.click());
  await each("input[type=search]", (node) => {
    node.value = "back pain";
    node.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await each("button", (node) => node.click());
}"""


def spoil(folder: Path) -> None:
    """The shipped tables with the hostile text behind every word, and settings that say it too."""
    shutil.copytree(kb.base.SHIPPED, folder / "tables")
    for file in (folder / "tables").glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as stream:
            read = csv.DictReader(stream)
            rows = list(read)
        for row in rows:
            for column in worded(file.stem) if not (file.stem == "strings" and row["id"] in LISTS) else ():
                row[column] += HOSTILE if row[column] else ""
        with file.open("w", newline="", encoding="utf-8") as stream:
            out = csv.DictWriter(stream, read.fieldnames or [], lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    said = json.dumps(HOSTILE, ensure_ascii=False)
    (folder / "notebooks" / "class.toml").write_text(f"[class]\nname = {said}\nclinic = {said}\n", encoding="utf-8")
    for file in (folder / "notebooks").glob("*.ipynb"):
        source = file.read_text(encoding="utf-8")
        assert "kb.load(language=room.language)" in source
        file.write_text(source.replace("kb.load(language=room.language)", "kb.load('../tables')"), encoding="utf-8")


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    spoil(folder)
    return folder


@pytest.fixture(scope="module")
def pages(spoilt: Path) -> Path:
    """All notebooks as a class: deck, handout, card, index, and each as a page."""
    plan = Plan(HOSTILE, HOSTILE, [(name, 10) for name in PAGES], {"call_card": "13_takeaways"})
    assert build_evening(plan, spoilt / "notebooks", spoilt / "pages") == []
    return spoilt / "pages"


def settled(opened: Any) -> None:
    """The page has come to life without a fault, and nothing of the text is anything but text."""
    opened.page.wait_for_selector("html[data-ready]", timeout=60_000)
    assert opened.page.get_attribute("html", "data-failed") == "0"
    assert "data-hit" in opened.page.inner_text("body")
    assert opened.page.evaluate(STRANGE) == [0, 0]


@pytest.mark.parametrize("name", [*PAGES, "handout", "call_card"])
def test_on_a_page_it_is_text(pages: Path, visit: Any, name: str) -> None:
    with visit((pages / f"{name}.html").as_uri(), alone=True) as opened:
        dialogs: list[str] = []
        opened.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        settled(opened)
        opened.page.evaluate(TRY_ALL)
        assert opened.page.evaluate(STRANGE) == [0, 0]
        assert [message for message in dialogs if "data-hit" not in message] == dialogs * 0
        assert opened.errors == []


def test_in_the_index_it_is_text(pages: Path, visit: Any) -> None:
    with visit((pages / "index.html").as_uri(), alone=True) as opened:
        assert opened.page.inner_text("h1").count("data-hit") == 3
        assert opened.page.evaluate(STRANGE) == [0, 0]


def test_on_slides_and_before_the_speaker_it_is_text(pages: Path, visit: Any) -> None:
    with visit((pages / "deck.html").as_uri(), alone=True) as opened:
        settled(opened)
        with opened.page.expect_popup() as found:
            opened.page.keyboard.press("s")
        view = found.value
        expect(view.get_by_text(words()["deck_next"]).first).to_be_visible()
        for _ in range(60):
            opened.page.keyboard.press("PageDown")
            opened.page.wait_for_timeout(80)
            assert view.evaluate(STRANGE) == [0, 0]
        opened.page.evaluate(TRY_ALL)
        assert opened.page.evaluate(STRANGE) == view.evaluate(STRANGE) == [0, 0]


@pytest.fixture(scope="module")
def lab(spoilt: Path) -> Any:
    with running_lab(spoilt / "notebooks", spoilt / "settings") as address:
        yield address


@pytest.mark.parametrize("name", IN_LAB)
def test_in_lab_it_is_text(lab: str, visit: Any, name: str) -> None:
    with visit(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?reset", offline=False) as opened:
        notebook = OpenNotebook(opened.page)
        notebook.run_all(f"{name}.ipynb")
        opened.page.wait_for_selector(".wk-host", state="attached")
        assert [out for out in notebook.outputs() if out["output_type"] in ("error", "stream")] == []
        opened.page.evaluate(TRY_ALL)
        assert opened.page.evaluate(STRANGE) == [0, 0]
