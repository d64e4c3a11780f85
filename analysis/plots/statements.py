"""Who says what, and how: speakers by speech act, quotation by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.pages.places import evidence_of
from analysis.plots.style import (
    ACTORS,
    CORDIAL,
    CRITICAL,
    INK,
    NEUTRAL,
    SOFT,
    bars,
    canvas,
    row_height,
    styled,
    text,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = ("direct", "mixed", "indirect")
KIND_COLOURS = {"direct": ACTORS[0], "mixed": ACTORS[5], "indirect": "#dde2e9"}
UNKNOWN = "speaker unknown"


def by_speaker(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with one row a speaker, in a column `speaker`; no speaker reads as unknown."""
    speakers: Any = [list(s) if s is not None and len(s) else [UNKNOWN] for s in statements["speakers"]]
    rows = statements.assign(speaker=speakers)
    return rows.explode("speaker").reset_index(drop=True)


def foremost_speakers(statements: pd.DataFrame, top: int) -> list[str]:
    """Return the speakers with most statements, most first; the unknown last, if among them."""
    counts = by_speaker(statements)["speaker"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    names = [name for name in counts.index if name != UNKNOWN][:top]
    return names + ([UNKNOWN] if UNKNOWN in counts.index and len(names) < top else [])


def act_counts(statements: pd.DataFrame, *, top: int = 12) -> pd.DataFrame:
    """Count statements by speaker and act.

    Parameters
    ----------
    statements : the statements table.
    top : speakers kept.

    Returns
    -------
    DataFrame, one row a speaker, one column an act from the most conflictual to the most cooperative by its mean scale.
    """
    import pandas as pd

    rows = by_speaker(statements)
    rows = rows.assign(act=rows["act"].fillna("other"))
    scale = rows.groupby("act")["scale"].mean().fillna(0.0)
    acts = sorted(scale.index, key=lambda act: (scale[act], act))
    counts = pd.crosstab(rows["speaker"], rows["act"])
    counts = counts.reindex(index=foremost_speakers(statements, top), columns=acts, fill_value=0)
    return counts.loc[:, counts.sum() > 0]


@styled
def plot_acts(statements: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw how many statements of each act each speaker makes, acts ordered from conflict to cooperation.

    Parameters
    ----------
    statements : the statements table.
    top : speakers drawn.
    ax : where to draw.

    Returns
    -------
    Axes; circles sized by statements, coloured by the act's scale; each leads to the speaker's statements.
    """
    counts = act_counts(statements, top=top)
    scale = statements.assign(act=statements["act"].fillna("other")).groupby("act")["scale"].mean().fillna(0.0)
    ax = canvas(ax, row_height(len(counts), 0.3) + 0.6)
    most = max(1, int(counts.to_numpy().max(initial=1)))
    for y, speaker in enumerate(counts.index):
        for x, act in enumerate(counts.columns):
            if n := int(counts.loc[speaker, act]):
                colour = CORDIAL if scale[act] > 0.5 else CRITICAL if scale[act] < -0.5 else NEUTRAL
                size = 40 + 360.0 * n / most
                point = ax.scatter([x], [y], s=size, color=colour, linewidths=0, alpha=0.88)
                point.set_urls([evidence_of(speaker)])
                ax.annotate(str(n), (x, y), (size**0.5 / 2 + 1.5, 0), textcoords="offset points", va="center",
                            fontsize=7.5, color=SOFT)  # fmt: skip
    bars(ax, list(counts.index))
    ax.set_xticks(range(counts.shape[1]), list(counts.columns), rotation=35, ha="right")
    ax.set_xlim(-0.6, counts.shape[1] - 0.3)
    ax.tick_params(axis="x", length=0)
    ax.set(title="What each speaker does by saying it", xlabel="conflict   ←   act   →   cooperation")
    left = by_speaker(statements)["speaker"].nunique() - len(counts)
    if left > 0:
        ax.set_title(
            f"{len(counts)} of {len(counts) + left:,} speakers", loc="right", fontsize=8, color=SOFT, weight="normal"
        )
    return ax


def describe_acts(statements: pd.DataFrame, *, top: int = 12) -> str:
    """Return the words for `plot_acts`: each speaker's most frequent act."""
    if statements.empty:
        return "No statement was found."
    counts = act_counts(statements, top=top)
    listed = "; ".join(
        f"{text(s)} {int(r.sum())}, most often {r.idxmax()} ({int(r.max())})" for s, r in counts.head(8).iterrows()
    )
    return (
        f"Matrix of {len(counts)} speakers by {counts.shape[1]} speech acts, from conflict to cooperation. "
        f"Statements: {listed}."
    )


def quotation_counts(statements: pd.DataFrame, documents: pd.DataFrame, *, top: int = 12) -> pd.DataFrame:
    """Count statements by outlet and kind.

    Parameters
    ----------
    statements, documents : tables of a corpus.
    top : outlets kept, those with most statements.

    Returns
    -------
    DataFrame, one row an outlet ("outlet unknown" for none), columns direct, mixed, indirect.
    """
    import pandas as pd

    outlet = {r["doc_id"]: r["outlet"] or "outlet unknown" for r in documents.to_dict("records")}
    counts = pd.crosstab(statements["doc_id"].map(outlet), statements["kind"]).reindex(
        columns=list(KINDS), fill_value=0
    )
    rank = counts.sum(axis=1).sort_index().sort_values(ascending=False, kind="stable")
    return counts.loc[rank.index[:top]]


@styled
def plot_quotation(statements: pd.DataFrame, documents: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw which share of its statements each outlet quotes word for word, partly, or in its own words.

    Parameters
    ----------
    statements, documents : tables of a corpus.
    top : outlets drawn.
    ax : where to draw.

    Returns
    -------
    Axes, one stacked bar an outlet, counts inside.
    """
    counts = quotation_counts(statements, documents, top=top)
    ax = canvas(ax, row_height(len(counts), 0.36) + 0.2)
    totals = counts.sum(axis=1)
    for y, outlet in enumerate(counts.index):
        at = 0.0
        for kind in KINDS:
            share = 100 * counts.loc[outlet, kind] / totals[outlet]
            if not share:
                continue
            ax.barh(y, share, left=at, height=0.64, color=KIND_COLOURS[kind], edgecolor="white", linewidth=0.8)
            if share >= 4:
                ax.text(at + share / 2, y, str(counts.loc[outlet, kind]), ha="center", va="center", fontsize=8,
                        color="white" if kind == "direct" else INK)  # fmt: skip
            at += share
    bars(ax, [f"{text(outlet, 30)} ({totals[outlet]})" for outlet in counts.index])
    for kind, x in zip(KINDS, (0.0, 33.0, 66.0), strict=True):
        ax.text(x, -0.95, "■ ", color=KIND_COLOURS[kind], fontsize=9)
        ax.text(x + 2.6, -0.95, kind, fontsize=8.5, color=INK)
    ax.set_ylim(len(counts) - 0.5, -1.3)
    ax.set_xlim(0, 100)
    ax.grid(False)
    ax.set(title="Quoted or in the outlet's words", xlabel="% of the outlet's statements (number of statements)")
    return ax


def describe_quotation(statements: pd.DataFrame, documents: pd.DataFrame, *, top: int = 12) -> str:
    """Return the words for `plot_quotation`: each outlet's share of direct quotation."""
    counts = quotation_counts(statements, documents, top=top)
    if counts.empty:
        return "No statement was found."
    listed = "; ".join(
        f"{text(o)} {100 * r['direct'] / n:.0f}% direct, {100 * r['mixed'] / n:.0f}% mixed of {n}"
        for o, r in counts.head(8).iterrows()
        for n in [int(r.sum())]
    )
    return f"Stacked bars of direct, mixed and indirect statements by outlet: {listed}."


def lacks_acts(statements: pd.DataFrame) -> str | None:
    """Return why there is no chart of speech acts, if there is none."""
    return "No attributed statement was found in these articles." if statements.empty else None


def lacks_quotation(statements: pd.DataFrame, documents: pd.DataFrame) -> str | None:
    """Return why there is no chart of quotation, if there is none."""
    return "No attributed statement was found in these articles." if statements.empty else None
