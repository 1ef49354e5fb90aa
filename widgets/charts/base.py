"""A chart and the words that say the same.

Each chart is shown twice: as a figure, and as a sentence with its table of numbers. The second output is what a screen
reader, paper without a chart engine and stock nbconvert (which drops plotly) show.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
from IPython.display import display

from kb import KnowledgeBase
from widgets.base import StaticDisplay, render

PLOTLY = "application/vnd.plotly.v1+json"
INK = "#231b27"
PLUM, PALE, WHITE = "#6a2f63", "#b887b1", "#ffffff"


class Chart:
    """A figure with the words that say the same.

    Attributes:
        figure: a plotly figure.
        sentence: what the figure shows, in one or two sentences.
        table: the numbers, with the headings that people read.
        slides: the same in several figures, where one would be too large for a wall.
    """

    def __init__(
        self, base: KnowledgeBase, figure: Any, sentence: str, table: pd.DataFrame, slides: Sequence[Any] = ()
    ) -> None:
        self.figure = figure
        self.slides = slides
        self.sentence = sentence
        self.table = table
        title = figure.layout.title.text
        rows = table.astype(str).to_numpy().tolist()
        columns = list(table.columns)
        html = render("chart.html", base=base, title=title, sentence=sentence, columns=columns, rows=rows)
        self.words = StaticDisplay(html)

    def _ipython_display_(self) -> None:
        bundle = {PLOTLY: json.loads(self.figure.to_json()), "text/plain": self.sentence}
        said: dict[str, Any] = {"alt": self.sentence}
        if self.slides:
            said["slides"] = [json.loads(figure.to_json()) for figure in self.slides]
        display(bundle, raw=True, metadata={PLOTLY: said})  # type: ignore[no-untyped-call]
        display(self.words)  # type: ignore[no-untyped-call]


def layout(title: str, axis: str) -> dict[str, Any]:
    """A quiet bar chart on white, 360 px high and as wide as its place."""
    return {
        "title": {"text": title},
        "barmode": "stack",
        "template": "none",
        "height": 360,
        "autosize": True,
        "margin": {"l": 120, "r": 20, "t": 90, "b": 84},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 15, "color": INK},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "xaxis": {"title": {"text": axis}, "gridcolor": "#d8cfdb"},
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 10},
    }
