"""The table of causes: what may be set, what it says of itself on paper, and how little it weighs."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup

import kb
from widgets import CauseTable, SymptomSelector
from widgets.charts import conditions_by_feature

HEAVIEST = 40_000  # bytes of state, with the words that it explains
TOLD = ("where_text", "feel_text", "when_text", "worse_with", "better_with", "other_signs", "weeks_text", "what_to_do",
        "guidance_note")  # fmt: skip


@pytest.fixture
def table(base: kb.KnowledgeBase) -> CauseTable:
    return CauseTable(base)


def state(table: CauseTable) -> dict[str, Any]:
    left_out = ("plain_html", "layout", "tabbable", "tooltip")
    return {key: value for key, value in table.get_state().items() if key[0] != "_" and key not in left_out}


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def test_the_causes_are_all_there_most_urgent_first_then_by_name(table, base):
    ranks = {level: row["rank"] for level, row in base.rows["levels"].items()}
    order = [(ranks[level], name) for level, name in zip(table.causes["level"], table.causes["name"], strict=True)]
    assert order == sorted(order)
    assert sorted(table.causes["id"]) == sorted(base.rows["conditions"])


def test_the_links_say_what_the_table_says(table, base):
    said = {
        (condition, symptom, {"+": "fits", "-": "does_not_fit"}[letter])
        for condition, letters in zip(table.causes["id"], table.links["fit"], strict=True)
        for symptom, letter in zip(table.links["signs"], letters, strict=True)
        if letter != "."
    }
    links = base.rows["condition_symptoms"].values()
    assert said == {(link["condition_id"], link["symptom_id"], link["fit"]) for link in links}


def test_the_state_is_small_and_plain_json(base):
    table = CauseTable(base, symptoms=SymptomSelector(base))
    size = len(json.dumps(state(table), ensure_ascii=False, separators=(",", ":")).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_every_facet_word_of_the_schema_has_words_to_read(table):
    assert list(table.knowledge["facets"]) == list(kb.causes.FEATURES)
    for facet, found in table.knowledge["facets"].items():
        cells = table.causes[facet]
        used = {word for cell in cells for word in (cell if isinstance(cell, list) else [cell])}
        assert used <= set(found), facet
        assert all(text and "_" not in text for text in found.values()), facet


def test_filters_may_be_set_with_one_word_or_several_and_empty_ones_go(table):
    table.filters = {"where": "leg", "level": ["emergency", "same_day", "emergency"], "fever": []}
    assert table.filters == {"where": ["leg"], "level": ["emergency", "same_day"]}


def test_an_unknown_facet_is_named_with_those_that_there_are(table):
    with pytest.raises(TypeError, match=r"“smell”.*where, feel, when.*in_article"):
        table.filters = {"smell": ["bad"]}
    assert table.filters == {}


@pytest.mark.parametrize(("facet", "word", "allowed"), [("where", "toe", "low_back"), ("fever", "high", "may"),
                                                          ("level", "soon", "same_day")])  # fmt: skip
def test_an_unknown_word_is_named_with_those_that_are_allowed(table, facet, word, allowed):
    table.filters = {"where": ["leg"]}
    with pytest.raises(ValueError, match=rf"{facet}=“{word}”.*Allowed.*{allowed}"):
        table.filters = {facet: [word]}
    assert table.filters == {"where": ["leg"]}


def test_up_to_three_known_conditions_may_be_compared(table):
    three = ["round_ligament_pain", "appendicitis", "ectopic_pregnancy"]
    table.compared = [*three, three[0]]
    assert table.compared == three
    with pytest.raises(ValueError, match="up to 3"):
        table.compared = [*three, "sciatica"]
    with pytest.raises(ValueError, match=r"“wind”.*Allowed.*constipation_or_wind"):
        table.compared = ["wind"]
    assert table.compared == three


def test_only_a_selector_can_be_followed(base, table):
    with pytest.raises(TypeError, match="SymptomSelector"):
        CauseTable(base, symptoms="fever")
    with pytest.raises(traitlets.TraitError):
        table.symptoms = "fever"


def test_matches_are_those_of_the_ticks_and_the_filters(base):
    selector = SymptomSelector(base)
    table = CauseTable(base, symptoms=selector)
    pd.testing.assert_frame_equal(table.matches, kb.match_causes(base))
    selector.selected = ["tug_on_movement"]
    table.filters = {"where": "one_side"}
    pd.testing.assert_frame_equal(table.matches, kb.match_causes(base, ["tug_on_movement"], where="one_side"))
    table.symptoms = None
    pd.testing.assert_frame_equal(table.matches, kb.match_causes(base, where="one_side"))


def test_the_plain_form_tells_every_cause_in_full(table, base):
    soup = BeautifulSoup(table.plain_html, "html.parser")
    rows = {row.th.contents[0]: words(row) for row in soup.select("tbody tr") if row.th["scope"] == "row"}
    assert list(rows) == table.causes["name"]
    for condition in base.rows["conditions"].values():
        text = rows[condition["name"]]
        assert [name for name in TOLD if condition[name] not in text] == [], condition["id"]
        assert [name for name in condition["also_called"] if name not in text] == []
        assert base.text(f"cause_in_article_{condition['in_article']}") in text


def test_the_rows_of_the_article_carry_what_guidance_says_of_them(table, base):
    noted = {row["name"] for row in base.rows["conditions"].values() if row["guidance_note"]}
    assert len(noted) == 5
    soup = BeautifulSoup(table.plain_html, "html.parser")
    marked = {row.th.contents[0] for row in soup.select("tbody tr") if base.text("cause_note") in words(row)}
    assert marked == noted


def test_the_plain_form_is_a_table_for_any_reader(table, base):
    soup = BeautifulSoup(table.plain_html, "html.parser")
    assert soup.caption.get_text() == base.text("cause_caption")
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in soup.select("th"))
    assert [words(head) for head in soup.select("th[scope=rowgroup]")] == [
        level["word"] for level in sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    ]
    assert not soup.select("script, input, button")
    assert base.text("call_anyway") in words(soup)


def test_the_chart_says_in_words_what_it_shows(base):
    chart = conditions_by_feature(base)
    assert list(chart.table[base.text("cause_chart_column")]) == CauseTable(base).causes["name"]
    bleeding = (chart.table[base.text("cause_bleeding")] != base.text("cause_chart_no")).sum()
    assert f"{bleeding} can bring bleeding" in chart.sentence
    assert chart.figure.layout.height == pytest.approx(26 * len(chart.table), abs=220)
    cells = [word for line in chart.figure.data[0].text for word in line]
    assert set(cells) == {"", base.text("cause_chart_may"), base.text("cause_chart_yes")}
