"""Causes are held against what somebody feels without a rank of diseases, and no filter hides an emergency."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import kb
from kb.causes import FEATURES
from kb.schema import TABLES

LEVELS = ("emergency", "same_day", "mention_or_call", "self_care")
COLUMNS = ["id", "name", "level", "what_to_do", "fits", "does_not_fit", "matches"]
BASE = kb.load()
TICKABLE = [symptom for symptom, row in BASE.rows["symptoms"].items() if row["group_id"]]


def used_words(feature: str) -> list[str]:
    """Every word that a condition has for the feature."""
    cells = (row[feature] for row in BASE.rows["conditions"].values())
    return sorted({word for cell in cells for word in (cell if isinstance(cell, tuple) else (cell,))})


QUESTIONS: list[Any] = [
    pytest.param([], {}, id="nothing"),
    *(pytest.param([symptom], {}, id=symptom) for symptom in TICKABLE),
    *(pytest.param([], {name: word}, id=f"{name}={word}") for name in FEATURES for word in used_words(name)),
    pytest.param(["belly_ache_mild", "back_ache_dull", "fever"], {}, id="three-symptoms"),
    pytest.param(["spotting"], {"where": "leg", "feel": ["dull", "cramp"]}, id="symptom-and-features"),
    pytest.param(TICKABLE, {"level": "self_care", "bleeding": "no", "fever": "no"}, id="everything"),
]


def one(found: pd.DataFrame, condition: str) -> pd.Series:
    return found.set_index("id").loc[condition]


@pytest.mark.parametrize(("symptoms", "features"), QUESTIONS)
def test_most_urgent_first_then_by_name(base: kb.KnowledgeBase, symptoms: list[str], features: dict[str, Any]) -> None:
    found = kb.match_causes(base, symptoms, **features)
    order = [(LEVELS.index(level), name) for level, name in zip(found["level"], found["name"], strict=True)]
    assert order == sorted(order)
    assert list(found.columns) == COLUMNS
    assert found["id"].is_unique


@pytest.mark.parametrize(("symptoms", "features"), QUESTIONS)
def test_an_emergency_is_never_hidden(base: kb.KnowledgeBase, symptoms: list[str], features: dict[str, Any]) -> None:
    found = kb.match_causes(base, symptoms, **features)
    emergencies = {key for key, row in base.rows["conditions"].items() if row["level"] == "emergency"}
    assert len(emergencies) > 3
    assert set(found["id"][found["level"] == "emergency"]) == emergencies
    assert found["matches"][found["level"] != "emergency"].all()


@pytest.mark.parametrize(("symptoms", "features"), QUESTIONS)
def test_a_cause_matches_when_something_fits_and_nothing_speaks_against_it(
    base: kb.KnowledgeBase, symptoms: list[str], features: dict[str, Any]
) -> None:
    found = kb.match_causes(base, symptoms, **features)
    for row in found.to_dict("records"):
        fitting_signs = [name for name in row["fits"] if name in base.rows["symptoms"] and name not in features]
        assert row["matches"] == (not row["does_not_fit"] and bool(fitting_signs or not symptoms)), row["id"]
        both = set(features) & set(base.rows["symptoms"])  # "fever" is a sign and a feature: one may fit, the other not
        assert set(row["fits"]) & set(row["does_not_fit"]) <= both
        assert set(features) <= {*row["fits"], *row["does_not_fit"]}


@pytest.mark.parametrize("symptom", TICKABLE)
def test_what_fits_is_what_the_table_says_of_the_sign_and_of_the_broader_ones(
    base: kb.KnowledgeBase, symptom: str
) -> None:
    signs = {symptom}
    while (more := {b for sign in signs for b in base.rows["symptoms"][sign]["implies"]}) - signs:
        signs |= more
    links = base.condition_symptoms
    links = links[links["symptom_id"].isin(signs)]
    found = kb.match_causes(base, [symptom])
    for row in found.to_dict("records"):
        said = links[links["condition_id"] == row["id"]]
        assert set(row["fits"]) == set(said["symptom_id"][said["fit"] == "fits"])
        assert set(row["does_not_fit"]) == set(said["symptom_id"][said["fit"] == "does_not_fit"])


def test_without_a_question_all_conditions_are_there(base: kb.KnowledgeBase) -> None:
    found = kb.match_causes(base)
    assert set(found["id"]) == set(base.rows["conditions"])
    assert found["matches"].all()


def test_an_emergency_that_a_filter_rules_out_says_so(base: kb.KnowledgeBase) -> None:
    row = one(kb.match_causes(base, level="self_care", where="leg"), "ectopic_pregnancy")
    assert not row["matches"]
    assert row["does_not_fit"] == ("level", "where")


def test_a_milder_cause_that_is_ruled_out_is_gone(base: kb.KnowledgeBase) -> None:
    assert "round_ligament_pain" in set(kb.match_causes(base, ["tug_on_movement"])["id"])
    assert "round_ligament_pain" not in set(kb.match_causes(base, ["tug_on_movement", "fever"])["id"])


def test_bleeding_is_never_needed_for_an_ectopic_pregnancy(base: kb.KnowledgeBase) -> None:
    for bleeding in ("yes", "no"):
        row = one(kb.match_causes(base, bleeding=bleeding), "ectopic_pregnancy")
        assert row["matches"]
        assert row["fits"] == ("bleeding",)


@pytest.mark.parametrize("feature", ["bleeding", "urinary", "fever"])
def test_may_goes_with_yes_and_with_no(base: kb.KnowledgeBase, feature: str) -> None:
    answers = {word: set(kb.match_causes(base, **{feature: word}).query("matches")["id"]) for word in ("yes", "no")}
    has = {key: row[feature] for key, row in base.rows["conditions"].items()}
    assert answers["yes"] == {key for key, word in has.items() if word in ("may", "yes")}
    assert answers["no"] == {key for key, word in has.items() if word in ("may", "no")}


@pytest.mark.parametrize("feature", FEATURES)
def test_several_words_mean_any_of_them(base: kb.KnowledgeBase, feature: str) -> None:
    first, second = used_words(feature)[:2]
    alone = [set(kb.match_causes(base, **{feature: word}).query("matches")["id"]) for word in (first, second)]
    both = set(kb.match_causes(base, **{feature: [first, second]}).query("matches")["id"])
    assert both == alone[0] | alone[1]


def test_a_cause_that_varies_goes_with_every_place_and_feel(base: kb.KnowledgeBase) -> None:
    for features in ({"where": "leg"}, {"where": "flank"}, {"feel": "burning"}, {"when": "evening"}):
        assert one(kb.match_causes(base, **features), "wrong_dates_or_other")["matches"]


def test_order_and_repetition_of_ticks_change_nothing(base: kb.KnowledgeBase) -> None:
    ticks = ["spotting", "dizzy", "one_sided_pain"]
    once, again = kb.match_causes(base, ticks), kb.match_causes(base, [*reversed(ticks), *ticks])
    pd.testing.assert_frame_equal(once, again)


def test_a_sign_without_a_known_cause_leaves_only_emergencies_that_do_not_match(base: kb.KnowledgeBase) -> None:
    found = kb.match_causes(base, ["something_wrong"])
    assert set(found["level"]) == {"emergency"}
    assert not found["matches"].any()


def test_an_unknown_feature_is_named_with_those_that_there_are(base: kb.KnowledgeBase) -> None:
    with pytest.raises(TypeError, match=r"“smell”.*where, feel, when.*in_article"):
        kb.match_causes(base, smell="bad")


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("word", ["nowhere", "", "day", "Yes", " no", "flank;leg"])
def test_a_word_that_a_feature_does_not_allow_is_an_error(base: kb.KnowledgeBase, feature: str, word: str) -> None:
    with pytest.raises(ValueError, match=rf"{feature}=“{word}”.*Allowed.*{used_words(feature)[0]}"):
        kb.match_causes(base, **{feature: word})


@pytest.mark.parametrize("feature", FEATURES)
def test_one_wrong_word_among_good_ones_is_an_error_too(base: kb.KnowledgeBase, feature: str) -> None:
    with pytest.raises(ValueError, match="“nowhere”"):
        kb.match_causes(base, **{feature: [used_words(feature)[0], "nowhere"]})


def test_symptoms_are_checked_as_in_triage(base: kb.KnowledgeBase) -> None:
    with pytest.raises(ValueError, match=r"“spoting”.*\bspotting\b"):
        kb.match_causes(base, ["spoting"])
    with pytest.raises(TypeError, match="list of ids"):
        kb.match_causes(base, "spotting")


def test_every_feature_is_a_column_of_the_conditions() -> None:
    assert set(FEATURES) <= set(TABLES["conditions"])
