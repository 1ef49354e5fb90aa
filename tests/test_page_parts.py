"""What makes pages small loses nothing: styles that stand open, drawings without ballast, state that is told once."""

from __future__ import annotations

import pytest
from small_notebooks import soup, unpacked

from handouts.charts.drawings import tidy
from handouts.charts.figures import WALL_LETTERS, WALL_WIDTH, for_a_wall
from handouts.frame import framed, packed
from handouts.models import Page
from handouts.styles import closed, needed, tight

MARKUP = '<p class="seen also" data-place="1">x</p>'


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red;}",
        ".seen{color:red;}",
        ".gone, .seen > p{color:red;}",
        ".seen:not(.gone){color:red;}",
        ":is(.gone, .other) p{color:red;}",
        "[data-place]{color:red;}",
        ".seen[data-place='}']{color:red;}",
        "@media print{.seen{color:red;}}",
        "@font-face{font-family:x;}",
        ".seen\\:on{color:red;}",
        ".seen::after{content:\"} .gone {\";}",
    ],
)  # fmt: skip
def test_a_rule_that_may_apply_stands_open(rule: str):
    assert needed(rule, MARKUP) == rule


@pytest.mark.parametrize(
    "rule", [".gone{color:red;}", ".seen .gone{}", "[data-gone] p{}", "@media print{.gone{}}", ".seen.gone{}"]
)
def test_a_rule_for_what_no_markup_has_does_not(rule: str):
    assert needed(f"p{{top:0;}}{rule}p{{left:0;}}", MARKUP) == "p{top:0;}p{left:0;}"


def test_properties_stand_open_if_anything_uses_them():
    sheet = ".seen{--a:var(--b);--b:1px;--c:2px;--d:var(--c);--e:3px;top:var(--a);}"
    assert needed(sheet, MARKUP) == ".seen{--a:var(--b);--b:1px;top:var(--a);}"
    assert "--e:3px" in needed(sheet, MARKUP + '<p style="left:var(--e)">')


def test_a_sheet_that_is_cut_off_hurts_no_other():
    assert closed("@media print{p{top:0;") == "@media print{p{top:0;}}"
    assert closed("p::after{content:'{';}") == "p::after{content:'{';}"


def test_a_tight_sheet_keeps_what_a_space_means():
    assert tight("/* x */ .a > .b :focus { margin: 0 1px, 2px; }\n") == ".a>.b :focus{margin:0 1px,2px}"


def test_the_whole_style_comes_with_the_scripts_and_the_open_one_is_shorter():
    page = framed("index.html", ".gone{top:0;}h1{left:0;}", {}, title="T", day="", entries=[], language="en")
    assert soup(page).style.get_text().strip() == "h1{left:0;}"
    whole = framed("page.html", ".gone{top:0;}h1{left:0;}", Page({}).live(str), **EMPTY)
    assert unpacked(whole)["style"] == ".gone{top:0;}h1{left:0;}"


EMPTY = {"title": "T", "language": "en", "headings": [], "parted": False, "header": "", "own_page": "", "body": "",
         "footer": ""}  # fmt: skip


@pytest.mark.parametrize("length", range(9))
def test_no_tag_can_start_in_what_is_packed(length: int):
    text = packed({"x": "<" * length})
    assert "<" not in text
    page = f'<script id="handout-state">{text}</script>'
    assert unpacked(page)["x"] == "<" * length


def test_what_two_widgets_know_is_told_once_and_comes_back_for_both():
    knowledge = {"words": {"long": ["word"] * 400, "short": 1}}
    model = {"model_name": "M", "state": {"knowledge": knowledge, "name": "x"}}
    other = {"model_name": "M", "state": {"words": knowledge["words"], "knowledge": knowledge}}
    page = Page({"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": model, "b": other}}}})
    for one in "ab":
        page._keep(one, "here")
    live = page.live(str)
    assert len(packed(live)) < 600
    found = unpacked(f'<script id="handout-state">{packed(live)}</script>')["models"]
    assert [found["w1"]["state"]["words"], found["w1"]["state"]["knowledge"]] == [knowledge["words"], knowledge]


SVG = (
    '<?xml?><svg class="main" xmlns="http://www.w3.org/2000/svg" width="720" height="360" viewBox="0 0 720 360">'
    '<defs id="defs-abc123"><clipPath id="clipabc123x"><rect width="1" height="1"/></clipPath>'
    '<clipPath id="clipabc123y"><rect width="2" height="2"/></clipPath></defs><g><g class="a"></g><path d="M0,0"/></g>'
    '<g clip-path="url(#clipabc123y)"><text x="0" y="12.3456" style="font-size: 13px; fill: rgb(255, 255, 255);">A</text>'  # noqa: E501
    '<rect width="3" height="3" style="fill: rgb(0, 0, 0); fill-opacity: 0;"/><rect width="4" height="4" opacity="0"/>'
    '<rect width="5" height="5" fill-opacity="0" stroke="#444"/></g></svg>'
)


def test_a_drawing_loses_what_nobody_sees_and_nothing_else():
    short = tidy(SVG, "007")
    assert short == (
        '<svg font-size="13" viewBox="0 0 720 360"><defs id="defs-fig007"><clipPath id="clipfig007y"><rect width="2"'
        ' height="2"/></clipPath></defs><g clip-path="url(#clipfig007y)"><text y="12.35" fill="#fff">A</text>'
        '<rect width="4" height="4" opacity="0"/><rect width="5" height="5" fill-opacity="0" stroke="#444"/></g></svg>'
    )


def test_a_figure_for_a_wall_has_large_letters_and_leaves_the_first_as_it_was():
    figure = {"data": [{"type": "bar", "textfont": {"size": 9}}], "layout": {"font": {"size": 14}, "height": 300}}
    wall = for_a_wall(figure)
    assert (wall["layout"]["font"]["size"], wall["layout"]["width"]) == (WALL_LETTERS, WALL_WIDTH)
    assert wall["data"][0]["textfont"]["size"] == WALL_LETTERS
    assert figure["layout"] == {"font": {"size": 14}, "height": 300}
