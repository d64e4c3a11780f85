"""Figures on one quantity that differ between sources, side by side with who gives each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.pages.places import place
from analysis.pages.vocabulary import amount_words
from analysis.plots.style import ACTORS, INK, LINE, SOFT, canvas, note, sample, spread, styled, text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_AMOUNTS = 5
HEDGE = {"more": "over ", "less": "under ", "about": "about "}


def givers(row: dict[Any, Any]) -> str:
    """Return who gives a figure: its speakers, else its outlet."""
    given = row["given_by"]
    return given if isinstance(given, str) else ", ".join(given or []) or str(row["outlet"] or "not told")


def amounts(group: pd.DataFrame, most: int = MOST_AMOUNTS) -> list[dict[Any, Any]]:
    """Return the amounts of one quantity, a row an amount and hedge, with the sources that give it in `given`.

    Parameters
    ----------
    group : rows of `figure_disagreements` with one `quantity`.
    most : amounts kept, evenly chosen, the least and the largest among them.

    Returns
    -------
    Rows by amount, the first of each with `given`: who gives it, "and 3 more" where several do.
    """
    rows = group.assign(hedge=group["qualifier"].fillna("")).sort_values(["amount", "doc_id", "start"])
    same = {key: part.to_dict("records") for key, part in rows.groupby(["amount", "hedge"])}
    found = []
    for row in sample(rows.drop_duplicates(["amount", "hedge"]), most).to_dict("records"):
        names = sorted({givers(r) for r in same[row["amount"], row["hedge"]]})
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        found.append({**row, "given": text(names[0], 20 - len(more)) + more})
    return found


@styled
def plot_figures(disagreements: pd.DataFrame, *, top: int = 8, ax: Axes | None = None) -> Axes:
    """Draw the amounts that different sources give for one quantity.

    Parameters
    ----------
    disagreements : what `figure_disagreements` returned: one row a figure, with `quantity` naming the group.
    top : quantities drawn.
    ax : where to draw.

    Returns
    -------
    Axes, one row a quantity; at most five amounts as marks at their share of the largest, with who gives them.
    """
    groups = list(disagreements.groupby("quantity", sort=False))[:top]
    ax = canvas(ax, max(1.8, 0.9 + 1.05 * len(groups)))
    least = min(float((g["amount"] / g["amount"].abs().max()).min()) for _, g in groups)
    low = max(-1.1, least - 0.25 * (1 - least) - 0.06)
    for y, (_, group) in enumerate(groups):
        rows = amounts(group)
        largest = max(abs(row["amount"]) for row in rows) or 1.0
        shares = [row["amount"] / largest for row in rows]
        ax.plot([min(shares), max(shares)], [y, y], color=LINE, linewidth=2, zorder=1)
        ax.scatter(shares, [y] * len(rows), s=46, color=ACTORS[0], zorder=3).set_urls(
            [place(r["doc_id"], int(r["start"])) for r in rows]
        )
        for at, share, row in zip(spread(shares, 0.19 * (1.05 - low), low + 0.05, 1.0), shares, rows, strict=True):
            ax.plot([share, at], [y, y + 0.16], color=LINE, linewidth=0.7)
            ax.text(
                at,
                y + 0.18,
                HEDGE.get(row["qualifier"], "") + amount_words(row["amount"], row["unit"]),
                ha="center",
                va="top",
                fontsize=8,
                color=INK,
                weight="bold",
            )
            ax.text(at, y + 0.37, row["given"], ha="center", va="top", fontsize=7, color=SOFT)
        ax.text(
            low, y - 0.22, text(f"{rows[0]['about']}: {rows[-1]['what']}", 100), fontsize=8.5, color=INK, va="bottom"
        )
    ax.set_yticks([])
    ax.set_ylim(len(groups) - 0.3, -0.6)
    ax.set_xlim(low, 1.04)
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
    ax.spines["left"].set_visible(False)
    ax.set(
        title="Figures that disagree",
        xlabel="% of the largest amount given for the quantity (the axis need not begin at 0)",
    )
    left = disagreements["quantity"].nunique() - len(groups)
    note(ax, f"{left:,} further quantities are in the table." if left > 0 else "")
    return ax


def describe_figures(disagreements: pd.DataFrame, *, top: int = 8) -> str:
    """Return the words for `plot_figures`: the amounts given for each quantity."""
    parts = []
    for _, group in list(disagreements.groupby("quantity", sort=False))[:top]:
        rows = amounts(group)
        given = ", ".join(f"{amount_words(r['amount'], r['unit'])} ({r['given']})" for r in rows)
        parts.append(f"{text(rows[0]['about'], 40)}: {given}")
    return f"Amounts that sources give for one quantity: {'; '.join(parts)}."


def lacks_figures(disagreements: pd.DataFrame) -> str | None:
    """Return why no figures disagree, if none do."""
    return "No two sources give different figures for one quantity." if disagreements.empty else None
