"""Every statement of the knowledge base stands in the class, in one place and in one way, with sources that exist."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from handout_pages import NO_SECTION, letters

import kb
from widgets import SectionText

NOTEBOOKS = {file.stem: file for file in sorted((ROOT / "notebooks").glob("*.ipynb"))}
WIDGETS = ROOT / "widgets"
CALL = re.compile(r'\bSectionText\(base, "(\w+)"\)')


def source(file: Path, kind: str) -> str:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)


def shown(base: kb.KnowledgeBase, section: str) -> dict[str, BeautifulSoup]:
    """What the text of a section shows, by the id of the claim."""
    soup = BeautifulSoup(SectionText(base, section).html, "html.parser")
    return {claim.find_all("i")[-1].get_text(): claim for claim in soup.select(".wk-claim")}


def test_every_section_has_its_notebook_and_there_are_no_others(base):
    assert set(NOTEBOOKS) == NO_SECTION | {row["notebook"] for row in base.rows["sections"].values()}


def test_each_section_s_text_stands_in_its_own_notebook_once(base):
    asked = {name: CALL.findall(source(file, "code")) for name, file in NOTEBOOKS.items()}
    assert not any(asked.pop(name) for name in sorted(NO_SECTION))
    assert asked == {row["notebook"]: [row["id"]] for row in base.rows["sections"].values()}


def test_every_claim_stands_in_exactly_one_section_s_text(base):
    found = Counter(claim for section in base.rows["sections"] for claim in shown(base, section))
    assert set(found) == set(base.rows["claims"])
    assert set(found.values()) == {1}


@pytest.mark.parametrize("section", list(kb.load().rows["sections"]))
def test_a_claim_is_shown_whole(base, section):
    for key, claim in shown(base, section).items():
        row = base.rows["claims"][key]
        said = letters(claim.get_text())
        sources = [base.rows["sources"][name] for name in row["source_ids"]]
        wanted = [row["text"], row["nuance"], base.text(f"stance_{row['stance']}"), *row["repeats"],
                  *(f"{source['organisation']}: {source['title']}" for source in sources)]  # fmt: skip
        assert [text for text in wanted if letters(text) not in said] == [], key
        assert sources or base.text("no_source") in claim.get_text(), key


def test_a_repeat_leads_to_the_section_that_said_it_first(base):
    rows, order = base.rows["claims"], {key: row["number"] for key, row in base.rows["sections"].items()}
    repeats = {key: row for key, row in rows.items() if row["repeats"]}
    assert len(repeats) > 10
    for key, row in repeats.items():
        firsts = {rows[first]["section_id"] for first in row["repeats"]}
        links = {link["href"] for link in shown(base, row["section_id"])[key].select("a")}
        assert links == {f"{base.rows['sections'][first]['notebook']}.ipynb" for first in firsts - {row["section_id"]}}
        assert all(order[first] <= order[row["section_id"]] for first in firsts), key


def test_every_source_is_used_and_every_used_source_exists(base):
    used = {name for rows in base.rows.values() for row in rows.values() for name in row.get("source_ids", ())}
    named = set(re.findall(r'"(\w+)"', "".join(file.read_text(encoding="utf-8") for file in WIDGETS.glob("*.py"))))
    assert used <= set(base.rows["sources"])
    assert set(base.rows["sources"]) - used <= named


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_other_way_brings_a_claim_to_a_page(base, name):
    """Neither by its words in Markdown nor by its row in a cell that stays in the handout."""
    taught = letters(source(NOTEBOOKS[name], "markdown"))
    long_ones = [row["text"] for row in base.rows["claims"].values() if len(row["text"].split()) > 5]
    assert [text for text in long_ones if letters(text) in taught] == []
    cells = json.loads(NOTEBOOKS[name].read_text(encoding="utf-8"))["cells"]
    kept = [cell for cell in cells if "remove-in-handout" not in cell["metadata"].get("tags", [])]
    assert not [cell["id"] for cell in kept if cell["cell_type"] == "code" and "claims" in "".join(cell["source"])]
