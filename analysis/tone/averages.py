"""Averages of tone that show how sure they are, by anything and between countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5
AT_ONCE = 1_000_000  # rows drawn at once: 8 MB of picks


def clustered_interval(
    values: Sequence[float], clusters: Sequence[str], *, draws: int = 1000, level: float = 0.95, seed: int = 0
) -> tuple[float, float] | tuple[None, None]:
    """Bootstrap the interval of a mean, drawing whole articles.

    Parameters
    ----------
    values : sequence of float
    clusters : sequence of str
        The article of each value: statements of one article are not independent.
    draws, level, seed
        Resamples, coverage, seed.

    Returns
    -------
    tuple of float, or (None, None)
        Percentile interval (Cameron, Gelbach and Miller 2008 on drawing clusters); none from fewer than two articles,
        which say nothing about the variation between articles.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster][0] += value
        sums[cluster][1] += 1
    if len(sums) < 2:
        return None, None
    drawn = resampled_sums(np.array([sums[c] for c in sorted(sums)]), draws, seed)
    means = drawn[:, 0] / drawn[:, 1]
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 4) + 0.0, round(float(high), 4) + 0.0


def resampled_sums(table: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Draw rows with replacement, as many as there are, and add them up; again and again.

    Parameters
    ----------
    table : ndarray, one row a cluster, one column a quantity.
    draws, seed : int
        Resamples, seed.

    Returns
    -------
    ndarray, one row a draw, the columns of `table`
        The draws are taken a few at a time, so that memory does not grow with their number; the result is the same.
    """
    rows = len(table)
    rng = np.random.default_rng(seed)
    step = max(1, AT_ONCE // max(1, rows))
    parts = []
    for first in range(0, draws, step):
        picks = rng.integers(0, rows, (min(step, draws - first), rows))
        parts.append(np.stack([column[picks].sum(axis=1) for column in table.T], axis=1))
    return np.concatenate(parts) if parts else np.empty((0, table.shape[1]))


def _average(rows: pd.DataFrame, fewest: int, draws: int, seed: int) -> dict[str, Any]:
    n = len(rows)
    low, high = (
        clustered_interval(rows["tone"].tolist(), rows["doc_id"].tolist(), draws=draws, seed=seed)
        if n >= fewest
        else (None, None)
    )
    mean = round(float(rows["tone"].mean()), 4) + 0.0 if n >= fewest else None
    return {"n": n, "articles": int(rows["doc_id"].nunique()), "tone": mean, "low": low, "high": high}


def _averaged(rows: pd.DataFrame, keys: list[str], *, fewest: int, draws: int, seed: int) -> pd.DataFrame:
    import pandas as pd

    columns = [*keys, "n", "articles", "tone", "low", "high"]
    out = []
    for key, group in rows.groupby(keys, sort=True, dropna=True):
        out.append({**dict(zip(keys, key, strict=True)), **_average(group, fewest, draws, seed)})
    table = pd.DataFrame(out, columns=columns)
    for column in ("tone", "low", "high"):
        table[column] = table[column].astype("float64")
    return table.sort_values(["n", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True)


def tone_by(
    statements: pd.DataFrame,
    by: str | Sequence[str] = "speakers",
    *,
    documents: pd.DataFrame | None = None,
    fewest: int = FEWEST,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Average the tone of statements by speaker, target, act, outlet, month or any other column.

    Parameters
    ----------
    statements : DataFrame, one row a statement
        doc_id, tone and the columns named by `by`. A list column (speakers, targets) counts once for each member.
    by : str or sequence of str
        Columns of `statements`, or of `documents` ("outlet", "published").
    documents : DataFrame, optional
        Joined by doc_id where a column is not in `statements`.
    fewest : int
        Groups with fewer statements get no average: show their statements.
    draws, seed : int
        Bootstrap resamples and seed.

    Returns
    -------
    DataFrame, one row a group, largest first
        The columns of `by`, n (statements), articles, tone (mean, or null), low, high (95% bootstrap interval drawn by
        article; null from a single article).

    Raises
    ------
    KeyError
        If a column is neither in `statements` nor in `documents`.
    """
    keys = [by] if isinstance(by, str) else list(by)
    missing = [k for k in keys if k not in statements.columns]
    rows = statements
    if missing:
        if documents is None or any(k not in documents.columns for k in missing):
            known = ", ".join(map(str, statements.columns))
            raise KeyError(f"No column {missing[0]!r} in the statements: name one of {known}, or pass documents.")
        rows = rows.merge(documents[["doc_id", *missing]], on="doc_id", how="left")
    rows = rows[rows["tone"].notna()]
    for key in keys:
        if rows[key].map(lambda v: isinstance(v, (list, tuple, np.ndarray))).any():
            rows = rows.explode(key)
    return _averaged(rows, keys, fewest=fewest, draws=draws, seed=seed)


def entity_countries(
    mentions: pd.DataFrame, documents: pd.DataFrame, given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Find the country each entity speaks for, as the corpus itself tells it.

    Parameters
    ----------
    mentions : DataFrame, one row a mention
    documents : DataFrame, one row an article
    given : mapping of str to str, optional
        Countries known from elsewhere; they win.

    Returns
    -------
    dict of str to str
        Entity to country, as `analysis.affiliations` reads them from titles and names. Entities without a country are
        left out.
    """
    from analysis.entities import affiliations

    told = affiliations(mentions, documents)
    return {**dict(zip(told["entity"], told["country"], strict=True)), **(given or {})}


def dyads(
    statements: pd.DataFrame,
    countries: Mapping[str, str],
    *,
    fewest: int = FEWEST,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Average the tone of one country's speakers towards another.

    Parameters
    ----------
    statements : DataFrame, one row a statement
        doc_id, statement_id, speakers, targets, tone.
    countries : mapping of str to str
        Country of each entity (`entity_countries`).
    fewest : int
        Pairs with fewer statements get no average: show their statements.
    draws, seed : int
        Bootstrap resamples and seed.

    Returns
    -------
    DataFrame, one row a directed pair, largest first
        speaker_country, target_country, n, articles, tone, low, high as in `tone_by`, and statement_ids. A statement
        counts once a pair however many of its speakers and targets belong to it; a country about itself is left out.
    """
    import pandas as pd

    rows = []
    for row in statements[statements["tone"].notna()].to_dict("records"):
        speak = {countries[e] for e in (row["speakers"] if row["speakers"] is not None else ()) if e in countries}
        heard = {countries[e] for e in (row["targets"] if row["targets"] is not None else ()) if e in countries}
        for a in sorted(speak):
            for b in sorted(heard - speak):
                pair = {"speaker_country": a, "target_country": b}
                rows.append({**pair, **{k: row[k] for k in ("doc_id", "statement_id", "tone")}})
    keys = ["speaker_country", "target_country"]
    pairs = pd.DataFrame(rows, columns=[*keys, "doc_id", "statement_id", "tone"])
    table = _averaged(pairs, keys, fewest=fewest, draws=draws, seed=seed)
    ids = {key: group["statement_id"].tolist() for key, group in pairs.groupby(keys, sort=True)}
    table["statement_ids"] = pd.Series(
        [ids[a, b] for a, b in zip(table[keys[0]], table[keys[1]], strict=True)], index=table.index, dtype="object"
    )
    return table
