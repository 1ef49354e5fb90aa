"""Each page says which content it has, from when and how much is checked; changed statements ask for a new day."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import kb
from kb import __main__ as command
from kb import commands
from kb.__main__ import main
from kb.base import SHIPPED, KnowledgeBase, convert, read_tables
from kb.content import Content, content_of, dated, digest, undated
from kb.reviews import count
from kb.schema import TABLES
from kb.schema_reviews import PARTS, STATEMENTS
from kb.statements import statement, statements
from kb.translation import translated
from widgets import CallCard, ClassHeader, ReviewStatus

LATER = date(2027, 2, 3)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "tables"))


def loaded(folder: Path) -> KnowledgeBase:
    """The tables without their checks, which take longer than all tests here."""
    return KnowledgeBase(convert(read_tables(folder)[0]), "en")


def change(folder: Path, table: str, old: str, new: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def shown(display: ClassHeader | CallCard | ReviewStatus) -> str:
    return " ".join(BeautifulSoup(display.html, "html.parser").get_text(" ").split())


def test_the_shipped_statements_are_those_that_were_dated(base: kb.KnowledgeBase) -> None:
    assert undated(base) == ""


CHANGES = {
    "a word of a claim": ("claims", "Report any bleeding", "Report some bleeding"),
    "the level of a rule": ("rules", "assault,same_day", "assault,emergency"),
    "a word of a sign, which a rule names": ("symptoms", "Being hit, pushed", "Being pushed"),
    "what fits a cause": ("condition_symptoms", "belly_pain,fits", "belly_pain,does_not_fit"),
    "which answer is right": ("quiz_options", ",no,Three of the four", ",yes,Three of the four"),
    "the name of a source": ("sources", "Mayo Clinic", "Some Clinic"),
}
MORE = dict.fromkeys([*CHANGES][2:], pytest.mark.deep)


@pytest.mark.parametrize(
    "where", [pytest.param(one, id=name, marks=MORE.get(name, ())) for name, one in CHANGES.items()]
)
def test_a_changed_statement_asks_for_a_new_day_and_says_how(own: Path, where: tuple[str, str, str]) -> None:
    change(own, *where)
    todo = undated(loaded(own))
    assert "content.csv: the statements have changed since version" in todo
    assert "python -m kb date" in todo


def test_words_of_buttons_and_words_to_search_by_ask_for_none(own: Path, base: kb.KnowledgeBase) -> None:
    change(own, "strings", "When to call", "Whom to ring")
    change(own, "symptoms", "violence;abuse", "violence;harm")
    assert undated(loaded(own)) == ""


def test_the_command_gives_the_day_and_the_next_version_and_then_nothing_is_left_to_do(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> date:
            return LATER

    monkeypatch.setattr(commands, "date", Today)
    for module in (commands, command):
        monkeypatch.setattr(module, "check", lambda folder: convert(read_tables(folder)[0]))  # the rest is fast
    change(own, "claims", "Report any bleeding", "Report each bleeding")
    assert main([str(own)]) == 1
    assert "python -m kb date" in capsys.readouterr().err
    assert main(["date", str(own)]) == 0
    assert undated(loaded(own)) == ""
    major, minor = content_of(kb.load()).version.split(".")
    assert content_of(loaded(own)).version == f"{major}.{int(minor) + 1}"
    assert content_of(loaded(own)).day == LATER
    assert [file.name for file in own.iterdir() if not file.name.endswith(".csv")] == []


def test_a_new_look_at_the_same_statements_changes_the_day_alone(base: kb.KnowledgeBase) -> None:
    known = content_of(base)
    assert dated(base, LATER) == Content(known.version, LATER, known.digest)
    assert dated(base, LATER, "7.0") == Content("7.0", LATER, known.digest)


@pytest.mark.parametrize("version", ["2", "two", "1.0.0", ""])
def test_a_version_is_two_numbers(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["date", "--version", version])
    assert f"found “{version}”. Allowed: two numbers with a dot" in capsys.readouterr().err


def test_content_is_old_after_a_year_also_from_a_leap_day() -> None:
    assert Content("1.0", date(2026, 11, 23), "f").old_from == date(2027, 11, 23)
    assert Content("1.0", date(2028, 2, 29), "f").old_from == date(2029, 3, 1)


def test_every_table_that_states_something_can_be_reviewed() -> None:
    said = {*STATEMENTS, *PARTS.values()}
    assert said <= {*TABLES}
    frame = {"content", "food_groups", "food_nutrients", "regions", "reviews", "sections", "sources",
             "symptom_groups", "synonyms"}  # fmt: skip
    assert {*TABLES} - said == frame  # a new table is a choice: is it medical?


ADVICE = re.compile(
    r"\b(call (now|first|anyway|today|your|the|and|even|about)|called|your (maternity )?team|emergency number"
    r"|does not mean that|says nothing about|bleed\w*|fever|faint\w*)\b.*[.?!:]",
    re.IGNORECASE,
)
NO_ADVICE = {"cause_also", "search_hint"}  # other names of a cause, words to search for


def test_words_of_the_widgets_that_speak_of_health_are_read_too(base: kb.KnowledgeBase) -> None:
    said = base.rows["strings"]
    unmarked = [key for key, row in said.items() if ADVICE.search(row["text"]) and not row["health"]]
    assert {*unmarked} - NO_ADVICE == set()
    read = {one.id: one.statement for one in statements(base) if one.table == "strings"}
    assert read["treat_paper_calls"] == said["treat_paper_calls"]["text"]
    assert "ask_clear" not in read  # the label of a button


def test_a_statement_is_read_with_all_that_belongs_to_it(base: kb.KnowledgeBase) -> None:
    rule = statement(base, "rules", "assault")
    assert "level: Call today" in rule.statement
    assert base.rows["symptoms"]["assault"]["text"] in rule.statement
    assert base.rows["sources"]["ggc_trauma"]["organisation"] in rule.sources
    assert any("fit: does not fit" in statement(base, "conditions", key).statement for key in base.rows["conditions"])
    options = [row for row in base.rows["quiz_options"].values() if row["quiz_id"] == "causes_hormones"]
    quiz = statement(base, "quiz", "causes_hormones").statement
    assert all(option["text"] in quiz and option["why"] in quiz for option in options)
    assert all(one.statement for one in statements(base))
    assert len({one.fingerprint for one in statements(base)}) == len(statements(base)) == count(base)[0]
    assert digest(base) == digest(loaded(SHIPPED))


def test_the_head_of_a_page_says_version_day_and_how_much_is_checked(base: kb.KnowledgeBase) -> None:
    content, (total, unchecked) = content_of(base), count(base)
    said = shown(ClassHeader(base))
    assert f"Content {content.version} of {base.day(content.day)} · {total} statements" in said
    assert f"After {base.day(content.old_from)}, look for a newer one." in said
    assert ("none checked" in said) == (unchecked == total)
    late = BeautifulSoup(ClassHeader(base).html, "html.parser").select("[data-show-after]")
    assert [(one["data-show-after"], one.has_attr("hidden")) for one in late] == [(str(content.old_from), True)]
    assert "call" in late[0].get_text()  # a page that is old still says when to call


def test_both_cards_and_the_end_of_a_page_say_it_too(base: kb.KnowledgeBase) -> None:
    content = content_of(base)
    words = f"Content {content.version} of {base.day(content.day)}"
    assert words in shown(CallCard(base))
    assert f"{words}. After {base.day(content.old_from)}, look for" in shown(CallCard(base, full_page=True))
    assert words in shown(ReviewStatus(base))
    claims = [claim for claim in base.rows["claims"].values() if claim["section_id"] == "sleep"]
    assert f"{len(claims)} statements, " in shown(ReviewStatus(base, "sleep"))


def test_another_language_says_it_in_its_words_and_is_not_checked_by_a_review_of_the_english(own: Path) -> None:
    (own / "xx").mkdir()
    words = "id,text\ncontent_of,Inhalt {version} vom {day}\ncontent_old,Das ist alt.\n"
    (own / "xx" / "strings.csv").write_text(words, encoding="utf-8")
    frames, errors, _ = translated(read_tables(own)[0], own, "xx")
    assert errors == []
    other = KnowledgeBase(convert(frames), "xx")
    assert f"Inhalt {content_of(other).version} vom " in shown(ClassHeader(other))
    assert "Das ist alt." in shown(ClassHeader(other))
    assert statement(other, "claims", "signs.1").fingerprint != statement(kb.load(), "claims", "signs.1").fingerprint
