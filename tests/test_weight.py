"""Weight gain: the corridor is that of the printed totals, bands end where they say, and odd input is asked back."""

from __future__ import annotations

import csv
import math
from typing import Any

import pytest
from conftest import DATA

import kb
from kb.weight import band_of, bmi, fault, gain_range, read_number, rounded, total_range, weight_band, weight_corridor

BANDS = {"underweight": "bmi_under_18", "normal": "bmi_18_to_25", "overweight": "bmi_25_to_30", "obese": "bmi_30_up"}
HEIGHT = 160  # cm; at 160 cm a BMI of 25 is exactly 64 kg
BORDERS = [(47.3599, "bmi_under_18"), (47.36, "bmi_18_to_25"), (63.9999, "bmi_18_to_25"), (64, "bmi_25_to_30"),
           (76.7999, "bmi_25_to_30"), (76.8, "bmi_30_up"), (150, "bmi_30_up"), (31, "bmi_under_18")]  # fmt: skip
NAN = float("nan")


def published() -> list[dict[str, str]]:
    with (DATA / "weight_gain_by_week.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_every_week_is_the_straight_line_to_the_printed_total(base):
    rows = published()
    assert len(rows) == 4 * 37
    for row in rows:
        low, high = gain_range(base.rows["weight_gain"][BANDS[row["category"]]], 1, int(row["week"]))
        assert low == pytest.approx(float(row["total_based_low_kg"]), abs=0.0051)
        assert high == pytest.approx(float(row["total_based_high_kg"]), abs=0.0051)


def test_the_printed_rates_would_end_elsewhere_which_is_why_the_totals_were_chosen(base):
    last = {row["category"]: row for row in published() if row["week"] == "40"}
    ends = {name: float(row["rate_based_low_kg"]) for name, row in last.items()}
    totals = {name: base.rows["weight_gain"][band]["total_low_kg"] for name, band in BANDS.items()}
    assert all(ends[name] != totals[name] for name in BANDS)


def test_the_corridor_is_a_table_from_week_4_to_week_40(base):
    corridor = weight_corridor(base, height_cm=165, weight_kg=65)
    assert list(corridor.columns) == ["week", "low_kg", "high_kg"]
    assert corridor["week"].tolist() == list(range(4, 41))
    assert corridor.set_index("week").loc[[4, 13, 40]].to_numpy().tolist() == [[0.15, 0.62], [0.5, 2], [11.5, 16]]
    assert corridor["low_kg"].is_monotonic_increasing
    assert (corridor["low_kg"] < corridor["high_kg"]).all()


def test_twins_end_at_their_own_total_and_have_no_range_when_there_is_none(base):
    assert weight_corridor(base, 165, 65, babies=2).iloc[-1].tolist() == [40, 17, 25]
    none = weight_corridor(base, 165, 48, 2)
    assert none["week"].tolist() == list(range(4, 41))
    assert none[["low_kg", "high_kg"]].isna().all(axis=None)
    assert total_range(base.rows["weight_gain"]["bmi_under_18"], 2) is None


def test_the_first_trimester_assumes_what_the_statement_says(base):
    text = base.rows["claims"]["add.24"]["text"]
    for row in base.rows["weight_gain"].values():
        assert f"{row['first_low_kg']:g} to {row['first_high_kg']:g} kg" in text


def test_every_row_has_a_source_and_the_bands_leave_no_gap(base):
    rows = sorted(base.rows["weight_gain"].values(), key=lambda row: row["number"])
    assert [row["bmi_from"] for row in rows[1:]] == [row["bmi_below"] for row in rows[:-1]]
    assert (rows[0]["bmi_from"], rows[-1]["bmi_below"]) == (None, None)
    assert all({"iom_2009", "acog_co548"} <= {*row["source_ids"]} for row in rows)
    assert all(row["total_low_kg"] < row["total_high_kg"] for row in rows)
    assert all(abs(row[f"total_{end}_kg"] / 0.45359237 - row[f"total_{end}_lb"]) < 0.5 for row in rows
               for end in ("low", "high"))  # fmt: skip


@pytest.mark.parametrize(("weight", "band"), BORDERS)
def test_a_band_starts_at_its_border_and_ends_just_below_the_next(base, weight, band):
    assert weight_band(base, HEIGHT, weight)["id"] == band


def test_a_border_is_a_border_at_every_height(base):
    for border, band in ((18.5, "bmi_18_to_25"), (25, "bmi_25_to_30"), (30, "bmi_30_up")):
        for height in range(130, 211):
            assert band_of(base, bmi(height, border * height * height / 10000))["id"] == band, (height, border)


def test_text_with_a_comma_is_a_number():
    assert bmi("165", "62,5") == bmi(165, 62.5) == pytest.approx(22.9568, abs=1e-4)


@pytest.mark.parametrize(("name", "value", "allowed"), [
    *(("height_cm", value, "100 to 250") for value in (65, 99.9, 250.1, 1.65, -165, 0, NAN, None, True, "abc", "", [])),
    *(("weight_kg", value, "25 to 300") for value in (24.9, 300.1, 0, -60, math.inf, None, False, "sixty", "1e2", {})),
])  # fmt: skip
def test_what_is_not_plausible_is_named_with_what_is_allowed(base, name, value, allowed):
    given: dict[str, Any] = {"height_cm": 165, "weight_kg": 62, name: value}
    with pytest.raises(ValueError, match=rf"{name}=.*{allowed}") as error:
        weight_corridor(base, **given)
    assert repr(value) in str(error.value)


@pytest.mark.parametrize(("height", "weight"), [(165, 200), (100, 80), (250, 30), (190, 40)])
def test_an_implausible_bmi_asks_whether_pounds_were_typed(base, height, weight):
    with pytest.raises(ValueError, match=rf"height_cm={height} with weight_kg={weight}.*12 to 70.*pounds.*inches"):
        weight_corridor(base, height, weight)
    assert fault(height, weight) == "bmi"


@pytest.mark.parametrize("babies", [0, 3, None, "2", True, 1.5])
def test_there_are_one_or_two_babies(base, babies):
    with pytest.raises(ValueError, match=r"babies=.*Allowed: 1 or 2"):
        weight_corridor(base, 165, 62, babies=babies)


def test_fault_tells_which_one_and_waits_for_what_is_not_given():
    assert [fault(65, 62), fault(165, 500), fault(165, 62), fault(None, 62), fault(165, None), fault(None, None)] == [
        "height", "weight", "", "", "", ""]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), [
    ("65", 65), ("65,5", 65.5), ("65.5", 65.5), (" 65,50 ", 65.5), ("65.", 65), (",5", 0.5), ("\u00a070", 70),
    ("", None), ("-65", None), ("65 kg", None), ("1e2", None), ("6 5", None), ("1,234.5", None), ("٦٥", None),
    ("NaN", None), (".", None), ("0x40", None), ("65\n", None), ("1234567", None),
])  # fmt: skip
def test_numbers_are_read_as_people_type_them(text, number):
    assert read_number(text) == number


def test_halves_go_up_as_in_the_browser():
    assert [rounded(0.25, 1), rounded(2.5, 0), rounded(-0.25, 1), rounded(-0.35, 1)] == [0.3, 3, -0.2, -0.3]


def test_the_names_are_there_for_everybody():
    assert kb.weight_corridor is weight_corridor
    assert kb.bmi is bmi
