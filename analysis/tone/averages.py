"""Averages of tone that show how sure they are, by anything and between countries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5


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
    table = np.array([sums[c] for c in sorted(sums)])
    picks = np.random.default_rng(seed).integers(0, len(table), (draws, len(table)))
    drawn = table[picks].sum(axis=1)
    means = drawn[:, 0] / drawn[:, 1]
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 4) + 0.0, round(float(high), 4) + 0.0


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
        doc_id, start, end, type, kind, entity.
    documents : DataFrame, one row an article
        doc_id, text.
    given : mapping of str to str, optional
        Countries known from elsewhere; they win.

    Returns
    -------
    dict of str to str
        Countries (those of analysis/data/countries.csv) stand for themselves; a body named after a country for it
        ("Ministry of Foreign Affairs of Peru"); a person for the country in the title ("Peruvian Foreign Minister X",
        "X, the Foreign Minister of Peru"), by majority of such mentions. Entities without a country are left out.
    """
    from analysis.entities.gazetteer import countries as gazetteer_countries

    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    countries = {str(e) for e in mentions["entity"].dropna()} & set(gazetteer_countries())
    rows = mentions.sort_values(["doc_id", "start", "end", "entity"]).to_dict("records")
    for doc_id, here in _grouped(rows):
        places = [r for r in here if r["entity"] in countries and r["kind"] == "name"]
        for row in here:
            if row["type"] == "PERSON" and row["kind"] == "name" and isinstance(row["entity"], str):
                own = _own_country(texts.get(doc_id, ""), places, row)
                if own:
                    votes[row["entity"]][own] += 1
    out = {country: country for country in countries}
    for entity in {str(r["entity"]) for r in rows if r["type"] == "ORG" and isinstance(r["entity"], str)}:
        named = [c for c in countries if re.search(rf"\b(?:of|for) (?:the )?{re.escape(c)}$|^{re.escape(c)} ", entity)]
        if named:
            out.setdefault(entity, max(named, key=lambda c: (len(c), c)))
    for entity, count in votes.items():
        best = min(count.items(), key=lambda item: (-item[1], item[0]))[0]
        out.setdefault(entity, best)
    return {**out, **(given or {})}


def _grouped(rows: list[dict[Any, Any]]) -> list[tuple[str, list[dict[Any, Any]]]]:
    groups: dict[str, list[dict[Any, Any]]] = {}
    for row in rows:
        groups.setdefault(row["doc_id"], []).append(row)
    return list(groups.items())


_NO_TITLE = re.compile(
    r"\b(?:said|told|met|with|by|to|from|that|in|on|at|is|was|has|had|as|after|during|between|visit\w*)\b|[.;:()\n\"“”]",
    re.I,
)
_APPOSED = re.compile(r",\s+(?:(?:the|a|an)\s+)?(?:(?:[\w-]+\s+){1,6}(?:of|for)\s+(?:the\s+)?)?")


def _own_country(text: str, places: Sequence[Mapping[str, Any]], person: Mapping[str, Any]) -> str | None:
    """Return the country in a person's title: the nearest before the name, else one in apposition after it."""
    inside = [p for p in places if p["start"] >= person["start"] and p["end"] <= person["end"]]
    if inside:
        return inside[0]["entity"]
    before = max((p for p in places if p["end"] <= person["start"]), key=lambda p: p["end"], default=None)
    if before is not None and _titled(text[before["end"] : person["start"]]):
        return before["entity"]
    after = min((p for p in places if p["start"] >= person["end"]), key=lambda p: p["start"], default=None)
    if after is not None:
        gap = text[person["end"] : after["start"]]
        if len(gap) <= 80 and _APPOSED.fullmatch(gap) and not _NO_TITLE.search(gap):
            return after["entity"]
    return None


def _titled(gap: str) -> bool:
    """Say whether only the words of a title stand between a country and a name."""
    words = re.findall(r"\w[\w-]*", re.sub(r"^[’']s\b", "", gap))
    if not 0 < len(gap) <= 100 or len(words) > 10 or gap.count(",") > 1 or _NO_TITLE.search(gap):
        return False
    if "and" in (words[:1] + words[-1:]):
        return False
    return bool(words) or "," not in gap


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
