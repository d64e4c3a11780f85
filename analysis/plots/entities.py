"""Who is in the coverage: how often, in which articles, with whom and where."""

from __future__ import annotations

import itertools
import textwrap
from typing import TYPE_CHECKING

from analysis.pages.places import evidence_of, place
from analysis.plots.style import (
    INK,
    LINE,
    OTHER,
    SOFT,
    as_day,
    bars,
    canvas,
    no_frame,
    note,
    row_height,
    square,
    styled,
    text,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_ARTICLES = 24
MOST_FACETS = 10
BINS = 50


@styled
def plot_entity_frequency(
    frequency: pd.DataFrame, *, top: int = 15, colours: dict[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how often each entity is named, with its interval, and in how many articles.

    Parameters
    ----------
    frequency : what `entity_frequency` returned over the whole corpus: one row an entity, the most named first, with
        entity, mentions, documents and the interval low, high.
    top : rows drawn; the rest is counted in a note.
    colours : what `actor_colours` returned.
    ax : where to draw; a new figure by default.

    Returns
    -------
    Axes, one bar a row; each bar leads to the entity's evidence in a report.
    """
    rows = frequency.head(top)
    ax = canvas(ax, row_height(len(rows)))
    colours = colours or {}
    shown = [colours.get(entity, OTHER) for entity in rows["entity"]]
    drawn = ax.barh(range(len(rows)), rows["mentions"], color=shown, height=0.62)
    reach = float(rows[["mentions", *(["high"] if "high" in rows else [])]].max().max()) if len(rows) else 1.0
    for y, (bar, row) in enumerate(zip(drawn, rows.to_dict("records"), strict=True)):
        bar.set_url(evidence_of(row["entity"]))
        end = row["mentions"]
        if row.get("high") == row.get("high") and row.get("high") is not None:
            ax.plot([row["low"], row["high"]], [y, y], color=INK, linewidth=1.1, solid_capstyle="butt")
            end = max(end, row["high"])
        ax.text(end + reach * 0.012, y, f"{row['mentions']} in {row['documents']}", va="center", fontsize=8, color=SOFT)
    bars(ax, list(rows["entity"]))
    ax.set_xlim(0, reach * 1.16 or 1)
    ax.set(title="Most named", xlabel="mentions (line: 95% interval over articles); text: mentions in articles")
    left = len(frequency) - len(rows)
    note(ax, f"{left:,} less named entities are not drawn." if left > 0 else "")
    return ax


def describe_entity_frequency(frequency: pd.DataFrame, *, top: int = 15) -> str:
    """Return the words for `plot_entity_frequency`: who is named most, how often, in how many articles."""
    rows = frequency.head(top).to_dict("records")
    if not rows:
        return "No entity is named."
    listed = "; ".join(f"{text(r['entity'])} {r['mentions']} in {r['documents']}" for r in rows[:8])
    return f"Bar chart of the {len(rows)} most named of {len(frequency)} entities, mentions in articles: {listed}."


def article_counts(mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 15) -> tuple[pd.DataFrame, str]:
    """Count the most named entities by article, or by outlet where the articles are too many for columns.

    Parameters
    ----------
    mentions, documents : tables of a corpus.
    top : rows.

    Returns
    -------
    counts : DataFrame, one row an entity, one column an article or outlet, mentions in the cells.
    unit : "article" or "outlet".
    """
    import pandas as pd

    unit = "article" if len(documents) <= MOST_ARTICLES else "outlet"
    if unit == "article":
        column = dict(zip(documents["doc_id"], documents["doc_id"], strict=True))
    else:
        column = {r["doc_id"]: r["outlet"] or "outlet unknown" for r in documents.to_dict("records")}
    order = list(dict.fromkeys(column.values()))
    if unit == "outlet":
        sizes = pd.Series(list(column.values())).value_counts()
        order = sorted(order, key=lambda name: (-sizes[name], name))[:MOST_ARTICLES]
    counts = pd.crosstab(mentions["entity"], mentions["doc_id"].map(column))
    rank = counts.sum(axis=1).sort_index().sort_values(ascending=False, kind="stable")
    return counts.reindex(index=rank.index[:top], columns=order, fill_value=0), unit


@styled
def plot_entity_by_article(
    mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 15, ax: Axes | None = None
) -> Axes:
    """Draw how often each entity is named in each article.

    Parameters
    ----------
    mentions, documents : tables of a corpus. Over 24 articles the columns are outlets.
    top : rows drawn.
    ax : where to draw.

    Returns
    -------
    Axes, one square a cell, darker for more; each leads to the first mention in that article in a report.
    """
    counts, unit = article_counts(mentions, documents, top=top)
    ax = canvas(ax, row_height(len(counts), 0.27) + 0.9)
    first = mentions.groupby(["entity", "doc_id"])["start"].min()
    most = max(1, int(counts.to_numpy().max(initial=1)))
    for y, entity in enumerate(counts.index):
        for x, name in enumerate(counts.columns):
            if n := int(counts.loc[entity, name]):
                url = place(name, first[entity, name]) if unit == "article" else evidence_of(entity)
                square(ax, x, y, (n / most) ** 0.7, str(n), url=url)
    bars(ax, list(counts.index))
    names = column_names(documents, list(counts.columns), unit)
    ax.set_xticks(
        range(len(names)), names, rotation=0 if len(names) <= 5 else 60, ha="center" if len(names) <= 5 else "right"
    )
    ax.set_xlim(-0.6, len(names) - 0.4)
    no_frame(ax)
    ax.tick_params(axis="x", labelsize=7.5)
    ax.set(title=f"Mentions by {unit}")
    return ax


def column_names(documents: pd.DataFrame, columns: list[str], unit: str) -> list[str]:
    """Return a short name for each column: the outlet, or outlet and day of an article, told apart by number."""
    if unit == "outlet":
        return [text(name, 22) for name in columns]
    rows = documents.set_index("doc_id")
    names = []
    for number, doc_id in enumerate(columns, 1):
        outlet = text(rows.loc[doc_id, "outlet"] or "outlet unknown", 40 if len(columns) <= 5 else 18)
        day = as_day(rows.loc[doc_id, "published"])
        wrapped = textwrap.fill(f"{number}. {outlet}", 14) + f"\n{day or 'undated'}"
        names.append(wrapped if len(columns) <= 5 else f"{number}. {outlet}")
    return names


def describe_entity_by_article(mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 15) -> str:
    """Return the words for `plot_entity_by_article`: who runs through all columns and who stands in one only."""
    counts, unit = article_counts(mentions, documents, top=top)
    if counts.empty:
        return "No entity is named."
    present = (counts > 0).sum(axis=1)
    everywhere = [text(e) for e in counts.index if present[e] == counts.shape[1]]
    single = [text(e) for e in counts.index if present[e] == 1]
    parts = [f"Matrix of {len(counts)} entities by {counts.shape[1]} {unit}s, mentions in the cells."]
    if counts.shape[1] > 1:
        parts.append(f"Named in every {unit}: {', '.join(everywhere[:8]) or 'none'}.")
        parts.append(f"In one only: {', '.join(single[:8]) or 'none'}.")
    return " ".join(parts)


@styled
def plot_dispersion(
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    top: int = 12,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in the articles each of the most named entities is named: a lexical dispersion plot.

    Parameters
    ----------
    mentions, documents : tables of a corpus. Up to ten articles stand side by side, each as wide as its text is long;
        more are laid over one another, darker where more of an entity's mentions fall.
    top : rows drawn.
    colours : what `actor_colours` returned.
    ax : where to draw.

    Returns
    -------
    Axes; each stroke leads to the mention in a report.
    """
    import numpy as np
    from matplotlib.patches import Rectangle

    counts, _ = article_counts(mentions, documents, top=top)
    ax = canvas(ax, row_height(len(counts), 0.27) + 0.3)
    lengths = {r["doc_id"]: max(1, len(r["text"])) for r in documents.to_dict("records")}
    side_by_side = len(documents) <= MOST_FACETS
    offsets, at = {}, 0.0
    for doc_id in documents["doc_id"]:
        offsets[doc_id] = at if side_by_side else 0.0
        at += lengths[doc_id]
    width = at if side_by_side else 100.0
    rows = {entity: y for y, entity in enumerate(counts.index)}
    shown = mentions[mentions["entity"].isin(rows)].drop_duplicates(["doc_id", "start", "entity"])
    for entity, y in rows.items():
        own = shown[shown["entity"] == entity].sort_values(["doc_id", "start"]).to_dict("records")
        colour = (colours or {}).get(entity, SOFT)
        if side_by_side:
            strokes = ax.vlines(
                [offsets[r["doc_id"]] + r["start"] for r in own], y - 0.32, y + 0.32, color=colour, linewidth=1.2
            )
            strokes.set_urls([place(r["doc_id"], r["start"]) for r in own])
        else:
            shares, _ = np.histogram([100 * r["start"] / lengths[r["doc_id"]] for r in own], bins=BINS, range=(0, 100))
            for at_bin, n in enumerate(shares):
                left = 100 * at_bin / BINS
                box = Rectangle((left, y - 0.4), 100 / BINS, 0.8, facecolor=colour, alpha=n / shares.max(), linewidth=0)
                ax.add_patch(box)
    bars(ax, list(counts.index))
    ax.grid(False)
    ax.set_xlim(0, width)
    if side_by_side:
        edges = [*offsets.values(), width]
        for edge in edges[1:-1]:
            ax.axvline(edge, color=LINE, linewidth=0.8)
        names = column_names(documents, list(documents["doc_id"]), "article")
        middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
        fits = len(names) <= 5
        ax.set_xticks(middles, names if fits else [str(n) for n in range(1, len(names) + 1)], fontsize=7.5)
        ax.tick_params(axis="x", length=0)
        ax.set(
            title="Where each name falls",
            xlabel="" if fits else "articles in the order of the corpus, each as wide as its text is long",
        )
    else:
        ax.set(
            title=f"Where each name falls in {len(documents):,} articles",
            xlabel="place in the article, % of its text; darker: more of the mentions",
        )
    return ax


def describe_dispersion(mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 12) -> str:
    """Return the words for `plot_dispersion`: how early each entity is first named."""
    counts, _ = article_counts(mentions, documents, top=top)
    if counts.empty:
        return "No entity is named."
    lengths = documents.set_index("doc_id")["text"].str.len().clip(lower=1)
    first = mentions.groupby(["entity", "doc_id"])["start"].min().reset_index()
    first["share"] = 100 * first["start"] / first["doc_id"].map(lengths)
    early = first.groupby("entity")["share"].median()
    listed = "; ".join(f"{text(entity)} {early[entity]:.0f}%" for entity in counts.index[:8])
    return (
        f"Dispersion of {len(counts)} entities over {len(documents)} articles. First named at (median place in the "
        f"article): {listed}."
    )


def pair_matrix(pairs: pd.DataFrame, *, top: int = 12, by: str = "sentences") -> pd.DataFrame:
    """Return a square table of the entities that occur together most, from rows of `cooccurrence`."""
    import pandas as pd

    both = pd.concat(
        [pairs[["a", by]].set_axis(["entity", by], axis=1), pairs[["b", by]].set_axis(["entity", by], axis=1)]
    )
    strength = both.groupby("entity")[by].sum().sort_index().sort_values(ascending=False, kind="stable")
    names = list(strength[strength > 0].index[:top])
    matrix = pd.DataFrame(0, index=names, columns=names)
    for row in pairs.to_dict("records"):
        if row["a"] in matrix.index and row["b"] in matrix.index:
            matrix.loc[row["a"], row["b"]] = matrix.loc[row["b"], row["a"]] = int(row[by])
    return matrix


@styled
def plot_cooccurrence(pairs: pd.DataFrame, *, top: int = 12, by: str = "sentences", ax: Axes | None = None) -> Axes:
    """Draw who is named together with whom, as the lower half of a matrix.

    Parameters
    ----------
    pairs : what `cooccurrence` returned: one row a pair, with a, b and the columns to count.
    top : entities drawn.
    by : the column that counts, "sentences" or "documents".
    ax : where to draw.

    Returns
    -------
    Axes, one square a pair, darker for more, with its count.
    """
    matrix = pair_matrix(pairs, top=top, by=by)
    size = len(matrix)
    ax = canvas(ax, max(2.0, 1.6 + 0.34 * size), 7.2)
    counts = matrix.to_numpy()
    most = max(1, int(counts.max(initial=1)))
    for y in range(1, size):
        for x in range(y):
            if n := int(counts[y, x]):
                square(ax, x, y, n / most, str(n), url=evidence_of(matrix.index[y]))
    for x in range(size - 1):
        ax.text(
            x - 0.4, x + 0.38, text(matrix.index[x], 26), fontsize=8, color=INK, rotation=28, ha="left", va="bottom"
        )
    ax.set_yticks(range(1, size), [text(n, 26) for n in matrix.index[1:]])
    ax.set_xticks([])
    ax.set_xlim(-0.6, size + 2.2)
    ax.set_ylim(size - 0.4, -1.2)
    no_frame(ax)
    what = "same sentence" if by == "sentences" else "same article"
    ax.set(title=f"Named together in the {what}")
    return ax


def describe_cooccurrence(pairs: pd.DataFrame, *, top: int = 12, by: str = "sentences") -> str:
    """Return the words for `plot_cooccurrence`: the pairs named together most."""
    rows = pairs[pairs[by] > 0].sort_values([by, "a", "b"], ascending=[False, True, True]).head(6).to_dict("records")
    if not rows:
        return "No two entities are named together."
    listed = "; ".join(f"{text(r['a'])} and {text(r['b'])} {r[by]}" for r in rows)
    return f"Matrix of {len(pair_matrix(pairs, top=top, by=by))} entities. Most often named together, {by}: {listed}."


def lacks_entity_frequency(frequency: pd.DataFrame) -> str | None:
    """Return why there is no chart of frequencies, if there is none."""
    return "No entity is named in these articles." if frequency.empty else None


def lacks_entity_by_article(mentions: pd.DataFrame, documents: pd.DataFrame) -> str | None:
    """Return why there is no matrix by article, if there is none."""
    if mentions.empty:
        return "No entity is named in these articles."
    return "One article: there is nothing to compare it with." if len(documents) < 2 else None


def lacks_dispersion(mentions: pd.DataFrame, documents: pd.DataFrame) -> str | None:
    """Return why there is no dispersion plot, if there is none."""
    return "No entity is named in these articles." if mentions.empty else None


def lacks_cooccurrence(pairs: pd.DataFrame, by: str = "sentences") -> str | None:
    """Return why there is no matrix of pairs, if there is none."""
    if pairs.empty or not (pairs[by] > 0).any():
        return f"No two entities are named in the same {by.removesuffix('s')}."
    return None
