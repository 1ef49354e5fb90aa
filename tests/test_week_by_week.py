"""Week by week: which weeks may be set, what the tables promise of them, the drawing, and the form on paper."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
import traitlets
from bs4 import BeautifulSoup

import kb
from kb.weeks import periods
from widgets import WeekByWeek, charts
from widgets.week_drawing import PLACES, shapes

HEAVIEST = 35_000  # bytes of state
WEEKS = range(4, 41)


@pytest.fixture(scope="module")
def weeks(base: kb.KnowledgeBase) -> WeekByWeek:
    return WeekByWeek(base)


@pytest.fixture
def own(base: kb.KnowledgeBase) -> Any:
    """A maker of knowledge bases with some cells of `weeks` or `week_notes` set anew, or rows left out."""

    def changed(table: str, row: str, **cells: Any) -> kb.KnowledgeBase:
        frame = getattr(base, table).set_index("id", drop=False)
        if cells:
            for column, value in cells.items():
                frame[column] = [value if one == row else old for one, old in frame[column].items()]
        else:
            frame = frame.drop(index=row)
        tables = {name: getattr(base, name) for name in base.rows} | {table: frame.reset_index(drop=True)}
        return kb.KnowledgeBase(tables, base.language)

    return changed


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def notes(base: kb.KnowledgeBase) -> list[dict[str, Any]]:
    return [dict(note) for note in base.rows["week_notes"].values()]


def test_week_12_is_where_it_starts_and_the_weeks_go_from_4_to_40(weeks):
    assert weeks.week == 12
    assert weeks.weeks["week"] == list(WEEKS)


@pytest.mark.parametrize("week", [3, 41, -12, 120])
def test_a_week_that_is_not_there_is_named_with_those_that_are(base, week):
    shown = WeekByWeek(base, week=20)
    with pytest.raises(ValueError, match=rf"week {week} is not there. Allowed: a whole number, 4 to 40"):
        shown.week = week
    assert shown.week == 20
    with pytest.raises(ValueError, match=f"week {week}"):
        WeekByWeek(base, week=week)


@pytest.mark.parametrize("week", ["12", 12.5, None])
def test_a_week_is_a_whole_number(base, week):
    shown = WeekByWeek(base)
    with pytest.raises(traitlets.TraitError, match="week"):
        shown.week = week
    assert shown.week == 12


def test_the_state_is_small_and_plain_json(weeks):
    state = {name: getattr(weeks, name) for name in ("knowledge", "weeks", "week")}
    assert len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()) <= HEAVIEST


def test_each_week_has_the_note_of_its_band_and_week_12_one_of_its_own(weeks, base):
    shown = weeks.knowledge["notes"]["id"]
    for week, place in zip(weeks.weeks["week"], weeks.weeks["note"], strict=True):
        note = base.rows["week_notes"][shown[place]]
        assert note["from_week"] <= week <= note["to_week"]
    twelve = [note for note in notes(base) if note["from_week"] <= 12 <= note["to_week"]]
    assert [(note["from_week"], note["to_week"]) for note in twelve] == [(12, 12)]


def test_every_note_rests_on_statements_and_names_their_sources(base):
    for note in notes(base):
        needed = {source for claim in note["claim_ids"] for source in base.rows["claims"][claim]["source_ids"]}
        assert note["claim_ids"]
        assert needed <= set(note["source_ids"]), note["id"]
        assert note["often_said"]
        assert len(note["often_said"]) == len(note["figures_say"])


def test_a_figure_comes_with_its_interval_and_its_source(base):
    for row in base.rows["weeks"].values():
        for name, source in (("plasma", "aguree_2019"), ("back_pain", "r035")):
            low, value, high = (row[f"{name}_{part}"] for part in ("low_pct", "pct", "high_pct"))
            assert (value is None) == (low is None) == (high is None)
            assert value is None or low < value < high, row["id"]
            assert (source in row["source_ids"]) == (value is not None), row["id"]
        assert "kristiansson_1996" in row["source_ids"]


def test_the_weeks_say_what_the_statements_say(base):
    """The same figures stand in claims.csv: 6%, 18% and 48% of plasma, relaxin at its highest at 12 weeks."""
    plasma = base.rows["claims"]["causes.11"]["nuance"]
    found = {period.values[0]: period for period in periods(base, "plasma_pct")}
    for value in (6, 18, 48):
        assert f"{value}%" in plasma
    assert (found[18].first, found[18].last) == (14, 20)
    assert (found[48].first, found[48].last) == (35, 38)
    relaxin = {row["week"]: row["relaxin"] for row in base.rows["weeks"].values()}
    assert [week for week, level in relaxin.items() if level == relaxin[12]] == [12]
    assert "half" in relaxin[17]


def test_the_note_of_week_12_says_what_must_not_be_missed(base):
    note = base.rows["week_notes"]["weeks_12"]
    known = " ".join(note["figures_say"])
    assert "same day if you have both" in note["figures_say"][0]
    for fact in ("6%", "not established", "28 weeks", "fetus"):
        assert fact in known


def test_side_sleep_is_asked_for_from_28_weeks_only(base):
    for note in notes(base):
        assert ("go to sleep on your side" in note["changes"]) == (note["from_week"] == 28)


def test_runs_of_weeks_leave_no_week_out(base):
    for column in ("plasma_pct", "relaxin", "back_pain_pct", "uterus"):
        found = periods(base, column)
        assert [week for period in found for week in range(period.first, period.last + 1)] == list(WEEKS)
        assert all(one.values != other.values for one, other in pairwise(found))
    with pytest.raises(KeyError, match="smell"):
        periods(base, "smell")


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def heights(base: kb.KnowledgeBase) -> dict[int, float]:
    """The highest point of each week's womb; down is plus."""
    rows = sorted(base.rows["weeks"].values(), key=lambda row: row["week"])
    return {row["week"]: min(numbers(d)[1::2]) for row, d in zip(rows, shapes(rows)["womb"], strict=True)}


def test_the_womb_stands_at_the_named_place_and_never_sinks(base):
    found = heights(base)
    for row in base.rows["weeks"].values():
        if row["landmark"] != "none":
            assert found[row["week"]] == PLACES[row["landmark"]][1]
    assert all(found[week] >= found[week + 1] for week in range(4, 40))
    assert found[37] == found[40] == found[36]


def test_nothing_is_drawn_from_weeks_without_a_place(base):
    rows = [dict(row, landmark="none") for row in base.rows["weeks"].values()]
    with pytest.raises(ValueError, match="landmark"):
        shapes(rows)


def test_tables_of_one_s_own_must_have_each_week_and_one_note_for_it(own):
    with pytest.raises(ValueError, match="none left out"):
        WeekByWeek(own("weeks", "week_9"))
    with pytest.raises(ValueError, match="exactly one note for week 13"):
        WeekByWeek(own("week_notes", "weeks_13"))
    with pytest.raises(ValueError, match="exactly one note for week 12"):
        WeekByWeek(own("week_notes", "weeks_13", from_week=12))
    with pytest.raises(ValueError, match=r"weeks_4.*as many sentences"):
        WeekByWeek(own("week_notes", "weeks_4", figures_say=()))


def test_a_shorter_table_moves_the_ends_of_the_slider(own):
    shown = WeekByWeek(own("weeks", "week_40"))
    with pytest.raises(ValueError, match="4 to 39"):
        shown.week = 40


def test_the_plain_form_tells_all_that_the_weeks_tell(weeks, base):
    soup = BeautifulSoup(weeks.plain_html, "html.parser")
    text = words(soup)
    told = [part for note in notes(base) for part in (note["changes"], *note["often_said"], *note["figures_say"])]
    told += [row[column] for row in base.rows["weeks"].values() for column in ("uterus", "relaxin")]
    told += [base.text(f"week_{name}") for name in ("always", "bands", "caption", "none")] + [base.text("call_anyway")]
    assert [part for part in told if part not in text] == []
    for period in periods(base, "back_pain_pct", "back_pain_low_pct", "back_pain_high_pct"):
        pct, low, high = period.values
        assert base.text("week_back_pain").format(pct=pct, low=low, high=high) in text
    assert not soup.select("script, input, button")
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in soup.select("th"))


def test_the_plain_form_draws_week_12_and_marks_its_row(weeks, base):
    soup = BeautifulSoup(weeks.plain_html, "html.parser")
    row = base.rows["weeks"]["week_12"]
    assert soup.select_one("svg[role=img]")["aria-label"] == base.text("week_drawing").format(
        week=12, uterus=row["uterus"]
    )
    assert soup.select_one("svg path.wk-week__womb")["d"] == weeks.weeks["womb"][12 - WEEKS[0]]
    (marked,) = soup.select("tr.is-twelve")
    assert marked.th.get_text() == "12"


def test_hostile_words_stay_words(own):
    shown = WeekByWeek(own("week_notes", "weeks_12", changes="<script>alert(1)</script>"))
    assert "<script>" not in shown.plain_html
    assert "&lt;script&gt;" in shown.plain_html


def test_the_chart_says_in_words_how_unsure_the_first_figure_is(base):
    chart = charts.plasma_and_back_pain(base)
    first = base.rows["weeks"]["week_12"]
    for number in (first["back_pain_low_pct"], first["back_pain_high_pct"], first["plasma_pct"]):
        assert f"{number:g}%" in chart.sentence
    assert "very unsure" in chart.sentence
    assert len(chart.table) == 5 + 3
    assert chart.figure.layout.title.text == base.text("week_chart_title")


def test_the_chart_shows_the_intervals_of_the_table(base):
    chart = charts.plasma_and_back_pain(base)
    for trace, name in zip(chart.figure.data, ("plasma", "back_pain"), strict=True):
        for middle, value, up, down in zip(
            trace.x, trace.y, trace.error_y.array, trace.error_y.arrayminus, strict=True
        ):
            row = base.rows["weeks"][f"week_{int(middle)}"]
            shown = [value - down, value, value + up]
            assert shown == pytest.approx([row[f"{name}_{part}"] for part in ("low_pct", "pct", "high_pct")])
    assert len({(trace.marker.color, trace.marker.symbol) for trace in chart.figure.data}) == 2
    assert any(shape.x0 == 12 for shape in chart.figure.layout.shapes)


def test_a_chart_without_figures_is_refused(base):
    frame = base.weeks.assign(plasma_pct=float("nan"))
    tables = {name: getattr(base, name) for name in base.rows} | {"weeks": frame}
    with pytest.raises(ValueError, match="plasma"):
        charts.plasma_and_back_pain(kb.KnowledgeBase(tables, "en"))
