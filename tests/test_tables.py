"""The shipped tables: complete, linked, sourced, careful in their words, and easy to read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from statistics import mean

import pytest
from conftest import DATA
from reading_level import grade

import kb
from kb.base import SHIPPED, check
from kb.schema import TABLES, URGENT

FILES = sorted(SHIPPED.glob("*.csv"))
FALSE_COMFORT = re.compile(
    r"you(?:’re| are| will be) (?:fine|safe|ok)\b|nothing to worry|(?:no need to|do not|don’t) worry|rest assured"
    r"|perfectly (?:normal|safe)|nothing is wrong|all (?:is|looks) well|everything is (?:fine|ok|well)",
    re.IGNORECASE,
)
NEGATED = re.compile(r"(?:does not mean|never means) that all is well", re.IGNORECASE)
NOT_EVERYBODY = re.compile(r"\b(?:wom[ae]n|mothers?|mums?|moms?|ladies|girls)\b", re.IGNORECASE)
THEIR_WORDS = {("sources", column) for column in ("organisation", "title", "url")} | {("reviews", "comment")}


def own_texts(base: kb.KnowledgeBase) -> Iterable[tuple[str, str]]:
    """Every cell in our own words, with its place."""
    for table, rows in base.rows.items():
        for row in rows.values():
            for column, value in row.items():
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str) and (table, column) not in THEIR_WORDS:
                        yield f"{table}/{row['id']}/{column}", text


def natural(row_id: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", row_id)]


def own_levels(base: kb.KnowledgeBase) -> dict[str, str]:
    """The level of each symptom by itself, from the rule of its own."""
    rules = base.rows["rules"].values()
    return {rule["symptom_ids"][0]: rule["level"] for rule in rules if len(rule["symptom_ids"]) == 1}


def test_the_shipped_tables_pass_every_check_that_own_tables_must_pass() -> None:
    assert set(check(SHIPPED)) == set(TABLES)
    assert {file.stem for file in FILES} == set(TABLES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_table_is_utf_8_with_plain_line_ends_and_sorted_by_id(file) -> None:
    raw = file.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    ids = [row["id"] for row in csv.DictReader(raw.decode("utf-8").splitlines(keepends=True))]
    assert ids == sorted(ids, key=natural)


def test_no_cell_has_blanks_around_it_or_a_list_with_gaps() -> None:
    for file in FILES:
        for row in csv.DictReader(file.open(newline="", encoding="utf-8")):
            for column, cell in row.items():
                assert cell == cell.strip(), f"{file.name}, {row['id']}, {column}"
                if TABLES[file.stem][column].many and cell:
                    assert all(part and part == part.strip() for part in re.split("[;|]", cell)), f"{row['id']}: {cell}"


def test_there_are_fifteen_sections_numbered_without_a_gap(base: kb.KnowledgeBase) -> None:
    assert sorted(base.sections["number"]) == list(range(1, 16))
    assert all(s["notebook"] == f"{s['number']:02}_{s['id']}" for s in base.rows["sections"].values())


def test_the_article_s_statements_and_our_additions_are_all_there(base: kb.KnowledgeBase) -> None:
    claims = base.claims
    assert claims["id"].is_unique
    assert claims["in_article"].value_counts().to_dict() == {"yes": 136, "no": 31}
    assert claims["section_id"].isin(base.sections["id"]).all()
    assert claims["stance"].ne("").all()


def test_every_statement_has_a_source_unless_it_says_that_there_is_none(base: kb.KnowledgeBase) -> None:
    unsourced = {c["id"]: c["stance"] for c in base.rows["claims"].values() if not c["source_ids"]}
    assert set(unsourced.values()) <= {"no_good_evidence"}, unsourced


def test_what_guidance_does_not_share_is_told_as_the_article_s_words(base: kb.KnowledgeBase) -> None:
    doubted = base.claims[base.claims["stance"].isin(["differs", "no_good_evidence"])]
    assert len(doubted) > 0
    assert doubted[~doubted["text"].str.startswith("The article says")]["id"].tolist() == []


def test_every_line_of_the_article_is_covered_by_the_statements_that_name_it(base: kb.KnowledgeBase) -> None:
    with (DATA / "coverage.csv").open(newline="", encoding="utf-8") as stream:
        coverage = {row["source_line"]: set(row["claim_ids"].split(";")) for row in csv.DictReader(stream)}
    named: dict[str, set[str]] = {}
    for claim in base.rows["claims"].values():
        for line in claim["source_lines"]:
            named.setdefault(line, set()).add(claim["id"])
    assert named == coverage


def test_the_symptoms_to_tick_stand_in_about_eight_groups(base: kb.KnowledgeBase) -> None:
    grouped = base.symptoms[base.symptoms["group_id"] != ""]
    assert 40 <= len(grouped) <= 70
    assert 7 <= len(base.symptom_groups) <= 9
    assert set(grouped["group_id"]) == set(base.symptom_groups["id"])
    assert grouped["number"].is_unique


def test_the_first_group_holds_the_emergency_signs_and_nothing_else(base: kb.KnowledgeBase) -> None:
    first = base.symptom_groups.sort_values("number")["id"].iloc[0]
    levels = own_levels(base)
    symptoms = [s for s in base.rows["symptoms"].values() if s["group_id"]]
    assert first == "danger"
    assert {s["id"] for s in symptoms if s["group_id"] == first} == {
        s["id"] for s in symptoms if levels[s["id"]] == "emergency"
    }


def test_warning_signs_are_exactly_those_that_need_a_call_the_same_day_or_sooner(base: kb.KnowledgeBase) -> None:
    warnings = {s["id"] for s in base.rows["symptoms"].values() if s["warning"]}
    assert warnings == {symptom for symptom, level in own_levels(base).items() if level in URGENT}


def test_no_link_leads_to_a_source_from_memory_or_to_a_staging_host(base: kb.KnowledgeBase) -> None:
    for source in base.rows["sources"].values():
        assert not (source["seen"] == "from_memory" and source["url"]), source["id"]
        assert not re.search(r"tangentlabs|staging|\bprod\.|\bdev\.|localhost", source["url"]), source["id"]
    assert not any("tangentlabs" in file.read_text(encoding="utf-8") for file in FILES)


def test_only_sourced_regions_have_numbers_and_all_are_to_be_checked(base: kb.KnowledgeBase) -> None:
    regions = base.rows["regions"].values()
    with_numbers = {r["id"] for r in regions if r["emergency_number"] or r["advice_line"]}
    assert with_numbers == {"uk", "us"}
    assert all(r["check_before_printing"] for r in regions)
    assert all(bool(r["source_ids"]) == (r["id"] in with_numbers) for r in regions)


READING = {
    "symptoms": (["text", "how_to_tell"], 8),
    "rules": (["because"], 8),
    "levels": (["word", "action", "lead", "list_heading", "if_worse"], 8),
    "strings": (["text"], 8),
    "claims": (["text"], 9),
    "quiz": (["question", "because", "missed"], 6),
    "quiz_options": (["text", "why"], 6),
}


@pytest.mark.parametrize(("table", "columns", "most"), [(t, *limits) for t, limits in READING.items()], ids=READING)
def test_the_words_read_easily(base: kb.KnowledgeBase, table: str, columns: list[str], most: float) -> None:
    texts = [". ".join(row[column] for column in columns) for row in base.rows[table].values()]
    assert mean(map(grade, texts)) <= most


def test_nothing_reassures_falsely(base: kb.KnowledgeBase) -> None:
    assert FALSE_COMFORT.search("So all is well.")
    assert [f"{place}: {text}" for place, text in own_texts(base) if FALSE_COMFORT.search(NEGATED.sub("", text))] == []


def test_our_own_words_are_for_everybody_who_is_pregnant(base: kb.KnowledgeBase) -> None:
    assert [f"{place}: {text}" for place, text in own_texts(base) if NOT_EVERYBODY.search(text)] == []
