"""How well the scorers read tone: shares with intervals, confusion, and what errors do to averages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.style import (
    ACTORS,
    INK,
    LINE,
    NEUTRAL,
    SOFT,
    bars,
    canvas,
    no_frame,
    row_height,
    square,
    styled,
    text,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WORDS = {-1: "critical", 0: "neutral", 1: "cordial"}


@styled
def plot_scorer_accuracy(comparison: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of statements that each scorer reads as the human coder did.

    Parameters
    ----------
    comparison : what `compare_scorers` returned: scorer, n, accuracy, low, high, macro_f1, alpha.
    ax : where to draw.

    Returns
    -------
    Axes, one point with its 95% interval a scorer.
    """
    ax = canvas(ax, row_height(len(comparison), 0.42) + 0.1)
    for y, row in enumerate(comparison.to_dict("records")):
        if row["low"] == row["low"]:
            ax.plot([row["low"], row["high"]], [y, y], color=SOFT, linewidth=2.2, solid_capstyle="round")
        ax.scatter([row["accuracy"]], [y], s=52, color=ACTORS[0] if y == 0 else NEUTRAL, zorder=3)
        words = f"{row['accuracy']:.2f}   macro-F1 {row['macro_f1']:.2f}   alpha {row['alpha']:.2f}"
        ax.text(1.04, y, words, va="center", fontsize=8.5, color=INK)
    bars(ax, [f"{row['scorer']}  (n={row['n']})" for row in comparison.to_dict("records")])
    ax.set_xlim(0, 1.02)
    ax.set(
        title="Read as the human coder did", xlabel="share of the coded statements (line: 95% interval over articles)"
    )
    return ax


def describe_scorer_accuracy(comparison: pd.DataFrame) -> str:
    """Return the words for `plot_scorer_accuracy`."""
    rows = comparison.to_dict("records")
    parts = [f"{text(r['scorer'])} {r['accuracy']:.2f} (macro-F1 {r['macro_f1']:.2f}, n={r['n']})" for r in rows]
    return f"Share of coded statements read as the human coder did: {'; '.join(parts)}."


def lacks_scorer_accuracy(comparison: pd.DataFrame) -> str | None:
    """Return why there is no comparison, if there is none."""
    return "No statement of this corpus has been coded by hand." if comparison.empty else None


@styled
def plot_confusion(confusion: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which codes a scorer takes for which.

    Parameters
    ----------
    confusion : what `confusion` returned: one row a human code (-1, 0, 1), one column a label of the scorer.
    ax : where to draw.

    Returns
    -------
    Axes, one square a cell, darker for a larger share of its row, with the count.
    """
    ax = canvas(ax, 2.7, 5.2)
    totals = confusion.sum(axis=1)
    for y, human in enumerate(confusion.index):
        for x, machine in enumerate(confusion.columns):
            n = int(confusion.loc[human, machine])
            colour = ACTORS[0] if human == machine else ACTORS[1]
            if n:
                square(ax, x, y, n / totals[human], str(n), colour=colour)
            else:
                ax.text(x, y, "0", ha="center", va="center", fontsize=8, color=SOFT)
    bars(ax, [f"{WORDS[int(code)]} ({int(totals[code])})" for code in confusion.index])
    ax.set_xticks(range(confusion.shape[1]), [WORDS[int(code)] for code in confusion.columns])
    ax.set_xlim(-0.6, confusion.shape[1] - 0.4)
    no_frame(ax)
    ax.set(title="Confusion", xlabel=f"scorer: {text(confusion.columns.name or 'model')}", ylabel="human code")
    return ax


def describe_confusion(confusion: pd.DataFrame) -> str:
    """Return the words for `plot_confusion`: the human code and what the scorer made of it."""
    parts = []
    for human in confusion.index:
        made = ", ".join(f"{int(confusion.loc[human, m])} {WORDS[int(m)]}" for m in confusion.columns)
        parts.append(f"coded {WORDS[int(human)]}: {made}")
    return f"Confusion matrix of {text(confusion.columns.name or 'the scorer')}: {'; '.join(parts)}."


def lacks_confusion(confusion: pd.DataFrame) -> str | None:
    """Return why there is no confusion matrix, if there is none."""
    return "No statement of this corpus has been coded by hand." if int(confusion.to_numpy().sum()) == 0 else None


@styled
def plot_corrected_averages(averages: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw the average that the scorer shows beside the one that human coders would be expected to give.

    Parameters
    ----------
    averages : what `corrected_averages` returned: the group in its first column, n, shown, corrected, low, high.
    top : groups drawn.
    ax : where to draw.

    Returns
    -------
    Axes; hollow: shown, filled: corrected with its 95% interval.
    """
    rows = averages.head(top)
    ax = canvas(ax, row_height(len(rows), 0.36) + 0.2)
    for y, row in enumerate(rows.to_dict("records")):
        if row["low"] == row["low"]:
            ax.plot([row["low"], row["high"]], [y, y], color=SOFT, linewidth=1.6)
        ax.plot([row["shown"], row["corrected"]], [y - 0.22, y], color=LINE, linewidth=0.8, zorder=1)
        ax.scatter([row["corrected"]], [y], s=36, color=ACTORS[0], zorder=3)
        ax.scatter([row["shown"]], [y - 0.22], s=30, facecolors="white", edgecolors=INK, zorder=3)
    bars(ax, [f"{text(row[averages.columns[0]], 32)}  (n={row['n']})" for row in rows.to_dict("records")])
    ax.set_xlim(-1.06, 1.06)
    ax.set(
        title="What the scorer's errors do to averages",
        xlabel="mean of -1, 0, 1 · ○ as scored  ● expected of a human coder, 95% interval",
    )
    return ax


def describe_corrected_averages(averages: pd.DataFrame, *, top: int = 12) -> str:
    """Return the words for `plot_corrected_averages`: shown and corrected by group."""
    rows = averages.head(min(top, 8)).to_dict("records")
    parts = [f"{text(r[averages.columns[0]])} {r['shown']:+.2f} shown, {r['corrected']:+.2f} corrected" for r in rows]
    return f"Average tone by group as scored and as expected of a human coder: {'; '.join(parts)}."


def lacks_corrected_averages(averages: pd.DataFrame) -> str | None:
    """Return why there is no chart of averages, if there is none."""
    return "No speaker has five statements: there is no average to correct." if averages.empty else None
