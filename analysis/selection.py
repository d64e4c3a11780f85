"""Part of a corpus: some outlets, some months, with every table cut to the articles that remain."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.tables import Tables, null

if TYPE_CHECKING:
    import pandas as pd


NO_DAY = '{} is {!r}, which is no day: write "2022-05-20", "2022-05" or "2022".'


def select(
    tables: Tables, *, outlets: Sequence[str] = (), since: str | None = None, until: str | None = None
) -> Tables:
    """Keep the articles of some outlets and of some time.

    Parameters
    ----------
    tables : what `annotate` returned.
    outlets : names as in `tables.documents.outlet`; all by default.
    since, until : first and last day of publication, "2022-05-01" or "2022-05" or "2022"; open by default. An
        undated article stays where the bounds on its publication allow it, and goes where nothing is known.

    Returns
    -------
    Tables of the articles that remain. `documents.attrs["omitted"]` names the others with the reason.

    Raises
    ------
    ValueError : for an outlet that is not in the corpus, a day that is none, or a choice that leaves no article.
    """
    if isinstance(outlets, str):
        raise ValueError(f'outlets is the text {outlets!r}: give a list, such as outlets=["{outlets}"].')
    documents = tables.documents
    first, last = day_of("since", since, False), day_of("until", until, True)
    if first and last and first > last:
        raise ValueError(f"since ({first}) is after until ({last}): exchange them.")
    _check_outlets(documents, outlets)
    reasons: dict[str, str] = {}
    for row in documents.to_dict("records"):
        if outlets and row["outlet"] not in outlets:
            reasons[row["doc_id"]] = "is of another outlet"
        elif reason := _out_of_time(row, first, last):
            reasons[row["doc_id"]] = reason
    if not reasons:
        return tables
    if len(reasons) == len(documents):
        counted = ", ".join(f"{list(reasons.values()).count(r)} {r}" for r in sorted(set(reasons.values())))
        raise ValueError(f"No article remains of {len(documents)}: {counted}. Widen outlets, since or until.")
    attrs = dict(documents.attrs)
    paths = documents.set_index("doc_id")["path"]
    left = [{"path": str(null(paths[doc_id]) or doc_id), "reason": reason} for doc_id, reason in reasons.items()]
    cut = {name: getattr(tables, name) for name in ("documents", "mentions", "statements", "dates", "events")}
    kept = {name: table[~table["doc_id"].isin(reasons)].reset_index(drop=True) for name, table in cut.items()}
    kept["documents"].attrs = {**attrs, "omitted": [*attrs.get("omitted", []), *left]}
    return replace(tables, **kept)


def day_of(name: str, value: str | datetime.date | None, end: bool) -> datetime.date | None:
    """Return the first (or last) day of a year, month or day written as in ISO 8601.

    Raises
    ------
    ValueError : naming the parameter and what it should look like.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    parts = str(value).split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(parts) == 3:
            return datetime.date(*numbers)
        if len(parts) == 2:
            following = datetime.date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1)
            return following - datetime.timedelta(days=1) if end else datetime.date(numbers[0], numbers[1], 1)
        if len(parts) == 1:
            return datetime.date(numbers[0], 12, 31) if end else datetime.date(numbers[0], 1, 1)
    except ValueError as error:
        raise ValueError(NO_DAY.format(name, value)) from error
    raise ValueError(NO_DAY.format(name, value))


def _check_outlets(documents: pd.DataFrame, outlets: Sequence[str]) -> None:
    known = sorted({o for o in documents["outlet"] if null(o) is not None})
    unknown = [o for o in outlets if o not in known]
    if unknown:
        there = ", ".join(known) or "none (no article names its outlet)"
        raise ValueError(f"No article of the outlet {unknown[0]!r}. The corpus has: {there}.")


def _out_of_time(row: dict, first: datetime.date | None, last: datetime.date | None) -> str | None:
    from analysis.plots.style import as_day

    if first is None and last is None:
        return None
    published = as_day(row["published"])
    low, high = (published, published) if published else (as_day(row["earliest"]), as_day(row["latest"]))
    if low is None and high is None:
        return "has no date that could be compared with since and until"
    if first and high and high < first:
        return "was published before since"
    if last and low and low > last:
        return "was published after until"
    return None


def find_corpus(corpus: str) -> Path:
    """Return the path of a corpus as a notebook's parameter names it.

    Parameters
    ----------
    corpus : absolute, or relative to the folder the notebook runs in. The project's own "../seeds" is found from
        any folder.

    Returns
    -------
    Path
    """
    path = Path(corpus).expanduser()
    if not path.exists() and path.as_posix() == "../seeds":
        seeds = Path(__file__).resolve().parent.parent / "seeds"
        return seeds if seeds.is_dir() else path
    return path
