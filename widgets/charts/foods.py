"""The best foods for a nutrient, held against the daily need."""

from __future__ import annotations

import pandas as pd

from kb import KnowledgeBase, find_foods
from widgets.charts.base import PLUM, Chart, layout
from widgets.food_data import words_of_amount


def best_foods(
    base: KnowledgeBase, nutrient: str = "calcium", scheme: str = "us", age_band: str = "19-30", count: int = 12
) -> Chart:
    """The foods that give the largest part of a day's need of a nutrient in one portion.

    Args:
        base: the knowledge base.
        nutrient: an id of nutrients.csv.
        scheme: whose daily needs, "us" or "uk".
        age_band: an age band of the scheme, or one within it.
        count: how many foods, at least one.

    Raises:
        ValueError: for an unknown nutrient, scheme or age band, a nutrient without a checked daily need, or no food.
    """
    import plotly.graph_objects as go

    found = find_foods(base, [nutrient], scheme=scheme, age_band=age_band)
    best = found[found[f"{nutrient}_share"].notna()].head(max(count, 0))
    if best.empty:
        raise ValueError(f"nothing to show for “{nutrient}” ({scheme}), {count} foods: a checked daily need is needed.")
    row, names = base.rows["nutrients"][nutrient], [f"{f.name}, {f.portion_name}" for f in best.itertuples()]
    shares = [int(100 * share + 0.5) for share in best[f"{nutrient}_share"]]
    amounts = [f"{words_of_amount(base, amount)} {row['unit']}" for amount in best[nutrient]]
    words = {"nutrient": row["name"].lower(), "scheme": base.text(f"food_scheme_{scheme}"), "count": len(best)}
    words |= {"first": best["name"].iloc[0], "amount": amounts[0], "share": f"{shares[0]}%", "last": f"{shares[-1]}%"}
    bar = go.Bar(y=names, x=shares, orientation="h", text=[f"{s}%" for s in shares], marker={"color": PLUM})
    title = base.text("food_chart_title").format(nutrient=row["name"])
    looks = layout(title, base.text("food_chart_axis")) | {"height": 150 + 30 * len(best)}
    looks["margin"] = {"l": 330, "r": 20, "t": 70, "b": 70}
    looks["font"] = {**looks["font"], "size": 13}
    headings = [base.text(f"food_{name}") for name in ("chart_food", "amount", "chart_share")]
    table = pd.DataFrame(dict(zip(headings, (names, amounts, [f"{share}%" for share in shares]), strict=True)))
    sentence = base.text("food_chart_sentence").format(**words, age=age_band.replace("-", "–"))
    return Chart(base, go.Figure(bar, looks), sentence, table)
