"""Medical words are explained where a text uses them first, and what looks like one is left alone."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import kb
import widgets
from widgets import glossary

SECTIONS = tuple(kb.load().rows["sections"])


def shown(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def opened(page: BeautifulSoup) -> dict[str, str]:
    """The text of each button, and what it opens."""
    return {b.get_text(): page.find(id=b["popovertarget"]).get_text() for b in page.select("button[popovertarget]")}


def explained(base: kb.KnowledgeBase, text: str) -> BeautifulSoup:
    return shown(glossary.explained(base, f"<div>{text}</div>", "test"))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_medical_word_of_a_section_opens_its_meaning(base: kb.KnowledgeBase, section: str) -> None:
    claims = [claim for claim in base.rows["claims"].values() if claim["section_id"] == section]
    words = " ".join(f"{claim['text']} {claim['nuance']}" for claim in claims)
    expected = sorted(base.rows["glossary"][term]["meaning"] for term in glossary.terms(base, words))
    page = shown(widgets.SectionText(base, section).html)
    assert sorted(text.partition(": ")[2] for text in opened(page).values()) == expected
    titles = [node.b.get_text().lower() for node in page.select("[popover]")]
    assert titles == sorted(titles)


def test_all_together_they_are_most_of_the_glossary(base: kb.KnowledgeBase) -> None:
    used = {term for section in SECTIONS for term in opened(shown(widgets.SectionText(base, section).html))}
    assert len(used) >= 30


@pytest.mark.parametrize(
    ("text", "buttons"),
    [
        ("A kidney infection, then another kidney infection", ["kidney infection"]),
        ("two ovarian cysts and UTIs", ["ovarian cysts", "UTIs"]),
        ("In the first trimester, not the last trimester", ["first trimester", "trimester"]),
        ("Ask who may help: WHO says so", ["WHO"]),
        ("a nice day, says NICE", ["NICE"]),
        ("sleep on your side, the baby and the womb", []),
        ("respotting, spotting-free", []),
        ("<a href='x'>spotting</a> <b>Spotting</b>", ["Spotting"]),
        ("<h3>Sepsis</h3><summary><span>sepsis</span> sepsis</summary><p class='wk-soft'>sepsis</p>", []),
        ("<h3>Sepsis</h3><p>sepsis</p>", ["sepsis"]),
        ("", []),
    ],
)
def test_longest_first_plurals_capitals_and_only_where_a_button_may_stand(
    base: kb.KnowledgeBase, text: str, buttons: list[str]
) -> None:
    page = explained(base, text)
    assert [button.get_text() for button in page.select("button")] == buttons
    for meaning in page.select(".wk-words"):
        meaning.decompose()
    assert page.get_text().rstrip() == shown(f"<div>{text}</div>").get_text()


def test_hostile_words_of_a_table_stay_text() -> None:
    base = kb.load()
    row = {
        **next(iter(base.rows["glossary"].values())),
        "id": "x",
        "term": "<b>bad</b>",
        "meaning": "<script>1</script>",
    }
    evil = kb.KnowledgeBase({}, "en")
    evil.__dict__["rows"] = {"glossary": {"x": row}, "strings": base.rows["strings"]}
    page = explained(evil, "it is &lt;b&gt;bad&lt;/b&gt; here")
    assert page.button.get_text() == "<b>bad</b>"
    assert page.script is None
    assert page.select_one("[popover]").get_text() == "<b>bad</b>: <script>1</script>"


def test_displays_that_can_share_a_page_have_ids_of_their_own(base: kb.KnowledgeBase) -> None:
    displays = [
        *(widgets.SectionText(base, section) for section in SECTIONS),
        *(widgets.LessonNotes(base, section) for section in (*SECTIONS, None)),
        widgets.Moments(base),
    ]
    ids = [node["id"] for one in displays for node in shown(one.html).select("[popover]")]
    assert len(ids) > 60
    assert len(set(ids)) == len(ids)


def test_a_live_view_knows_the_words_of_its_own_state_and_no_others(base: kb.KnowledgeBase) -> None:
    table = widgets.CauseTable(base)
    meanings = dict(table.glossary["words"])
    assert meanings["Ectopic pregnancy"] == base.rows["glossary"]["ectopic_pregnancy"]["meaning"]
    assert "CDC" not in meanings
    forms = list(table.glossary["forms"])
    assert forms == sorted(forms, key=lambda form: (-len(form), form))
    assert set(table.glossary["forms"].values()) == set(range(len(meanings)))
