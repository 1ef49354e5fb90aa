"""The README shows every section, as the table of sections has it."""

from __future__ import annotations

import pytest
from conftest import ROOT

import kb
from tests.gallery import PICTURES, listing, sections

README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 150_000


def test_the_readme_lists_the_sections_as_the_table_has_them(base):
    assert listing(base) in README, "run: make gallery"


@pytest.mark.parametrize("name", [row["notebook"] for row in sections(kb.load())])
def test_every_section_has_its_picture(name):
    picture = (PICTURES / f"{name}.jpg").read_bytes()
    assert picture.startswith(b"\xff\xd8\xff")
    assert 10_000 < len(picture) < MOST_BYTES


def test_no_picture_is_left_over(base):
    assert {file.stem for file in PICTURES.iterdir()} == {row["notebook"] for row in sections(base)}
