"""The class settings: one small file, read with mercy for what people write and with plain words for what cannot be."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kb
from kb.classroom import Classroom, ClassroomError, load
from widgets import ClassHeader

SHIPPED = Path(__file__).parent.parent / "notebooks" / "class.toml"
TABLES = {"class": ("name", "clinic"), "phones": ("emergency", "maternity_team", "out_of_hours"),
          "place": ("region", "language")}  # fmt: skip


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
