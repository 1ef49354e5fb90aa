"""How many signs of each urgency level the article names."""

from __future__ import annotations

import pandas as pd

from kb import KnowledgeBase
from widgets.charts.base import INK, PALE, PLUM, WHITE, Chart, layout

SHADES = {"yes": (PLUM, ""), "partly": (PALE, "/"), "no": (WHITE, "")}


def signs_by_level(base: KnowledgeBase) -> Chart:
    """How many signs of each urgency level the article names in full, in part, or not at all."""
    import plotly.graph_objects as go

    rules = base.rows["rules"]
    signs = [s for s in base.rows["symptoms"].values() if s["group_id"]]
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    names = {part: base.text(f"chart_{part}") for part in SHADES}
    counts = {
        part: [
            sum(s["in_article"] == part and rules[s["id"]]["level"] == level["id"] for s in signs) for level in levels
        ]
        for part in SHADES
    }
    words = [level["word"] for level in levels]
    bars = [
        go.Bar(
            y=words,
            x=counts[part],
            name=names[part],
            orientation="h",
            text=[str(count) if count else "" for count in counts[part]],
            marker={"color": colour, "line": {"color": INK, "width": 1}, "pattern": {"shape": shape}},
        )
        for part, (colour, shape) in SHADES.items()
    ]
    totals = {part: sum(counts[part]) for part in SHADES}
    urgent = counts["no"][0] + counts["no"][1]
    sentence = base.text("chart_signs_sentence").format(total=len(signs), urgent=urgent, **totals)
    table = pd.DataFrame({base.text("chart_level"): words, **{names[part]: counts[part] for part in SHADES}})
    return Chart(
        base, go.Figure(bars, layout(base.text("chart_signs_title"), base.text("chart_signs_axis"))), sentence, table
    )
