"""The corridors of weight gain by BMI before pregnancy, week by week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb import KnowledgeBase
from kb.weight import FIRST_WEEK, LAST_WEEK, SPLIT_WEEK, gain_range
from widgets.charts.base import INK, PLUM, Chart
from widgets.weight_paper import amount, bands

NOW = 12
HIGHEST = 19  # kg
WEEKS = (FIRST_WEEK, NOW, SPLIT_WEEK, LAST_WEEK)
PLACES = {"x": (0.0, 0.54), "y": (0.58, 0.0)}  # of the four panels, as shares of the figure
PANEL = (0.46, 0.38)


def weight_corridors(base: KnowledgeBase) -> Chart:
    """The corridor for one baby in each row of weight_gain.csv: upper end solid, lower end dashed, week 12 marked."""
    import plotly.graph_objects as go

    rows = bands(base)
    found = {row["id"]: {week: gain_range(row, 1, week) or (0.0, 0.0) for week in WEEKS} for row in rows}
    figure = go.Figure([go.Scatter(**line) for number, row in enumerate(rows, 1) for line in _lines(base, row, number)])
    now, last = ([found[row["id"]][week] for row in rows] for week in (NOW, LAST_WEEK))
    words = {"low": amount(min(now)[0]), "high": amount(max(high for _, high in now))}
    ends = {"least": amount(min(low for low, _ in last)), "most": amount(max(high for _, high in last))}
    title = base.text("weight_chart_title").format(**words)
    figure.update_layout(_layout(base, title, rows))
    range_of = [f"{base.text('weight_chart_last').format(week=week)}" for week in (NOW, LAST_WEEK)]
    cells = [[" – ".join(map(amount, found[row["id"]][week])) for row in rows] for week in (NOW, LAST_WEEK)]
    table = pd.DataFrame({
        base.text("weight_bmi_before"): [row["title"] for row in rows], **dict(zip(range_of, cells, strict=True)),
    })  # fmt: skip
    return Chart(base, figure, base.text("weight_chart_sentence").format(**words, **ends), table)


def _lines(base: KnowledgeBase, row: Mapping[str, Any], panel: int) -> list[dict[str, Any]]:
    """The lower and the upper end, the space between them, and week 12, of one panel."""
    weeks = [week for week in WEEKS if week != NOW]
    low, high = zip(*(gain_range(row, 1, week) or (0.0, 0.0) for week in weeks), strict=True)
    axes = {"xaxis": f"x{panel}", "yaxis": f"y{panel}", "mode": "lines", "showlegend": panel == 1}
    names = {end: base.text(f"weight_chart_{end}") for end in ("upper", "lower", "week_12")}
    dotted = {"color": INK, "dash": "dot", "width": 2}
    return [
        {**axes, "x": weeks, "y": low, "name": names["lower"], "line": {"color": PLUM, "dash": "dash", "width": 2.5}},
        {**axes, "x": weeks, "y": high, "name": names["upper"], "line": {"color": PLUM, "width": 2.5},
         "fill": "tonexty", "fillcolor": "rgba(184,135,177,0.3)"},
        {**axes, "x": [NOW, NOW], "y": [0, HIGHEST], "name": names["week_12"], "line": dotted},
    ]  # fmt: skip


def _layout(base: KnowledgeBase, title: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Four small panels, two by two, with the same axes, each under its BMI."""
    (wide, high), looks = PANEL, dict[str, Any]()
    places = [(x, y) for y in PLACES["y"] for x in PLACES["x"]]
    axis = {"gridcolor": "#d8cfdb", "zeroline": False, "linecolor": INK}
    across = {**axis, "range": [FIRST_WEEK, LAST_WEEK], "tickvals": [4, 12, 20, 28, 36]}
    up = {**axis, "range": [0, HIGHEST], "tickvals": [0, 5, 10, 15]}
    words = base.text("weight_chart_x"), base.text("weight_chart_y")
    for number, (x, y) in enumerate(places, 1):
        named = {"text": "" if y else words[0]}, {"text": "" if x else words[1]}
        looks[f"xaxis{number}"] = {**across, "domain": [x, x + wide], "anchor": f"y{number}", "title": named[0]}
        looks[f"yaxis{number}"] = {**up, "domain": [y, y + high], "anchor": f"x{number}", "title": named[1]}
    titles = [
        {"text": f"<b>{row['title']}</b>", "xref": "paper", "yref": "paper", "x": x, "y": y + high, "xanchor": "left",
         "yanchor": "bottom", "showarrow": False}
        for row, (x, y) in zip(rows, places, strict=True)
    ]  # fmt: skip
    return {
        "title": {"text": title, "y": 0.97, "yanchor": "top"},
        "template": "none",
        "height": 560,
        "autosize": True,
        "margin": {"l": 60, "r": 20, "t": 110, "b": 60},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 15, "color": INK},
        "legend": {"orientation": "h", "y": 1.06, "yanchor": "bottom", "traceorder": "normal"},
        "annotations": titles,
        **looks,
    }
