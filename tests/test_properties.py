"""What holds for any signs, any filters, any numbers and any settings, also for those that nobody would think of."""

# ruff: noqa: PT017  whether there is an error depends on what is given

from __future__ import annotations

import math
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from handout_pages import deep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb
from kb.causes import FEATURES
from kb.classroom import Classroom, ClassroomError
from kb.schema import LEVELS, TABLES
from kb.schema_foods import ALLERGENS, DANGERS, DIETS
from kb.validation import brace_errors
from kb.weight import LAST_WEEK, plausible, read_number

BASE = kb.load()
SIGNS = tuple(BASE.rows["symptoms"])
WARNING = {key for key, row in BASE.rows["symptoms"].items() if row["warning"]}
URGENT = LEVELS[:2]
MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(MANY, max_examples=60)
SOME_SIGNS = st.lists(st.sampled_from(SIGNS), max_size=12)
ANY_TEXT = st.text(max_size=30)
NO_TEXT = st.none() | st.integers() | st.floats() | st.binary() | st.lists(ANY_TEXT, max_size=2)
NUTRIENTS = st.lists(st.sampled_from(list(BASE.rows["nutrients"])), min_size=1, max_size=3)


def rank(symptoms: list[str]) -> int:
    """The place of the answer among the levels; behind them all for no answer."""
    level = kb.assess(BASE, symptoms).level
    return len(LEVELS) if level is None else LEVELS.index(level)


# ---- triage ----------------------------------------------------------------------------------------------------------
@deep
@MANY
@given(SOME_SIGNS, st.sampled_from(SIGNS), st.randoms(use_true_random=False))
def test_one_more_sign_or_another_order_never_lowers_the_level(signs, more, chance) -> None:
    other = [*signs]
    chance.shuffle(other)
    assert rank(other) == rank(signs) == rank(signs * 2)
    assert rank([*signs, more]) <= min(rank(signs), rank([more]))


@deep
@MANY
@given(SOME_SIGNS)
def test_an_answer_rests_on_the_signs_alone_and_is_never_softer_than_its_reasons(signs) -> None:
    found = kb.assess(BASE, signs)
    present = kb.triage.close(BASE, signs)
    assert (found.level is None) == (not signs)
    assert found.symptoms == tuple(dict.fromkeys(signs))
    assert all(present.issuperset(reason.symptoms) for reason in found.reasons)
    assert [reason.level for reason in found.reasons][:1] == ([found.level] if signs else [])
    ordered = [LEVELS.index(reason.level) for reason in found.reasons]
    assert ordered == sorted(ordered)
    assert not WARNING.intersection(signs) or found.level in URGENT


@deep
@MANY
@given(SOME_SIGNS, ANY_TEXT.filter(lambda text: text not in SIGNS), st.integers(0, 12))
def test_an_unknown_sign_is_named(signs, unknown, place) -> None:
    for ask in (kb.assess, kb.match_causes):
        with pytest.raises(ValueError, match="unknown symptom") as caught:
            ask(BASE, [*signs[:place], unknown, *signs[place:]])
        assert unknown in str(caught.value)


@pytest.mark.parametrize("given", [None, 5, "spotting", b"spotting", [None], [["spotting"]], [7.5], [{}]])
def test_what_is_no_list_of_signs_is_told_with_what_is_wanted(given: Any) -> None:
    for ask in (kb.assess, kb.match_causes):
        with pytest.raises(TypeError, match="symptoms must be a list of ids, such as"):
            ask(BASE, given)


# ---- causes ----------------------------------------------------------------------------------------------------------
def words_of(name: str) -> list[str]:
    column = TABLES["levels"]["id"] if name == "level" else TABLES["conditions"][name]
    return [word for word in column.allowed.split(": ")[1].split(", ") if column.accepts(word)]


ASKED = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(words_of(name)), min_size=1, max_size=3) for name in FEATURES}
)


@deep
@MANY
@given(SOME_SIGNS, ASKED, st.sampled_from(FEATURES))
def test_no_filter_hides_an_emergency_and_each_one_more_leaves_fewer(signs, asked, name) -> None:
    found = kb.match_causes(BASE, signs, **asked)
    emergencies = {key for key, row in BASE.rows["conditions"].items() if row["level"] == "emergency"}
    assert emergencies <= set(found["id"])
    assert set(found["level"][~found["matches"].astype(bool)]) <= {"emergency"}
    keys = [(LEVELS.index(level), title) for level, title in zip(found["level"], found["name"], strict=True)]
    assert keys == sorted(keys)
    fewer = kb.match_causes(BASE, signs, **{key: words for key, words in asked.items() if key != name})
    assert set(found["id"]) <= set(fewer["id"])
    assert not any(row.matches and row.does_not_fit for row in found.itertuples())
    assert all(row.fits for row in found.itertuples() if row.matches and signs)


@deep
@MANY
@given(st.sampled_from(FEATURES), ANY_TEXT | NO_TEXT)
def test_a_word_that_a_feature_does_not_have_is_told_with_those_it_has(name, word) -> None:
    if word in ([], b"") or (isinstance(word, str) and word in words_of(name)):
        return
    if isinstance(word, list) and all(one in words_of(name) for one in word):
        return
    with pytest.raises(ValueError, match=rf"(?s)^{name}=“.*” is not known\. Allowed: "):
        kb.match_causes(BASE, **{name: word})


@pytest.mark.parametrize("word", [None, 5, "", "leg;flank", ["leg", None], [["leg"]], b"leg"])
def test_what_is_no_word_of_a_feature_is_told(word: Any) -> None:
    with pytest.raises(ValueError, match=r"where=“.*is not known. Allowed: .*low_back"):
        kb.match_causes(BASE, where=word)


# ---- foods -----------------------------------------------------------------------------------------------------------
@deep
@FEW
@given(NUTRIENTS, st.sets(st.sampled_from(DIETS)), st.sets(st.sampled_from(ALLERGENS)), ANY_TEXT, st.booleans())
def test_filters_of_foods_only_take_away_and_dangers_come_last(nutrients, diet, avoid, search, dangers) -> None:
    found = kb.find_foods(BASE, nutrients, diet, avoid, None, search, include_avoid=dangers)
    wider = kb.find_foods(BASE, nutrients, (), avoid, None, search, include_avoid=True)
    assert set(found["id"]) <= set(wider["id"]) <= set(BASE.rows["foods"])
    for key in found["id"]:
        row = BASE.rows["foods"][key]
        assert "no" not in [row[word] for word in diet] + [row[f"{word}_free"] for word in avoid]
    ordered = [safety in DANGERS for safety in found["safety"]]
    assert ordered == sorted(ordered)
    first = found[found["safety"].isin(DANGERS) == False][nutrients[0]].dropna()  # noqa: E712
    assert first.is_monotonic_decreasing
    assert (found[nutrients[0]].dropna() >= 0).all()
    assert bool(found.attrs.get("loosen")) == (found.empty)


@deep
@MANY
@given(
    st.sampled_from(["nutrient", "diet", "avoid", "group", "per", "scheme", "age_band", "search", "include_avoid"]),
    NO_TEXT | ANY_TEXT.map(lambda text: f"{text}!") | st.integers(10**30, 10**31).map(lambda big: f"{big}-{big}"),
)
def test_what_foods_do_not_know_is_told(name, value) -> None:
    try:
        kb.find_foods(BASE, **{name: value})
    except (TypeError, ValueError) as error:
        assert name in str(error) or "nutrients were asked for" in str(error)
    else:
        assert name == "search" or value in ([], None, False, True) or (value == b"" and name != "group")


@pytest.mark.parametrize("band", ["1" * 5000 + "-2", "19-" + "9" * 5000, "-", "٣٠-٣١"])
def test_an_age_band_that_nobody_can_have_is_told(band: str) -> None:
    with pytest.raises(ValueError, match=r"is not known. Allowed: .*19-30"):
        kb.find_foods(BASE, age_band=band)


# ---- weight ----------------------------------------------------------------------------------------------------------
NUMBERS = st.floats() | st.integers() | st.integers(10**399, 10**400) | st.booleans() | st.none() | ANY_TEXT
NUMBERS |= st.from_regex(r"[0-9]{1,4}[.,]?[0-9]{0,3}", fullmatch=True) | st.complex_numbers() | st.decimals()


@deep
@MANY
@given(NUMBERS, NUMBERS, st.sampled_from([1, 2]))
def test_any_height_and_weight_give_a_corridor_or_say_what_is_plausible(height, weight, babies) -> None:
    try:
        found = kb.weight_corridor(BASE, height, weight, babies)
    except ValueError as error:
        assert "Allowed: " in str(error)
        return
    assert 100 <= plausible("height_cm", height) <= 250
    low, high = found["low_kg"].to_numpy(), found["high_kg"].to_numpy()
    assert found["week"].iloc[-1] == LAST_WEEK
    if not math.isnan(low[0]):
        assert (low <= high).all()
        assert (low >= 0).all()
        assert (low[1:] >= low[:-1]).all()
        assert (high[1:] >= high[:-1]).all()


@deep
@MANY
@given(st.floats(100, 250), st.floats(25, 299), st.floats(0.01, 1))
def test_more_weight_is_never_a_lower_bmi(height, weight, more) -> None:
    try:
        assert kb.bmi(height, weight) <= kb.bmi(height, weight + more)
    except ValueError as error:
        assert "BMI" in str(error)


@deep
@MANY
@given(st.text(max_size=12) | st.from_regex(r"\s*[0-9.,]{1,9}\s*", fullmatch=True))
def test_typed_text_is_a_number_or_nothing(text) -> None:
    found = read_number(text)
    assert found is None or (math.isfinite(found) and found >= 0)


@pytest.mark.parametrize("weight", [10**400, -(10**400), complex(70), [], "", "1e2", "７０", True, float("nan")])
def test_what_is_no_weight_is_told(weight: Any) -> None:
    with pytest.raises(ValueError, match=r"weight_kg=.* is not plausible. Allowed: 25 to 300"):
        kb.bmi(170, weight)


# ---- tables ----------------------------------------------------------------------------------------------------------
@deep
@settings(MANY, max_examples=1500)
@given(
    st.sampled_from([(table, name) for table, columns in TABLES.items() for name in columns]),
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,5000}", fullmatch=True) | st.from_regex(r"[0-9T:W-]{1,12}"),
)
def test_a_cell_that_is_accepted_becomes_a_value(place, cell) -> None:
    column = TABLES[place[0]][place[1]]
    if column.accepts(cell):
        value = column.convert(cell)
        assert not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [("sections", "minutes", "9" * 5000), ("foods", "portion_g", "9" * 400), ("foods", "portion_g", "1." + "9" * 400),
     ("reviews", "reviewed_on", "20261122"), ("reviews", "reviewed_on", "2026-W47-7"), ("sources", "url", "https://a.b\n")],
)  # fmt: skip
def test_a_cell_that_could_not_become_its_value_is_not_accepted(table: str, column: str, cell: str) -> None:
    assert not TABLES[table][column].accepts(cell)


@pytest.mark.parametrize(
    ("key", "text", "wanted"),
    [("visit_weeks", "Weeks", "{week}"), ("visit_weeks", "{week} {week}", "{week}"), ("clear", "{", "no { and no }"),
     ("clear", "{x.__class__}", "no { and no }"), ("visit_weeks", "{week} }", "{week}")],
)  # fmt: skip
def test_words_keep_the_places_for_values(key: str, text: str, wanted: str) -> None:
    shipped = BASE.strings
    assert list(brace_errors({"strings": shipped}, shipped)) == []
    own = shipped.assign(text=shipped["text"].mask(shipped["id"] == key, text))
    (told,) = brace_errors({"strings": own}, shipped)
    assert told.startswith("strings.csv, row ")
    assert f"found “{text}”. Allowed: " in told
    assert told.endswith(f": {wanted}.")


# ---- settings of a class ---------------------------------------------------------------------------------------------
def toml(value: Any) -> str:
    """A value as it is written in a file of settings."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    return str(value)


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = LETTERS | st.sampled_from([*BASE.rows["sections"], *BASE.rows["regions"], "en", "metric", "112", " relief "])
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)
KEYS = {"class": ["name", "clinic", "date"], "phones": ["emergency", "maternity_team"],
        "place": ["region", "language", "units"], "evening": ["sections", "leave_out", "minutes"]}  # fmt: skip
FILES = st.dictionaries(
    st.sampled_from([*KEYS, "other"]),
    st.dictionaries(st.sampled_from([*(key for keys in KEYS.values() for key in keys), "more"]), VALUES, max_size=4)
    | VALUES,
    max_size=4,
).map(lambda tables: "\n".join(f"{name} = {toml(content)}" for name, content in tables.items()))


def loaded(raw: bytes) -> Classroom | None:
    """The settings of a file, or None if it was told what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "class.toml")
        file.write_bytes(raw)
        try:
            return kb.classroom.load(file, BASE)
        except ClassroomError as error:
            assert "class.toml" in str(error)
            assert max(map(len, str(error).splitlines())) < 1000
            return None


@deep
@MANY
@given(FILES.map(str.encode) | st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-16")))
def test_settings_load_or_say_what_is_wrong(raw) -> None:
    room = loaded(raw)
    if room is not None:
        assert room.region in BASE.rows["regions"]
        assert room.date is None or type(room.date) is date
        assert {*room.sections, *room.leave_out, *room.minutes} <= {*BASE.rows["sections"]}
        assert all(1 <= minutes <= 120 for minutes in room.minutes.values())
        assert all(len(text.splitlines()) < 2 and "\0" not in text for text in (room.class_name, room.clinic_name))
        assert room.evening(BASE)
        assert room.numbers(BASE).keys() >= {*kb.classroom.ROLES}


@pytest.mark.parametrize(
    "text",
    ["evening.minutes.relief = " + "9" * 5000, "evening.minutes.relief = 0x" + "f" * 5000, "a = " + "[" * 20_000,
     "class.name = 0x" + "f" * 5000, "evening.sections = [0x" + "f" * 5000 + "]", 'class.name = "a\\u0000b"',
     "class.date = 0x" + "f" * 5000],
    ids=["long", "long in other digits", "deep", "a name", "a section", "unseen", "a day"],
)  # fmt: skip
def test_what_no_program_can_hold_is_told(text: str) -> None:
    assert loaded(text.encode()) is None


def test_a_folder_in_the_place_of_the_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / "class.toml").mkdir()
    with pytest.raises(ClassroomError, match=r"class.toml cannot be read: "):
        kb.classroom.load(tmp_path / "class.toml", BASE)


def test_blanks_around_the_name_of_a_section_do_not_matter() -> None:
    room = loaded(b'[evening]\nsections = [" relief "]\n[evening.minutes]\n" relief " = 7')
    assert room is not None
    assert [(row["id"], minutes) for row, minutes in room.evening(BASE)] == [("warning_signs", 25), ("relief", 7)]
