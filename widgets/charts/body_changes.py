"""Which changes of the body belong to which weeks, with week 12 marked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kb import KnowledgeBase
from kb.body_changes import NOT_SHOWN, WEEK
from widgets.charts.base import INK, PALE, PLUM, WHITE, Chart, layout

LOOKS = {"may": (PLUM, {}), "early": (PALE, {"shape": "/"}), "not_shown": (WHITE, {"shape": ".", "fgcolor": INK})}


def changes_by_week(base: KnowledgeBase) -> Chart:
    """From which week to which week each change is usually met; bars at the left edge have no exact first week.

    A change with a link that has no good evidence is drawn as not shown, whatever its weeks.
    """
    import plotly.graph_objects as go

    rows = sorted(base.rows["body_changes"].values(), key=lambda row: row["number"])
    kinds = [_kind(row) for row in rows]
    names = {kind: base.text(f"explore_chart_{kind}") for kind in LOOKS}
    bars = [
        go.Bar(
            y=[row["title"] for row in rows],
            x=[
                row["to_week"] - row["from_week"] + 1 if own == kind else None
                for row, own in zip(rows, kinds, strict=True)
            ],
            base=[row["from_week"] for row in rows],
            name=names[kind],
            orientation="h",
            marker={"color": colour, "line": {"color": INK, "width": 1}, "pattern": pattern},
        )
        for kind, (colour, pattern) in LOOKS.items()
    ]
    counts = {kind: kinds.count(kind) for kind in LOOKS}
    sentence = base.text("explore_chart_sentence").format(total=len(rows), **counts)
    headings = [base.text(f"explore_{name}") for name in ("change", "weeks", "chart_week")]
    cells = ([row["title"] for row in rows], [row["weeks_text"] for row in rows], [names[kind] for kind in kinds])
    table = pd.DataFrame(dict(zip(headings, cells, strict=True)))
    return Chart(base, go.Figure(bars, _weeks(base, len(rows))), sentence, table)


def _kind(row: Any) -> str:
    if NOT_SHOWN in (row["effect_stance"], row["feel_stance"]):
        return "not_shown"
    return "early" if row["from_week"] > WEEK else "may"


def _weeks(base: KnowledgeBase, rows: int) -> dict[str, Any]:
    """Weeks from left to right, and a line where week 12 is."""
    looks = layout(base.text("explore_chart_title"), base.text("explore_axis"))
    week = {"text": base.text("explore_chart_week"), "x": WEEK + 0.5, "y": -0.09, "yref": "paper", "showarrow": False}
    return {
        **looks,
        "barmode": "overlay",
        "height": 210 + 40 * rows,
        "margin": {"l": 250, "r": 20, "t": 120, "b": 84},
        "font": {**looks["font"], "size": 14},
        "xaxis": {**looks["xaxis"], "range": [4, 41], "tickvals": [4, 8, 16, 20, 24, 28, 32, 36, 40]},
        "shapes": [_line(WHITE, 8), _line(INK, 3)],  # a light edge, so that it stands out on dark bars too
        "annotations": [{**week, "yanchor": "top", "font": {"color": INK}}],
    }


def _line(colour: str, width: int) -> dict[str, Any]:
    place = WEEK + 0.5
    looks = {"color": colour, "width": width}
    return {"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper", "line": looks}
