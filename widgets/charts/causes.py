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

    def drawn(title: str, part: list[int], *, level: bool, **more: Any) -> Any:
        """The lines of some conditions, with their level before the name or without."""
        urgency = {name: f"{row['word']}: " * level for name, row in base.rows["levels"].items()}
        shown = go.Heatmap(
            x=names,
            y=[urgency[rows[at]["level"]] + rows[at]["name"].partition(" (")[0] for at in part],
            z=[[list(words).index(word) for word in found[at]] for at in part],
            text=[["" if word == "no" else words[word] for word in found[at]] for at in part],
            texttemplate="%{text}",
            colorscale=STEPS,
            zmin=0,
            zmax=2,
            showscale=False,
        )
        return go.Figure(shown, _grid(title, len(part), len(names), **more))

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
    slides = [
        drawn(row["word"], [at for at, one in enumerate(rows) if one["level"] == level], level=False, row=24, left=250)
        for level, row in sorted(base.rows["levels"].items(), key=lambda item: item[1]["rank"])
    ]
    figure = drawn(title, list(range(len(rows))), level=True)
    return Chart(base, figure, base.text("cause_chart_sentence").format(**counts), table, slides)


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
