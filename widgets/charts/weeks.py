"""How plasma and low back pain go through pregnancy, with how sure each figure is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kb import KnowledgeBase
from kb.weeks import Period, periods
from widgets.charts.base import INK, PLUM, Chart

BLUE = "#1f5f99"
LOOKS = {"plasma": (PLUM, "circle", 1), "back_pain": (BLUE, "square", 2)}  # colour, symbol, panel
TWELVE = 12


def plasma_and_back_pain(base: KnowledgeBase) -> Chart:
    """Plasma volume and how common low back pain is, by band of weeks, with 95% intervals and week 12 marked.

    Raises:
        ValueError: when the tables have no figure for one of the two.
    """
    import plotly.graph_objects as go

    found = {name: [p for p in periods(base, *_columns(name)) if p.values[0] is not None] for name in LOOKS}
    if not all(found.values()):
        raise ValueError(f"no figures for: {', '.join(name for name in found if not found[name])}. See weeks.csv.")
    title = base.text("week_chart_title")
    figure = go.Figure([_points(go, base, name, some) for name, some in found.items()], _layout(base, title))
    sentence = base.text("week_chart_sentence").format(
        **_numbers(base, "plasma", found), **_numbers(base, "back", found)
    )
    lines = [(name, period) for name, some in found.items() for period in some]
    table = pd.DataFrame({
        base.text("week_chart_what"): [base.text(f"week_{name}_label") for name, _ in lines],
        base.text("week_weeks"): [_weeks(base, period) for _, period in lines],
        base.text("week_chart_figure"): [f"{period.values[0]:g}%" for _, period in lines],
        base.text("week_chart_range"): [_range(base, period) for _, period in lines],
        base.text("week_chart_source"): [base.text(f"week_chart_source_{name}") for name, _ in lines],
    })  # fmt: skip
    return Chart(base, figure, sentence, table)


def _columns(name: str) -> tuple[str, str, str]:
    return f"{name}_pct", f"{name}_low_pct", f"{name}_high_pct"


def _weeks(base: KnowledgeBase, period: Period) -> str:
    return base.text("week_from_to").format(first=period.first, last=period.last)


def _range(base: KnowledgeBase, period: Period) -> str:
    return base.text("week_from_to").format(first=f"{period.values[1]:g}%", last=f"{period.values[2]:g}%")


def _numbers(base: KnowledgeBase, name: str, found: dict[str, list[Period]]) -> dict[str, str]:
    """The first and the last figure with their ranges, for the sentence."""
    some = found["plasma" if name == "plasma" else "back_pain"]
    return {
        f"{name}_{place}_{part}": f"{number:g}%"
        for place, period in (("first", some[0]), ("last", some[-1]))
        for part, number in zip(("pct", "low", "high"), period.values, strict=True)
    } | {f"{name}_last_weeks": _weeks(base, some[-1])}


def _points(go: Any, base: KnowledgeBase, name: str, some: list[Period]) -> Any:
    """One point a band: as wide as its weeks, as high as its interval."""
    colour, symbol, panel = LOOKS[name]
    values = [period.values[0] for period in some]
    bar = {"color": colour, "thickness": 2.5}
    return go.Scatter(
        x=[(period.first + period.last + 1) / 2 for period in some],
        y=values,
        name=base.text(f"week_{name}_label"),
        mode="markers+text",
        text=[f"{value:g}%" for value in values],
        textposition="top right",
        marker={"color": colour, "symbol": symbol, "size": 12, "line": {"color": INK, "width": 1}},
        error_x={"array": [(period.last + 1 - period.first) / 2 for period in some], **bar, "width": 0},
        error_y={
            "array": [period.values[2] - period.values[0] for period in some],
            "arrayminus": [period.values[0] - period.values[1] for period in some],
            **bar,
            "width": 7,
        },
        yaxis=f"y{panel}" if panel > 1 else "y",
        showlegend=False,
    )


def _layout(base: KnowledgeBase, title: str) -> dict[str, Any]:
    """Two panels over the same weeks, on white, with week 12 marked through both."""
    side = {"rangemode": "tozero", "gridcolor": "#d8cfdb", "range": [0, 64], "dtick": 20, "ticksuffix": "%"}
    heading = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    week = {"type": "rect", "x0": TWELVE, "x1": TWELVE + 1, "yref": "paper", "layer": "below"}
    week |= {"fillcolor": "#e3cce0", "line": {"width": 0}}
    panels = ((0.56, 1.0, "plasma"), (0.0, 0.44, "back_pain"))
    return {
        "title": {"text": title},
        "template": "none",
        "height": 560,
        "autosize": True,
        "margin": {"l": 64, "r": 24, "t": 96, "b": 64},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 15, "color": INK},
        "xaxis": {
            "title": {"text": base.text("week_chart_axis"), "font": {"size": 15}},
            "range": [3.5, 42],
            "tickvals": [4, 8, 12, 16, 20, 24, 28, 32, 36, 40],
            "gridcolor": "#ece6ee",
            "zeroline": False,
            "anchor": "y2",
        },
        "yaxis": {**side, "domain": panels[0][:2]},
        "yaxis2": {**side, "domain": panels[1][:2]},
        "shapes": [{**week, "y0": bottom, "y1": top} for bottom, top, _ in panels],
        "annotations": [
            *({**heading, "y": top, "text": f"<b>{base.text(f'week_chart_{name}')}</b>"} for _, top, name in panels),
            *({"x": TWELVE + 0.5, "y": 52, "yref": axis, "text": base.text("week_twelve"), "showarrow": False,
               "xanchor": "left", "xshift": 10} for axis in ("y", "y2")),
        ],
    }  # fmt: skip
