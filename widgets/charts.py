"""Charts from the knowledge base. Each is shown twice: as a figure, and as a sentence with its table of numbers.

The second output is what a screen reader, paper without a chart engine and stock nbconvert (which drops plotly) show.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from IPython.display import display

from kb import KnowledgeBase
from widgets.base import StaticDisplay, render

PLOTLY = "application/vnd.plotly.v1+json"
SHADES = {"yes": ("#6a2f63", ""), "partly": ("#b887b1", "/"), "no": ("#ffffff", "")}


class Chart:
    """A figure with the words that say the same.

    Attributes:
        figure: a plotly figure.
        sentence: what the figure shows, in one or two sentences.
        table: the numbers, with the headings that people read.
    """

    def __init__(self, base: KnowledgeBase, figure: Any, sentence: str, table: pd.DataFrame) -> None:
        self.figure = figure
        self.sentence = sentence
        self.table = table
        title = figure.layout.title.text
        rows = table.astype(str).to_numpy().tolist()
        columns = list(table.columns)
        html = render("chart.html", base=base, title=title, sentence=sentence, columns=columns, rows=rows)
        self.words = StaticDisplay(html)

    def _ipython_display_(self) -> None:
        bundle = {PLOTLY: json.loads(self.figure.to_json()), "text/plain": self.sentence}
        display(bundle, raw=True, metadata={PLOTLY: {"alt": self.sentence}})  # type: ignore[no-untyped-call]
        display(self.words)  # type: ignore[no-untyped-call]


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
            marker={"color": colour, "line": {"color": "#231b27", "width": 1}, "pattern": {"shape": shape}},
        )
        for part, (colour, shape) in SHADES.items()
    ]
    totals = {part: sum(counts[part]) for part in SHADES}
    urgent = counts["no"][0] + counts["no"][1]
    sentence = base.text("chart_signs_sentence").format(total=len(signs), urgent=urgent, **totals)
    table = pd.DataFrame({base.text("chart_level"): words, **{names[part]: counts[part] for part in SHADES}})
    return Chart(
        base, go.Figure(bars, _layout(base.text("chart_signs_title"), base.text("chart_signs_axis"))), sentence, table
    )


def _layout(title: str, axis: str) -> dict[str, Any]:
    """A quiet bar chart on white, 360 px high and as wide as its place."""
    return {
        "title": {"text": title},
        "barmode": "stack",
        "template": "none",
        "height": 360,
        "autosize": True,
        "margin": {"l": 120, "r": 20, "t": 90, "b": 84},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 15, "color": "#231b27"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "xaxis": {"title": {"text": axis}, "gridcolor": "#d8cfdb"},
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 10},
    }
