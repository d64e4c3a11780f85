"""The table of dates: every temporal expression of a corpus with its value and the interval it stands for."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.dates.expression import Expression
from analysis.dates.joining import is_day_value
from analysis.dates.resolution import resolve_article
from analysis.dates.timex import interval
from analysis.tables import frame

_BESIDE = 80  # characters between a cue and the day that goes with it


def resolve_dates(
    readings: Iterable[Any], documents: pd.DataFrame, statements: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Resolve the temporal expressions of a corpus.

    Parameters
    ----------
    readings : iterable of Reading
        With ``doc_id`` and ``expressions``.
    documents : DataFrame
        One row an article: doc_id, published; where published is null, earliest and latest bound it, and a
        value that is the
        same on every day between them is taken.
    statements : DataFrame, optional
        One row an attributed statement (doc_id, content, cue): "today" in a quotation is the day told beside its cue.

    Returns
    -------
    DataFrame
        One row a temporal expression, sorted by doc_id and start: doc_id, start, end, text, type, value,
        earliest, latest,
        anchor.
    """
    known = {row["doc_id"]: row for row in documents.to_dict("records")}
    said = _statements_by_article(statements)
    rows = []
    for reading in readings:
        document = known.get(reading.doc_id, {})
        published = _day(document.get("published"))
        bounds = _day(document.get("earliest")), _day(document.get("latest"))
        possible = [day for day in bounds if day] if published is None and all(bounds) else []
        expressions = reading.expressions
        told = statement_days(expressions, said.get(reading.doc_id, []))
        resolved = resolve_article(expressions, published, possible, told)
        for expression, (value, anchor) in zip(expressions, resolved, strict=True):
            span = interval(value) if expression.type in ("DATE", "TIME") else None
            rows.append(
                {
                    "doc_id": reading.doc_id,
                    "start": expression.start,
                    "end": expression.end,
                    "text": expression.text,
                    "type": expression.type,
                    "value": value,
                    "earliest": span[0] if span else None,
                    "latest": span[1] if span else None,
                    "anchor": anchor,
                }
            )
    return frame("dates", rows).sort_values(["doc_id", "start", "end"], kind="stable", ignore_index=True)


def statement_days(
    expressions: Sequence[Expression], statements: Sequence[tuple[int, int, int]] = ()
) -> dict[int, int]:
    """Find which expression tells the day on which a quoted expression was said.

    Parameters
    ----------
    expressions : sequence of Expression
        Those of one article, in order.
    statements : sequence of (start, end, cue)
        Content of each statement and where its cue is.

    Returns
    -------
    dict of int to int
        Position of a quoted expression to the position of the unquoted day beside the cue of its statement.
    """
    by_sentence: dict[int, list[int]] = {}
    by_paragraph: dict[int, list[int]] = {}
    for i, e in enumerate(expressions):
        told = not e.quoted and e.type in ("DATE", "TIME") and e.tense != "future" and not e.relation
        if told and is_day_value(e):
            by_sentence.setdefault(e.sentence, []).append(i)
            by_paragraph.setdefault(e.paragraph, []).append(i)
    out: dict[int, int] = {}
    for i, expression in enumerate(expressions):
        if not expression.quoted or expression.anchor != "published":
            continue
        near = _around(by_sentence.get(expression.sentence, []), i)
        if not near:
            cues = [cue for start, end, cue in statements if start <= expression.start < end]
            days = _around(by_paragraph.get(expression.paragraph, []), i) if cues else []
            near = [d for d in days if abs(expressions[d].start - cues[0]) < _BESIDE]
        if near:
            out[i] = min(near, key=lambda d: (abs(expressions[d].start - expression.start), d))
    return out


def _around(positions: list[int], i: int) -> list[int]:
    """Return the positions next before and next after `i`."""
    at = bisect_left(positions, i)
    return positions[max(at - 1, 0) : at + 1]


def _statements_by_article(statements: pd.DataFrame | None) -> dict[str, list[tuple[int, int, int]]]:
    out: dict[str, list[tuple[int, int, int]]] = {}
    if statements is None or statements.empty:
        return out
    for row in statements.to_dict("records"):
        cue = row["cue"][0][0] if len(row["cue"]) else None
        for start, end in row["content"]:
            if cue is not None:
                out.setdefault(str(row["doc_id"]), []).append((int(start), int(end), int(cue)))
    return out


def _day(value: Any) -> date | None:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])
