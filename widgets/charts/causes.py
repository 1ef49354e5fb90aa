"""Which signs and places go with which condition."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kb import KnowledgeBase
from widgets.charts.base import INK, PLUM, WHITE, Chart, layout

SOME = "#e3cce0"
STEPS = [[0, WHITE], [0.33, WHITE], [0.33, SOME], [0.67, SOME], [0.67, PLUM], [1, PLUM]]
ROW_HEIGHT = 26  # px


def conditions_by_feature(base: KnowledgeBase) -> Chart:
    """Which signs and places go with which condition, most urgent first; a cell says “yes”, “may” or nothing."""
    import plotly.graph_objects as go

    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    rows = sorted(base.rows["conditions"].values(), key=lambda row: (rank[row["level"]], row["name"]))
    signs = ("bleeding", "urinary", "fever")
    places = ("belly_middle", "one_side", "groin_or_hip", "low_back", "flank", "leg", "shoulder_or_chest", "anywhere")
    found = [[*(row[sign] for sign in signs), *("yes" if p in row["where"] else "no" for p in places)] for row in rows]
    names = [base.text(f"cause_{sign}") for sign in signs] + [base.text(f"cause_where_{place}") for place in places]
    words = {word: base.text(f"cause_chart_{word}") for word in ("no", "may", "yes")}
    shown = go.Heatmap(
        x=names,
        y=[f"{base.rows['levels'][row['level']]['word']}: {row['name'].partition(' (')[0]}" for row in rows],
        z=[[list(words).index(word) for word in line] for line in found],
        text=[["" if word == "no" else words[word] for word in line] for line in found],
        texttemplate="%{text}",
        colorscale=STEPS,
        zmin=0,
        zmax=2,
        showscale=False,
    )
    counts = {sign: sum(row[sign] != "no" for row in rows) for sign in signs}
    counts |= {"total": len(rows)} | {
        name: sum(bool({place, "anywhere"} & {*row["where"]}) for row in rows)
        for name, place in (("low_back", "low_back"), ("belly", "belly_middle"))
    }
    table = pd.DataFrame({
        base.text("cause_chart_column"): [row["name"] for row in rows],
        **{base.text(f"cause_{sign}"): [words[row[sign]] for row in rows] for sign in signs},
        base.text("cause_where"): [", ".join(base.text(f"cause_where_{p}") for p in row["where"]) for row in rows],
    })  # fmt: skip
    title = base.text("cause_chart_title")
    figure = go.Figure(shown, _grid(title, len(rows), len(names)))
    return Chart(base, figure, base.text("cause_chart_sentence").format(**counts), table)


def _grid(title: str, rows: int, columns: int) -> dict[str, Any]:
    """A heat map with its columns named at the top, 26 px a row, and lines between the cells."""
    lines = [f"M-0.5,{row - 0.5}H{columns - 0.5}" for row in range(rows + 1)]
    lines += [f"M{column - 0.5},-0.5V{rows - 0.5}" for column in range(columns + 1)]
    return {
        **layout(title, ""),
        "title": {"text": title, "y": 0.98, "yanchor": "top"},
        "height": ROW_HEIGHT * rows + 204,
        "margin": {"l": 310, "r": 12, "t": 200, "b": 4},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 13, "color": INK},
        "shapes": [{"type": "path", "path": "".join(lines), "line": {"color": "#8d7f92", "width": 1}}],
        "xaxis": {"side": "top", "tickangle": -90, "ticks": "", "showgrid": False},
        "yaxis": {"autorange": "reversed", "ticks": "", "showgrid": False, "ticklabelstandoff": 6},
    }
