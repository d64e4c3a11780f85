"""How often entities are named, how evenly, and when first and last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WORD = re.compile(r"\w+")
UNITS = ("article", "outlet", "month")
# Above this many articles the bootstrap of a sum is its normal approximation.
MOST_RESAMPLED = 2000


def entity_frequency(
    mentions: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    *,
    by: str | None = None,
    kinds: Sequence[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Count how often and in how many articles each entity is named.

    Parameters
    ----------
    mentions : one row a mention of an entity, as in the mentions table.
    documents : the documents table; needed for shares of words, for `by`, and for articles that name no one.
    by : None for the whole corpus, "article", "outlet" or "month" (of publication; undated articles left out).
    kinds : which mentions count ("name", "nominal", "pronoun"); all by default.
    draws : bootstrap samples of articles behind the interval.
    seed : of the bootstrap.

    Returns
    -------
    DataFrame, one row an entity (and unit of `by`), the most named first: the column of `by`, entity, type
    (its most frequent), mentions, documents, share_of_words (the words of its mentions in all words),
    low, high (95% percentile interval of mentions over resampled articles, Efron 1979; null for one article).

    Raises
    ------
    ValueError : for another `by`, or for one without the documents table.
    """
    import pandas as pd

    if by is not None and by not in UNITS:
        raise ValueError(f"Cannot count by {by!r}: choose one of {', '.join(UNITS)}, or None for the whole corpus.")
    if by is not None and documents is None:
        raise ValueError(f"Counting by {by} needs the documents table: entity_frequency(mentions, documents, by=...).")
    rows = mentions[mentions["entity"].notna()]
    if kinds is not None:
        rows = rows[rows["kind"].isin(list(kinds))]
    columns = [*([by] if by else []), "entity", "type", "mentions", "documents", "share_of_words", "low", "high"]
    unit = _units(mentions, documents, by)
    frames = []
    for name, doc_ids in unit:
        own = rows[rows["doc_id"].isin(set(doc_ids))]
        if own.empty:
            continue
        frame = _count(own, doc_ids, documents, draws, seed)
        if by:
            frame.insert(0, by, name)
        frames.append(frame)
    if not frames:
        return pd.DataFrame({column: pd.Series(dtype="object") for column in columns})
    table = pd.concat(frames, ignore_index=True)
    order = [*([by] if by else []), "mentions", "documents", "entity"]
    ascending = [*([True] if by else []), False, False, True]
    return table.sort_values(order, ascending=ascending, kind="stable").reset_index(drop=True)[columns]


def _units(mentions: pd.DataFrame, documents: pd.DataFrame | None, by: str | None) -> list[tuple[Any, list[str]]]:
    """Return the name and the articles of each unit of counting, in order."""
    if documents is None:
        return [(None, sorted(mentions["doc_id"].unique()))]
    if by is None:
        return [(None, list(documents["doc_id"]))]
    if by == "article":
        return [(doc_id, [doc_id]) for doc_id in documents["doc_id"]]
    groups: dict[str, list[str]] = {}
    for row in documents.to_dict("records"):
        value = row.get("outlet") if by == "outlet" else month_of(row.get("published"))
        if by == "outlet":
            value = value if isinstance(value, str) and value else "outlet unknown"
        if value:
            groups.setdefault(str(value), []).append(row["doc_id"])
    return sorted(groups.items())


def month_of(published: Any) -> str | None:
    """Return the month of a date ("2022-05"), None for none."""
    if published is None or published != published:
        return None
    text = published.isoformat() if hasattr(published, "isoformat") else str(published)
    return text[:7] if re.match(r"\d{4}-\d{2}", text) else None


def _count(
    rows: pd.DataFrame, doc_ids: Sequence[str], documents: pd.DataFrame | None, draws: int, seed: int
) -> pd.DataFrame:
    import pandas as pd

    counts = rows.groupby(["entity", "doc_id"], sort=True).size()
    by_entity = counts.groupby(level=0)
    sums, spread = by_entity.sum(), by_entity.size()
    types = rows.groupby(["entity", "type"]).size().reset_index(name="n")
    types = types.sort_values(["entity", "n", "type"], ascending=[True, False, True]).drop_duplicates("entity")
    share: Any = float("nan")
    if documents is not None:
        total = documents.loc[documents["doc_id"].isin(set(doc_ids)), "words"].sum()
        own = rows.assign(_words=[len(WORD.findall(text)) for text in rows["text"]]).groupby("entity")["_words"].sum()
        share = (own.reindex(sums.index) / total).round(6).to_numpy() if total else float("nan")
    low, high = intervals(counts, len(doc_ids), draws, seed)
    return pd.DataFrame(
        {
            "entity": sums.index,
            "type": types.set_index("entity")["type"].reindex(sums.index).to_numpy(),
            "mentions": sums.to_numpy(dtype="int64"),
            "documents": spread.to_numpy(dtype="int64"),
            "share_of_words": share,
            "low": low,
            "high": high,
        }
    )


def intervals(counts: pd.Series, articles: int, draws: int, seed: int) -> tuple[list[float], list[float]]:
    """Return the 95% interval of each entity's sum over resampled articles.

    Parameters
    ----------
    counts : mentions by entity and doc_id, sorted by entity.
    articles : how many articles there are, those without a mention too.
    draws, seed : of the bootstrap; above 2,000 articles its normal approximation is returned.

    Returns
    -------
    Lower and upper bounds in the order of the entities; null for a single article.
    """
    import numpy as np

    entities, at = np.unique(counts.index.get_level_values(0), return_inverse=True)
    values = counts.to_numpy(dtype="float64")
    if articles < 2:
        nothing = [float("nan")] * len(entities)
        return nothing, nothing
    if articles > MOST_RESAMPLED:
        sums = np.bincount(at, values)
        squares = np.bincount(at, values**2)
        error = 1.959964 * np.sqrt(np.maximum(squares - sums**2 / articles, 0))
        return list(np.maximum(sums - error, 0).round(1)), list((sums + error).round(1))
    doc_index = {doc_id: i for i, doc_id in enumerate(sorted(set(counts.index.get_level_values(1))))}
    doc_at = np.array([doc_index[d] for d in counts.index.get_level_values(1)])
    weights = np.random.default_rng(seed).multinomial(articles, [1 / articles] * articles, size=draws)
    low, high = np.empty(len(entities)), np.empty(len(entities))
    edges = np.searchsorted(at, np.arange(len(entities) + 1))
    for i in range(len(entities)):
        a, b = edges[i], edges[i + 1]
        sampled = weights[:, doc_at[a:b]] @ values[a:b]
        low[i], high[i] = np.percentile(sampled, [2.5, 97.5])
    return list(low.round(1)), list(high.round(1))


def dispersion(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Tell how evenly each entity runs through the articles.

    Parameters
    ----------
    mentions, documents : tables of a corpus.

    Returns
    -------
    DataFrame, one row an entity, the most named first: entity, mentions, documents, dp (deviation of
    proportions, Gries 2008: 0 for an entity named as often as each article is long, towards 1 for one that a
    single article names) and dp_norm (the same over its largest value, Lijffijt and Gries 2012).
    """
    import pandas as pd

    words = documents.set_index("doc_id")["words"].astype("float64")
    parts = words / words.sum() if words.sum() else words
    least = 1 - parts.min() if len(parts) > 1 else 0.0
    rows = []
    counts = mentions[mentions["entity"].notna()].groupby(["entity", "doc_id"]).size()
    for entity, own in counts.groupby(level=0):
        here = parts.reindex(own.index.get_level_values(1)).fillna(0.0).to_numpy()
        shares = own.to_numpy() / own.sum()
        dp = 0.5 * (abs(shares - here).sum() + max(0.0, 1 - here.sum()))
        rows.append(
            (entity, int(own.sum()), len(own), round(float(dp), 4), round(float(dp / least), 4) if least else 0.0)
        )
    table = pd.DataFrame(rows, columns=["entity", "mentions", "documents", "dp", "dp_norm"])
    return table.sort_values(["mentions", "entity"], ascending=[False, True], kind="stable").reset_index(drop=True)


def first_last_seen(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Tell when each entity is first and last named, by the day of publication.

    Parameters
    ----------
    mentions, documents : tables of a corpus; undated articles are left out.

    Returns
    -------
    DataFrame, one row an entity named in a dated article, sorted by first day and name: entity, first, last
    (dates), first_doc, last_doc (their doc_id), documents (dated ones).
    """
    import pandas as pd

    days = {
        row["doc_id"]: str(row["published"])[:10]
        for row in documents.to_dict("records")
        if month_of(row.get("published"))
    }
    seen = mentions[mentions["doc_id"].isin(days) & mentions["entity"].notna()][["entity", "doc_id"]].drop_duplicates()
    seen = seen.assign(day=[days[d] for d in seen["doc_id"]]).sort_values(["day", "doc_id"], kind="stable")
    rows = [
        (entity, own["day"].iloc[0], own["day"].iloc[-1], own["doc_id"].iloc[0], own["doc_id"].iloc[-1], len(own))
        for entity, own in seen.groupby("entity", sort=True)
    ]
    table = pd.DataFrame(rows, columns=["entity", "first", "last", "first_doc", "last_doc", "documents"])
    for column in ("first", "last"):
        table[column] = [pd.Timestamp(day).date() for day in table[column]]
    return table.sort_values(["first", "entity"], kind="stable").reset_index(drop=True)
