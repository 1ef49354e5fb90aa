"""Which signs and places go with which condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb import KnowledgeBase
from widgets.charts.base import INK, PLUM, WHITE, Chart, layout

SOME = "#e3cce0"
SIGNS = ("bleeding", "urinary", "fever")
STEPS = [[0, WHITE], [0.33, WHITE], [0.33, SOME], [0.67, SOME], [0.67, PLUM], [1, PLUM]]
ROW_HEIGHT = 26  # px


def conditions_by_feature(base: KnowledgeBase) -> Chart:
    """Which signs and places go with which condition, most urgent first; a cell says “yes”, “may” or nothing."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    rank = {level["id"]: level["rank"] for level in levels}
    rows = sorted(base.rows["conditions"].values(), key=lambda row: (rank[row["level"]], row["name"]))
    words = {word: base.text(f"cause_chart_{word}") for word in ("no", "may", "yes")}
    counts = {sign: sum(row[sign] != "no" for row in rows) for sign in SIGNS}
    counts |= {"total": len(rows)} | {
        name: sum(bool({place, "anywhere"} & {*row["where"]}) for row in rows)
        for name, place in (("low_back", "low_back"), ("belly", "belly_middle"))
    }
    table = pd.DataFrame({
        base.text("cause_chart_column"): [row["name"] for row in rows],
        **{base.text(f"cause_{sign}"): [words[row[sign]] for row in rows] for sign in SIGNS},
        base.text("cause_where"): [", ".join(base.text(f"cause_where_{p}") for p in row["where"]) for row in rows],
    })  # fmt: skip
    named = [f"{base.rows['levels'][row['level']]['word']}: {_name(row)}" for row in rows]
    figure = _map(base, base.text("cause_chart_title"), rows, named)
    slides = []
    for level in levels:  # for a wall, a figure each, with its title in the empty corner
        part = [row for row in rows if row["level"] == level["id"]]
        slide = _map(base, level["word"], part, [_name(row) for row in part], row=22, left=250)
        slides.append(slide.update_layout(title={"x": 0.02, "y": 0.8}, margin_t=146, height=slide.layout.height - 34))
    return Chart(base, figure, base.text("cause_chart_sentence").format(**counts), table, slides)


def _name(row: Mapping[str, Any]) -> str:
    return str(row["name"]).partition(" (")[0]


def _map(base: KnowledgeBase, title: str, rows: list[Any], labels: list[str], **looks: int) -> Any:
    """The heat map of some conditions under these labels."""
    import plotly.graph_objects as go

    places = ("belly_middle", "one_side", "groin_or_hip", "low_back", "flank", "leg", "shoulder_or_chest", "anywhere")
    found = [[*(row[sign] for sign in SIGNS), *("yes" if p in row["where"] else "no" for p in places)] for row in rows]
    names = [base.text(f"cause_{sign}") for sign in SIGNS] + [base.text(f"cause_where_{place}") for place in places]
    words = {word: base.text(f"cause_chart_{word}") for word in ("no", "may", "yes")}
    shown = go.Heatmap(
        x=names,
        y=labels,
        z=[[list(words).index(word) for word in line] for line in found],
        text=[["" if word == "no" else words[word] for word in line] for line in found],
        texttemplate="%{text}",
        colorscale=STEPS,
        zmin=0,
        zmax=2,
        showscale=False,
    )
    return go.Figure(shown, _grid(title, len(rows), len(names), **looks))


def _grid(title: str, rows: int, columns: int, row: int = ROW_HEIGHT, left: int = 310) -> dict[str, Any]:
    """A heat map with its columns named at the top, and lines between the cells; `row` and `left` in px."""
    lines = [f"M-0.5,{line - 0.5}H{columns - 0.5}" for line in range(rows + 1)]
    lines += [f"M{column - 0.5},-0.5V{rows - 0.5}" for column in range(columns + 1)]
    return {
        **layout(title, ""),
        "title": {"text": title, "y": 0.98, "yanchor": "top"},
        "height": row * rows + 184,
        "margin": {"l": left, "r": 12, "t": 180, "b": 4},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 13, "color": INK},
        "shapes": [{"type": "path", "path": "".join(lines), "line": {"color": "#8d7f92", "width": 1}}],
        "xaxis": {"side": "top", "tickangle": -90, "ticks": "", "showgrid": False},
        "yaxis": {"autorange": "reversed", "ticks": "", "showgrid": False, "ticklabelstandoff": 6, "dtick": 1},
    }
