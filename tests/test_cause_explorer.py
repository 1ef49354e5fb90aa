"""The cause explorer: what its tables may say, what may be set, and what it says of itself on paper."""

from __future__ import annotations

import json
import re
from itertools import chain, combinations
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import kb
from kb.body_changes import WEEK, reasons_to_call
from kb.schema_sections import STANCES
from widgets import CauseExplorer
from widgets.charts import changes_by_week

HEAVIEST = 45_000  # bytes of state
LINKS = ("effect", "feel")
PARTS = ("change", "effect", "feel", "caution")
WEAKEST_LAST = ("agrees", "more_precise", "differs", "no_good_evidence")


@pytest.fixture
def explorer(base: kb.KnowledgeBase) -> CauseExplorer:
    return CauseExplorer(base)


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def subsets(base: kb.KnowledgeBase) -> list[tuple[str, ...]]:
    known = list(base.rows["sensations"])
    return list(chain.from_iterable(combinations(known, count) for count in range(len(known) + 1)))


def test_each_link_is_marked_as_the_weakest_claim_that_it_rests_on(base):
    assert sorted(WEAKEST_LAST) == sorted(STANCES)
    for row in base.rows["body_changes"].values():
        for link in LINKS:
            stances = [base.rows["claims"][claim]["stance"] for claim in row[f"{link}_claim_ids"]]
            assert row[f"{link}_stance"] == max(stances, key=WEAKEST_LAST.index), (row["id"], link)


def test_what_has_no_good_evidence_is_told_as_the_article_s_words(base):
    doubted = [row[link] for row in base.rows["body_changes"].values() for link in LINKS
               if row[f"{link}_stance"] in ("differs", "no_good_evidence")]  # fmt: skip
    assert len(doubted) == 3
    assert [text for text in doubted if not text.startswith("The article says")] == []


def test_each_row_names_all_the_sources_of_its_claims_and_no_other(base):
    claims = base.rows["claims"]
    for row in base.rows["body_changes"].values():
        used = {claim for part in PARTS for claim in row[f"{part}_claim_ids"]}
        assert set(row["source_ids"]) == {source for claim in used for source in claims[claim]["source_ids"]}, row["id"]
    for row in base.rows["sensations"].values():
        assert set(row["source_ids"]) == {s for claim in row["claim_ids"] for s in claims[claim]["source_ids"]}


def test_all_statements_on_the_five_causes_stand_in_a_chain(base):
    used = {c for row in base.rows["body_changes"].values() for part in PARTS for c in row[f"{part}_claim_ids"]}
    section = {c["id"] for c in base.rows["claims"].values() if c["section_id"] == "causes"}
    assert section - used == {"causes.1"}  # several things add up: of no single chain


def test_every_sensation_is_named_for_a_change_and_says_when_to_call(base):
    named = {sensation for row in base.rows["body_changes"].values() for sensation in row["sensations"]}
    assert named == set(base.rows["sensations"])
    calls = re.compile(r"\b[Cc]all\b|[Aa]sk your team")
    assert [row["id"] for row in base.rows["sensations"].values() if not calls.search(row["call_if"])] == []


def test_every_set_of_sensations_is_explained_by_the_changes_that_name_one_of_them(base):
    asked = subsets(base)
    assert len(asked) == 2 ** len(base.rows["sensations"])
    for chosen in asked:
        found = kb.explain_sensations(base, chosen)
        expected = {row["id"] for row in base.rows["body_changes"].values() if {*row["sensations"]} & {*chosen}}
        assert set(found["id"]) == expected
        assert [(late, early) for late, early in zip(found["not_shown"], found["too_early"], strict=True)] == sorted(
            zip(found["not_shown"], found["too_early"], strict=True)
        )
        assert found["too_early"].tolist() == [week > WEEK for week in found["from_week"]]
        assert all({*fits} <= {*chosen} for fits in found["fits"])


def test_what_is_usual_only_later_is_too_early_at_week_12(base):
    found = kb.explain_sensations(base, base.rows["sensations"]).set_index("id")
    assert set(found.index[found["too_early"]]) == {"round_ligaments", "posture", "tightenings"}
    assert set(found.index[found["not_shown"]]) == {"relaxin", "blood_volume"}


def test_tightening_is_never_explained_away_at_week_12(base):
    found = kb.explain_sensations(base, ["tight"])
    assert found["too_early"].all()
    assert [reason.level for reason in reasons_to_call(base, ["tight"])] == ["same_day"]
    assert "regular" in base.rows["sensations"]["tight"]["call_if"]


@pytest.mark.parametrize("belly", ["period_like", "tug_at_the_side", "tight"])
@pytest.mark.parametrize("back", ["dull_low_back", "nerve_like"])
def test_belly_and_low_back_together_mean_a_call_today(base, belly, back):
    assert "belly_with_back_pain" in [reason.rule for reason in reasons_to_call(base, [back, belly])]
    assert "belly_with_back_pain" not in [reason.rule for reason in reasons_to_call(base, [belly])]


def test_more_sensations_never_take_a_reason_to_call_away(base):
    reasons = {frozenset(chosen): {r.rule for r in reasons_to_call(base, chosen)} for chosen in subsets(base)}
    for chosen, found in reasons.items():
        assert all(found <= reasons[chosen | {more}] for more in base.rows["sensations"])
    assert {frozenset(found) for found in reasons.values()} > {frozenset()}


def test_sensations_may_be_asked_for_once_each_and_only_known_ones(base):
    with pytest.raises(TypeError, match="list of ids"):
        kb.explain_sensations(base, "tight")
    with pytest.raises(ValueError, match=r"“headache”.*Allowed.*period_like"):
        kb.explain_sensations(base, ["headache"])
    assert kb.explain_sensations(base, ["tight", "tight"])["fits"].tolist() == [("tight",)]
    assert kb.explain_sensations(base).empty


def test_what_is_set_is_known_or_refused(explorer):
    explorer.change = "relaxin"
    with pytest.raises(ValueError, match=r"“stress”.*Allowed.*womb_growth"):
        explorer.change = "stress"
    assert explorer.change == "relaxin"
    explorer.change = ""
    explorer.sensations = ["tight", "period_like", "tight"]
    assert explorer.sensations == ["tight", "period_like"]
    with pytest.raises(ValueError, match=r"“headache”.*Allowed.*tight"):
        explorer.sensations = ["headache"]
    assert explorer.sensations == ["tight", "period_like"]


def test_a_start_may_be_given_and_is_checked(base):
    started = CauseExplorer(base, change="posture", sensations=["tight"])
    assert (started.change, started.sensations) == ("posture", ["tight"])
    with pytest.raises(ValueError, match="Allowed"):
        CauseExplorer(base, change="stress")
    with pytest.raises(TypeError, match="list of ids"):
        CauseExplorer(base, sensations="tight")


def test_explained_follows_the_picks(base, explorer):
    assert explorer.explained.empty
    explorer.sensations = ["dull_low_back"]
    pd.testing.assert_frame_equal(explorer.explained, kb.explain_sensations(base, ["dull_low_back"]))


def test_the_state_is_small_and_plain_json(explorer):
    left_out = ("plain_html", "layout", "tabbable", "tooltip")
    state = {key: value for key, value in explorer.get_state().items() if key[0] != "_" and key not in left_out}
    size = len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_the_plain_form_tells_every_chain_with_its_marks_and_weeks(explorer, base):
    soup = BeautifulSoup(explorer.plain_html, "html.parser")
    rows = [words(part) for part in soup.select(".is-chains tbody")]
    ordered = sorted(base.rows["body_changes"].values(), key=lambda row: row["number"])
    assert len(rows) == len(ordered)
    for text, row in zip(rows, ordered, strict=True):
        told = [row[name] for name in ("title", *PARTS, "weeks_text")]
        told += [f"{base.text('stance_' + row[link + '_stance'])} {row[link]}" for link in LINKS]
        assert [part for part in told if part not in text] == [], row["id"]
        assert (base.text("explore_early") in text) == (row["from_week"] > WEEK)


def test_the_plain_form_leads_from_every_sensation_to_changes_and_to_a_call(explorer, base):
    soup = BeautifulSoup(explorer.plain_html, "html.parser")
    rows = {words(part.th): words(part) for part in soup.select(".is-feel tbody")}
    for row in base.rows["sensations"].values():
        text = rows[row["text"]]
        assert row["call_if"] in text
        found = kb.explain_sensations(base, [row["id"]])
        assert [title for title in found["title"] if title not in text] == []
        assert (base.text("explore_early") in text) == found["too_early"].any()
        assert (base.text("explore_not_shown") in text) == found["not_shown"].any()
        shown = (~found["too_early"] & ~found["not_shown"]).any()
        assert (base.text("explore_none_now_plain") in text) == (not shown)


def test_the_plain_form_says_that_a_sensation_shows_no_cause_and_links_to_the_warning_signs(explorer, base):
    soup = BeautifulSoup(explorer.plain_html, "html.parser")
    guard = soup.select_one(".wk-ex__guard")
    assert "does not show what causes it" in words(guard)
    assert base.text("call_anyway") in words(guard)
    assert base.rows["rules"]["belly_with_back_pain"]["because"] in words(guard)
    assert guard.a["href"] == "03_warning_signs.ipynb"
    assert not soup.select("script, input, button")
    assert all(head.get("scope") in ("col", "row") for head in soup.select("th"))


def test_the_chart_says_in_words_what_it_shows(base):
    chart = changes_by_week(base)
    found = kb.explain_sensations(base, base.rows["sensations"])
    early = (found["too_early"] & ~found["not_shown"]).sum()
    assert f"For {early}, the usual weeks come later" in chart.sentence
    assert f"For {found['not_shown'].sum()}, there is no good evidence" in chart.sentence
    bars = {
        title: (start, start + length)
        for bar in chart.figure.data
        for title, start, length in zip(bar.y, bar.base, bar.x, strict=True)
        if length is not None
    }
    rows = base.rows["body_changes"].values()
    assert bars == {row["title"]: (row["from_week"], row["to_week"] + 1) for row in rows}
    assert list(chart.table.iloc[:, 0]) == [row["title"] for row in sorted(rows, key=lambda row: row["number"])]
