"""The class settings: one small file, read with mercy for what people write and with plain words for what cannot be."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT
from small_notebooks import soup, words

import kb
import widgets
from kb import evening
from kb.classroom import Classroom, ClassroomError, load
from widgets import ClassHeader, WeightRange

SHIPPED = Path(__file__).parent.parent / "notebooks" / "class.toml"
TABLES = {"class": ("name", "clinic", "date"), "phones": ("emergency", "maternity_team", "out_of_hours"),
          "place": ("region", "language", "units"), "evening": ("sections", "leave_out")}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    file = folder / "our_class.toml"
    file.write_text(text, encoding="utf-8")
    return file


def fault(file: Path) -> str:
    with pytest.raises(ClassroomError) as caught:
        load(file)
    return str(caught.value)


def test_the_shipped_file_is_blank_and_holds_every_setting() -> None:
    room = load(SHIPPED)
    assert room == Classroom()
    assert (room.class_name, room.clinic_name, room.region, room.language) == ("", "", "other", "en")
    assert set(room.phones.values()) == {""}
    text = SHIPPED.read_text(encoding="utf-8")
    found = re.findall(r"^\[(\w+)\]|^(\w+) =", text, re.MULTILINE)
    assert [table or key for table, key in found] == [word for table, keys in TABLES.items() for word in (table, *keys)]


def test_every_setting_of_the_shipped_file_has_a_comment_line_above_it() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    settings = [number for number, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    assert settings
    assert all(re.match(r"# \w", lines[number - 1]) for number in settings)


def test_the_comment_on_regions_names_all_of_them(base: kb.KnowledgeBase) -> None:
    comment = next(
        line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("# Your region")
    )
    assert set(base.rows["regions"]) <= set(re.findall(r"\w+", comment))


def test_without_the_default_file_all_is_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Classroom()
    (tmp_path / "class.toml").write_text('[class]\nname = "Tuesday class"\n', encoding="utf-8")
    assert load().class_name == "Tuesday class"


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"mine\.toml"):
        load(tmp_path / "mine.toml")


FAULTS = {
    "an unknown table": ("[room]\nname = 'x'", "[room]", ("[class]", "[phones]", "[place]")),
    "a setting outside all tables": ("name = 'x'", "name", ("[class]", "[phones]", "[place]")),
    "an unknown key": ("[class]\ntitle = 'x'", "table [class], key title", ("name, clinic",)),
    "a key of another table": ("[phones]\nregion = 'uk'", "table [phones], key region", TABLES["phones"]),
    "a number": ("[phones]\nemergency = 112", "table [phones], key emergency: found 112", ("quotation marks", '"112"')),
    "true": ("[class]\nname = true", "table [class], key name: found ", ("text in quotation marks",)),
    "a list": ("[class]\nname = ['a', 'b']", "table [class], key name: found ['a', 'b']", ("text in quotation marks",)),
    "a date": ("[class]\nname = 2026-11-22", "table [class], key name: found ", ("text in quotation marks",)),
    "an unknown region": ("[place]\nregion = 'UK'", "table [place], key region: found “UK”", ("us, ", "other")),
    "an unknown language": ("[place]\nlanguage = 'fr'", "table [place], key language: found “fr”", ("en",)),
    "two lines": ("[class]\nname = 'a'\nclinic = \"b\\nc\"", "key clinic: found more than one line", ("one line",)),
    "two lines of another kind": ('[class]\nclinic = "b\\rc"', "key clinic: found more than one line", ("one line",)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "allowed"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_table_key_and_what_is_allowed(
    tmp_path: Path, text: str, place: str, allowed: tuple[str, ...]
) -> None:
    told = fault(written(tmp_path, text))
    assert "our_class.toml" in told
    assert place in told
    assert all(word in told.partition("Allowed: ")[2] for word in allowed), told


NO_PHONES = ["ask Anna", "javascript:alert(1)", "999 or 112", "<b>1</b>", "+", "(", "٩٩٩", "12x", "1\t2"]
PHONES = ["112", "+44 20 7946 0018", "(555) 010-0100", "555.0100", "0800/123 45", "555-0100 ext. 12", "5550100x3"]


@pytest.mark.parametrize("number", NO_PHONES)
def test_what_is_no_phone_number_is_told(tmp_path: Path, number: str) -> None:
    told = fault(written(tmp_path, f'[phones]\nout_of_hours = "{number}"'))
    assert f"our_class.toml, table [phones], key out_of_hours: found “{number}”. Allowed: a phone number" in told


@pytest.mark.parametrize("number", PHONES)
def test_numbers_as_people_write_them_are_kept(tmp_path: Path, number: str) -> None:
    assert load(written(tmp_path, f'[phones]\nmaternity_team = " {number} "')).phones["maternity_team"] == number


@pytest.mark.parametrize("text", ["class = 'Tuesday'", "class = 5", "[[class]]\nname = 'x'"])
def test_a_table_that_is_no_table_is_not_called_unknown(tmp_path: Path, text: str) -> None:
    told = fault(written(tmp_path, text))
    assert "[class]" in told
    assert "not known" not in told


@pytest.mark.parametrize(
    "text", ['[class]\nname = "a', "[class]\nname = Anna", '[class]\nname = "a" b', "[class]\nname"]
)
def test_a_slip_of_the_pen_is_told_with_its_line_and_how_to_write_it(tmp_path: Path, text: str) -> None:
    told = fault(written(tmp_path, text + "\n"))
    assert "our_class.toml" in told
    assert "line 2" in told
    assert 'key = "text"' in told


def test_letters_that_are_not_utf_8_are_told(tmp_path: Path) -> None:
    file = tmp_path / "our_class.toml"
    file.write_bytes('[class]\nname = "Zoë"'.encode("latin-1"))
    told = fault(file)
    assert "our_class.toml" in told
    assert "UTF-8" in told


def test_a_bom_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    file = tmp_path / "our_class.toml"
    file.write_bytes(b"\xef\xbb\xbf" + '[class]\r\nname = "Zoë"\r\n'.encode())
    assert load(file).class_name == "Zoë"


def test_all_faults_come_in_one_error_each_on_its_line(tmp_path: Path) -> None:
    text = "[room]\n[class]\ntitle = 'x'\nname = 3\n[phones]\nemergency = 'ask'\n[place]\nregion = 'mars'"
    first, *lines = fault(written(tmp_path, text)).splitlines()
    assert first == "The class settings were not loaded."
    assert len(lines) == 5
    for line, place in zip(lines, ("[room]", "key title", "key name", "key emergency", "key region"), strict=True):
        assert place in line


def test_empty_settings_are_the_same_as_none(tmp_path: Path) -> None:
    text = "".join(f"[{table}]\n" + "".join(f"{key} = '  '\n" for key in keys) for table, keys in TABLES.items())
    assert load(written(tmp_path, text)) == load(written(tmp_path, "")) == Classroom()


@pytest.mark.parametrize("region", ["us", "uk", "au", "ca", "ie", "in", "nz", "za", "other"])
def test_a_region_fills_in_only_the_numbers_that_are_sourced(
    tmp_path: Path, base: kb.KnowledgeBase, region: str
) -> None:
    numbers = load(written(tmp_path, f"[place]\nregion = '{region}'")).numbers(base)
    emergency, advice = {"us": ("911", ""), "uk": ("999", "111")}.get(region, ("", ""))
    assert numbers == {"emergency": emergency, "maternity_team": "", "out_of_hours": "", "advice_line": advice}


def test_an_own_emergency_number_wins_over_that_of_the_region(tmp_path: Path, base: kb.KnowledgeBase) -> None:
    room = load(written(tmp_path, "[phones]\nemergency = '112'\n[place]\nregion = 'uk'"))
    assert room.numbers(base)["emergency"] == "112"
    assert room.numbers(base)["advice_line"] == "111"
    assert room.phones["emergency"] == "112"


HOSTILE = ["<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "${x} `y`",
           "Zoë’s \"best\" & 'only'", "🤰🏽👶", "قابلة سارة", "\u202eright to left"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_also_on_the_card(tmp_path: Path, base: kb.KnowledgeBase, name: str) -> None:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    room = load(written(tmp_path, f'[class]\nname = "{escaped}"\nclinic = "{escaped}"'))
    assert (room.class_name, room.clinic_name) == (name, name)
    texts: list[str] = []
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_data = texts.append  # type: ignore[method-assign]
    reader.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    reader.feed(ClassHeader(base, classroom=room).html)
    assert texts.count(name) == 2
    assert not {"script", "img"} & set(tags)


def in_order(base: kb.KnowledgeBase) -> list[str]:
    return sorted(base.rows["sections"], key=lambda key: base.rows["sections"][key]["number"])


def test_the_comments_on_the_evening_are_those_of_the_table(base: kb.KnowledgeBase) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    listed = re.search(r"in this order:\n((?:#.*\n)+?)sections =", text)
    assert listed
    assert re.findall(r"\w+", listed[1]) == in_order(base)
    minutes = re.findall(r"^# (\w+) = (\d+)$", text.partition("[evening.minutes]")[2], re.MULTILINE)
    assert minutes
    assert all(base.rows["sections"][key]["minutes"] == int(number) for key, number in minutes)


def test_the_lines_on_minutes_work_once_their_sign_is_taken_away(tmp_path: Path) -> None:
    head, heading, rest = SHIPPED.read_text(encoding="utf-8").partition("[evening.minutes]")
    assert load(written(tmp_path, head + heading + rest.replace("# ", ""))).minutes == {
        "warning_signs": 25,
        "relief": 20,
    }


@pytest.mark.parametrize("given", ["2026-11-22", '"2026-11-22"', '" 2026-11-22 "'])
def test_a_day_is_a_date_or_text_and_stands_in_the_head(tmp_path: Path, base: kb.KnowledgeBase, given: str) -> None:
    room = load(written(tmp_path, f"[class]\ndate = {given}"))
    assert room.date == date(2026, 11, 22)
    assert room.day(base) == "22 November 2026"
    assert "<dd>22 November 2026</dd>" in ClassHeader(base, classroom=room).html


def test_without_a_day_the_head_has_a_line(base: kb.KnowledgeBase) -> None:
    assert Classroom().day(base) == ""
    assert ClassHeader(base).html.count("<dd>&nbsp;</dd>") == 4


def test_every_month_has_its_word(base: kb.KnowledgeBase) -> None:
    said = [Classroom(date=date(2026, month, 1)).day(base).split()[1][:3].lower() for month in range(1, 13)]
    assert said == ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@pytest.mark.parametrize(
    "given", ['"2026-02-30"', '"22.11.2026"', '"tomorrow"', "20261122", "2026-11-22T19:00:00", "19:00:00", "true", "[]"]
)
def test_what_is_no_day_is_told(tmp_path: Path, given: str) -> None:
    told = fault(written(tmp_path, f"[class]\ndate = {given}"))
    assert "our_class.toml, table [class], key date: found “" in told
    assert 'such as "2026-11-22"' in told.partition("Allowed: ")[2]


@pytest.mark.parametrize(("units", "region", "shown"), [
    ("", "us", "imperial"), ("", "uk", "metric"), ("metric", "us", "metric"), ("imperial", "uk", "imperial"),
])  # fmt: skip
def test_weights_are_first_shown_in_the_units_of_the_class(
    tmp_path: Path, base: kb.KnowledgeBase, units: str, region: str, shown: str
) -> None:
    room = load(written(tmp_path, f"[place]\nregion = '{region}'\nunits = '{units}'"))
    assert WeightRange(base, classroom=room).units == shown


def test_unknown_units_are_told(tmp_path: Path) -> None:
    told = fault(written(tmp_path, "[place]\nunits = 'kg'"))
    assert "table [place], key units: found “kg”. Allowed: metric, imperial." in told


def test_without_a_choice_the_evening_has_all_sections_in_their_order(base: kb.KnowledgeBase) -> None:
    held = Classroom().evening(base)
    assert [row["id"] for row, _ in held] == in_order(base)
    assert all(minutes == row["minutes"] for row, minutes in held)


EVENING = "[evening]\nsections = ['relief', 'takeaways', 'warning_signs']\nleave_out = ['takeaways']\n"


def test_the_evening_has_the_chosen_sections_in_the_chosen_order_with_their_minutes(
    tmp_path: Path, base: kb.KnowledgeBase
) -> None:
    room = load(written(tmp_path, EVENING + "[evening.minutes]\nrelief = 5"))
    assert [(row["id"], minutes) for row, minutes in room.evening(base)] == [("relief", 5), ("warning_signs", 25)]


def test_what_is_left_out_is_left_out_of_all(tmp_path: Path, base: kb.KnowledgeBase) -> None:
    room = load(written(tmp_path, "[evening]\nleave_out = ['weight', 'causes']"))
    held = [row["id"] for row, _ in room.evening(base)]
    assert held == [key for key in in_order(base) if key not in ("weight", "causes")]


@pytest.mark.parametrize("key", ["sections", "leave_out"])
@pytest.mark.parametrize(("found", "meant"), [
    ("'relif'", "relief"), ("'04_relief'", "relief"), ("4", "relief"), ("'Warning Signs'", "warning_signs"),
    ("'What eases it'", "relief"), ("'round ligament'", "round_ligament_or_other"),
])  # fmt: skip
def test_what_is_no_section_is_told_with_the_nearest_one(tmp_path: Path, key: str, found: str, meant: str) -> None:
    told = fault(written(tmp_path, f"[evening]\n{key} = [{found}]"))
    place = f"our_class.toml, table [evening], key {key}: found “{found.strip(chr(39))}”, which is no section."
    assert place in told
    assert f"Did you mean “{meant}”?" in told


def test_what_is_near_to_nothing_gets_the_whole_list(tmp_path: Path, base: kb.KnowledgeBase) -> None:
    told = fault(written(tmp_path, "[evening]\nsections = ['xyzzy']"))
    assert "Did you mean" not in told
    assert told.partition("Allowed: ")[2] == ", ".join(in_order(base)) + "."


EVENING_FAULTS = {
    "text": ("sections = 'relief'", "key sections: found 'relief'", 'such as ["warning_signs", "relief"]'),
    "a number": ("leave_out = 3", "key leave_out: found 3", "list in square brackets"),
    "twice": ("sections = ['relief', 'relief']", "key sections: “relief” stands more than once", "each section once"),
    "one number for all": ("minutes = 15", "key minutes: found 15", "[evening.minutes]"),
    "no minutes": ("minutes.relief = 0", "key minutes: found relief = 0", "from 1 to 120"),
    "too many": ("minutes.relief = 121", "key minutes: found relief = 121", "from 1 to 120"),
    "half": ("minutes.relief = 7.5", "key minutes: found relief = 7.5", "whole number"),
    "yes": ("minutes.relief = true", "key minutes: found relief = True", "whole number"),
    "in quotation marks": ("minutes.relief = '15'", "key minutes: found relief = '15'", "without quotation marks"),
    "of no section": ("minutes.relif = 15", "key minutes: found “relif”, which is no section", "relief"),
    "a new key": ("chapters = []", "key chapters: this key is not known", "sections, leave_out, minutes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "allowed"), EVENING_FAULTS.values(), ids=EVENING_FAULTS)
def test_a_fault_in_the_evening_is_told(tmp_path: Path, text: str, place: str, allowed: str) -> None:
    told = fault(written(tmp_path, f"[evening]\n{text}"))
    assert f"our_class.toml, table [evening], {place}" in told
    assert allowed in told.partition("Allowed: ")[2]


@pytest.mark.parametrize(
    ("settings", "held"),
    [
        ("sections = ['relief', 'sleep']", ["warning_signs", "relief", "sleep"]),
        ("sections = ['relief', 'warning_signs']\nleave_out = ['warning_signs']", ["relief", "warning_signs"]),
        ("sections = ['relief']\nleave_out = ['relief']", ["warning_signs"]),
    ],
)
def test_the_warning_signs_are_part_of_every_evening(
    tmp_path: Path, base: kb.KnowledgeBase, settings: str, held: list[str]
) -> None:
    room = load(written(tmp_path, f"[evening]\n{settings}"))
    assert [row["id"] for row, _ in room.evening(base)] == held


def test_all_faults_of_an_evening_come_at_once(tmp_path: Path) -> None:
    text = "[evening]\nsections = ['a', 'relief', 'relief']\nleave_out = 1\n[evening.minutes]\nrelief = 0\nx = 999"
    assert len(fault(written(tmp_path, text)).splitlines()) == 1 + 2 + 1 + 3


class TestThePlan:
    """`python -m kb.evening`: what crosses to whoever makes the pages."""

    def test_it_names_title_day_and_notebooks_with_minutes(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        named = "[class]\nname = 'Zoë’s \"class\"'\ndate = 2026-11-22\n"
        assert evening.main([str(written(tmp_path, named + EVENING))]) == 0
        said = capsys.readouterr()
        assert json.loads(said.out) == {
            "title": 'Zoë’s "class"',
            "date": "22 November 2026",
            "sections": [{"notebook": "04_relief", "minutes": 20}, {"notebook": "03_warning_signs", "minutes": 25}],
            "alone": {"call_card": "13_takeaways"},
        }
        assert said.err == "sections: 2, minutes: 45\n"

    def test_without_a_name_it_has_the_name_of_the_class_as_shipped(
        self, base: kb.KnowledgeBase, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert evening.main([str(SHIPPED)]) == 0
        plan = json.loads(capsys.readouterr().out)
        assert (plan["title"], plan["date"]) == (base.text("evening_title"), "")
        notebooks = [one["notebook"] for one in plan["sections"]]
        assert notebooks == [base.rows["sections"][key]["notebook"] for key in in_order(base)]
        assert all((SHIPPED.parent / f"{name}.ipynb").exists() for name in [*notebooks, *plan["alone"].values()])

    @pytest.mark.parametrize("given", [["missing.toml"], [], ["-h"], ["one", "two"], ["broken"]])
    def test_a_fault_prints_no_plan(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str]) -> None:
        broken = str(written(tmp_path, "[evening]\nsections = ['relif']"))
        assert evening.main([broken if one == "broken" else one for one in given]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert {"missing.toml": "missing.toml", "broken": "Did you mean “relief”?"}.get(
            "".join(given), "usage"
        ) in said.err


def test_a_section_and_the_map_say_the_minutes_of_this_class(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    room = load(written(tmp_path, "[evening.minutes]\nrelief = 7"))
    goals = soup(widgets.SectionGoals(base, "relief", classroom=room).html)
    assert words(goals.p) == base.text("goals_lead").format(minutes=7)
    assert tuple(map(words, goals.select("li"))) == base.rows["sections"]["relief"]["goals"]
    shipped = base.rows["sections"]["relief"]["minutes"]
    assert words(soup(widgets.SectionGoals(base, "relief").html).p) == base.text("goals_lead").format(minutes=shipped)
    for classroom, minutes in ((room, 7), (None, shipped)):
        rows = soup(widgets.SectionMap(base, ROOT / "notebooks", classroom=classroom).html).select("tbody tr")
        said = {words(row.a): words(row.td) for row in rows}
        assert said[base.rows["sections"]["relief"]["title"]] == str(minutes)


def test_an_unknown_section_is_told_with_those_that_are_known(base: kb.KnowledgeBase) -> None:
    with pytest.raises(ValueError, match=r"unknown section “knees”\. Allowed: .*relief"):
        widgets.SectionGoals(base, "knees")
