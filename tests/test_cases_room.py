"""Cases for a room: counts are checked, most is more than half, the plain form is a sheet to count on."""

from __future__ import annotations

import itertools
import json

import pytest
from bs4 import BeautifulSoup
from test_tables import FALSE_COMFORT, NOT_EVERYBODY

import kb
from widgets import Cases
from widgets.case_votes import MOST_HANDS, SIDES, most, sides


@pytest.fixture
def room(base: kb.KnowledgeBase) -> Cases:
    return Cases(base, room=True)


def test_without_a_room_nothing_is_added_to_what_a_page_carries(base, room):
    alone = Cases(base)
    assert (alone.room, alone.votes, alone.revealed) == (False, {}, [])
    assert not any("room" in name for name in alone.knowledge["text"])
    assert "most_hands" not in alone.knowledge
    assert "wk-case__tally" not in alone.plain_html
    assert room.room
    assert alone.cases == room.cases
    assert alone.current == room.current


def test_votes_are_kept_as_they_are_counted(room):
    room.votes = {"mild_pair": {"same_day": 12, "self_care": 0}, "pad": {}}
    assert room.votes == {"mild_pair": {"same_day": 12, "self_care": 0}, "pad": {}}


@pytest.mark.parametrize(
    ("votes", "error", "said"),
    [
        ({"pair": {}}, ValueError, r"case “pair”.*Allowed.*mild_pair"),
        ({"mild_pair": {"soon": 1}}, ValueError, r"level “soon”.*Allowed.*same_day"),
        (
            {"mild_pair": {"same_day": -1}},
            ValueError,
            r"“mild_pair”, “same_day”: -1. Allowed: a whole number",
        ),
        ({"mild_pair": {"same_day": MOST_HANDS + 1}}, ValueError, f"{MOST_HANDS + 1}. Allowed.*0 to {MOST_HANDS}"),
        ({"mild_pair": {"same_day": 2.5}}, ValueError, r"2\.5. Allowed: a whole number"),
        ({"mild_pair": {"same_day": True}}, ValueError, r"True. Allowed: a whole number"),
        ({"mild_pair": {"same_day": "3"}}, ValueError, r"'3'. Allowed: a whole number"),
        ({"mild_pair": 3}, TypeError, r"votes for “mild_pair” are 3. Allowed: a count for each level"),
    ],
)
def test_other_votes_are_refused_in_words_and_the_old_ones_stay(room, votes, error, said):
    room.votes = {"pad": {"same_day": 1}}
    with pytest.raises(error, match=said):
        room.votes = votes
    assert room.votes == {"pad": {"same_day": 1}}


def test_revealed_takes_known_cases_each_once(room):
    room.revealed = ["pad", "mild_pair", "pad"]
    assert room.revealed == ["pad", "mild_pair"]
    with pytest.raises(ValueError, match=r"case “end”.*Allowed.*mild_pair"):
        room.revealed = ["pad", "end"]
    assert room.revealed == ["pad", "mild_pair"]


def test_whether_it_is_a_room_does_not_change_later(room):
    with pytest.raises(Exception, match="read-only"):
        room.room = False


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "not_counted"),
        ({"same_day": 0}, "not_counted"),
        ({"same_day": 6, "emergency": 3, "self_care": 2}, "same"),
        ({"same_day": 5, "emergency": 5}, "split"),
        ({"same_day": 4, "emergency": 3, "self_care": 3}, "split"),
        ({"same_day": 4, "self_care": 3, "mention_or_call": 3}, "less_careful"),  # more than half, on two levels
        ({"emergency": 1}, "more_careful"),
    ],
)
def test_most_is_more_than_half(base, counts, said):
    assert most(sides(base, counts, "same_day")) == said


def test_the_room_s_results_have_a_row_a_case(room):
    room.votes = {"mild_pair": {"same_day": 7, "self_care": 4}, "queasy": {"emergency": 2}}
    found = room.room_results.set_index("id")
    assert list(found.index) == room.cases["id"]
    assert found.loc["mild_pair"].tolist() == ["Two mild aches", 11, "same_day", 7, 0, 4, "same"]
    assert found.loc["queasy", "most"] == "more_careful"
    assert found.loc["belt", ["hands", "most"]].tolist() == [0, "not_counted"]
    assert list(found.columns[3:6]) == list(SIDES)


def test_the_state_is_plain_json_and_small(base, room):
    state = {name: getattr(room, name) for name in ("knowledge", "cases", "votes", "revealed", "current", "room")}
    assert len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()) <= 80_000


def test_the_words_name_nobody_scold_nobody_and_leave_the_choice(base):
    said = {key: row["text"] for key, row in base.rows["strings"].items() if key.startswith("case_room_")}
    assert len(said) > 20
    assert [key for key, text in said.items() if FALSE_COMFORT.search(text) or NOT_EVERYBODY.search(text)] == []
    assert not {"wrong", "incorrect", "score", "points", "failed"} & set(" ".join(said.values()).lower().split())
    for name in ("intro", "paper_intro"):
        assert "Nobody has to raise a hand" in said[f"case_room_{name}"]
        assert "left out" in said[f"case_room_{name}"]


def test_the_tally_sheet_has_a_place_for_each_count_and_our_lines_at_the_end(room, base):
    soup = BeautifulSoup(room.plain_html, "html.parser")
    table = soup.select_one("table.wk-case__tally")
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    assert table.caption.get_text() == base.text("case_room_tally")
    heads = [head.get_text() for head in table.select("thead th[scope=col]")]
    assert heads == [base.text("case_room_story"), *(level["word"] for level in levels)]
    rows = sorted(base.rows["cases"].values(), key=lambda row: row["number"])
    lines = table.select("tbody tr")
    assert len(lines) == len(rows)
    answers = " ".join(soup.select_one(".wk-case__answers").get_text().split())
    for row, line in zip(rows, lines, strict=True):
        head = line.select_one("th[scope=row]").get_text()
        assert row["title"] in head
        assert row["story"] in head
        assert [cell.get_text() for cell in line.select("td")] == [""] * len(levels)
        assert row["why"] not in table.get_text()
        assert f"{row['title']}: {base.rows['levels'][row['level']]['word']}." in answers


def test_every_count_has_one_side(base):
    for level, ours in itertools.product(base.rows["levels"], repeat=2):
        assert sum(sides(base, {level: 3}, ours).values()) == 3
