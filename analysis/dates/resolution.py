"""Resolve the expressions of an article: explicit, then told from the one before, then from the publication."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.dates.discourse import Discourse, Resolved, historical_paragraphs, is_narrative
from analysis.dates.expression import Expression
from analysis.dates.timex import granularity, interval, shifted
from analysis.dates.weekdays import resolve_weekday
from analysis.dates.years import resolve_calendar, resolve_holiday

_DEICTIC = re.compile(r"\b(?:last|yesterday|tomorrow|tonight|ago|now)\b", re.I)
_YEARS_OF_NEWS = range(1000, 3000)


def resolve_article(
    expressions: Sequence[Expression],
    published: date | None,
    possible: Sequence[date] = (),
    statement_days: dict[int, int] | None = None,
) -> list[Resolved]:
    """Resolve the expressions of one article.

    Parameters
    ----------
    expressions : sequence of Expression
        In the order of the text.
    published : date or None
        The day of publication; one outside the years 1000 to 2999 tells nothing.
    possible : (earliest, latest), optional
        Where it is not known: bounds on it. A value that is the same on the first, the middle and the last
        day is known,
        known, for no value goes back in time as the publication goes forward.
    statement_days : dict of int to int, optional
        For quoted expressions, by position: the position of the expression that tells the day of the statement.

    Returns
    -------
    list of Resolved
        One for each expression.
    """
    days = statement_days or {}
    if published is not None and published.year not in _YEARS_OF_NEWS:
        published = None
    possible = [day for day in possible if day.year in _YEARS_OF_NEWS]
    if published is None and possible:
        first, last = min(possible), max(possible)
        trials = sorted({first, first + (last - first) // 2, last})
        readings = [_resolve(expressions, day, days) for day in trials]
        unknown = _resolve(expressions, None, days)
        return [
            rows[0] if len(set(rows)) == 1 else other
            for rows, other in zip(zip(*readings, strict=True), unknown, strict=True)
        ]
    return _resolve(expressions, published, days)


def _resolve(
    expressions: Sequence[Expression], published: date | None, statement_days: dict[int, int]
) -> list[Resolved]:
    discourse = Discourse(
        published, is_narrative(expressions, published), historical_paragraphs(expressions, published)
    )
    out = []
    for i, expression in enumerate(expressions):
        told = expressions[statement_days[i]] if i in statement_days else None
        day = None
        if told is not None and expression.quoted:
            span = interval(resolve_expression(told, discourse).value)
            day = span[0] if span and span[0] == span[1] else None
        if day is not None:
            spoken = Discourse(day, False, points=discourse.points)
            resolved = resolve_expression(expression, spoken)
            resolved = Resolved(resolved.value, "statement" if resolved.anchor == "published" else resolved.anchor)
        else:
            resolved = resolve_expression(expression, discourse)
        out.append(resolved)
        if expression.type == "DATE" and not expression.quoted and resolved.value[:1] not in "PF":
            discourse.latest = (expression, resolved.value)
        if (expression.type in ("DATE", "TIME") and granularity(resolved.value)) or (
            resolved.value in ("P6M", "P9M", "P12M") and expression.text.lower().startswith("the")
        ):
            discourse.points.append((expression, resolved.value))
    return out


def resolve_expression(expression: Expression, discourse: Discourse) -> Resolved:
    """Resolve one expression in its discourse.

    Parameters
    ----------
    expression : Expression
        As the first phase read it.
    discourse : Discourse
        The day of publication and what was said before.

    Returns
    -------
    Resolved
        With the expression's own value, X for what is not known, where nothing tells more.
    """
    if expression.anchor == "next":
        base = resolve_expression(replace(expression, anchor="", unit="", amount=0.0), discourse)
        value = shifted(base.value, expression.unit, expression.amount)
        return Resolved(value or "XXXX-XX-XX", base.anchor if value else None)
    history = discourse.narrative or expression.paragraph in discourse.historical
    if history and expression.text.lower() == "today" and not expression.quoted:
        return Resolved("PRESENT_REF", None)
    if expression.mode == "absolute":
        if expression.other and discourse.published:
            return Resolved(_nearer(expression, discourse.published), None)
        return Resolved(expression.value, None)
    return _RESOLVERS[expression.mode](expression, discourse)


def _nearer(expression: Expression, published: date) -> str:
    """Return the reading of an ambiguous day that lies within two months of publication, if only one does."""
    readings = [(expression.value, interval(expression.value)), (expression.other, interval(expression.other))]
    near = [value for value, span in readings if span and abs((span[0] - published).days) <= 60]
    return near[0] if len(near) == 1 else expression.value


def _shift(expression: Expression, discourse: Discourse) -> Resolved:
    unit, amount = expression.unit, expression.amount
    published = discourse.published.isoformat() if discourse.published else None
    if expression.hint == "quarter" or (unit == "Q" and expression.anchor == "previous"):
        quarter = discourse.quarter()
        if quarter and expression.value.isdigit():
            return Resolved(f"{expression.value}-{quarter[5:]}", "previous")
        if quarter:
            return Resolved(f"{int(quarter[:4]) + (round(amount) if unit == 'Y' else 0)}-{quarter[5:]}", "previous")
        if expression.unit == "Q" and published and amount == 0:
            return Resolved(shifted(published, "Q", -1) or expression.value, "published")
    if unit in ("S", "TM", "H"):
        unit, amount = "D", 0.0
    wanted = {"D": "D", "W": "DW", "F": "DW", "M": "DWM", "Q": "DMQ", "Y": "DWMQHSY", "E": "DMQHSYE", "C": "DMQHSYEC"}[
        unit
    ]
    base, anchor = published, "published"
    if discourse.narrative and _DEICTIC.search(expression.text):
        pass  # "last month" in a history is told from the day of writing, as everywhere
    elif expression.anchor == "previous" or (discourse.narrative and amount != 0):
        point = discourse.point(*wanted, partial=True)
        if unit == "Y" and expression.anchor == "previous" and published and not discourse.narrative and amount < 0:
            point = discourse.point(*wanted, paragraph=expression.paragraph)
        if point is not None and unit in ("D", "W", "F") and discourse.interrupted(expression, point):
            return Resolved(expression.value, None)
        if point is not None:
            base, anchor = point, "previous"
        elif discourse.narrative:
            base = None
    elif discourse.narrative:
        base, anchor = discourse.point(*wanted), "previous"
    if expression.unit in ("E", "C") and abs(amount) > 1:
        unit, amount = "Y", amount * (10 if expression.unit == "E" else 100)
    value = shifted(base, unit, amount) if base else None
    if value is None:
        return Resolved(expression.value, None)
    return Resolved(value + expression.part, anchor)


def _clock(expression: Expression, discourse: Discourse) -> Resolved:
    point = discourse.point("D", sentence=expression.sentence, partial=True) or (
        discourse.point("D") if discourse.narrative else None
    )
    if point:
        return Resolved(point.split("T")[0] + expression.part, "previous")
    if discourse.published and not discourse.narrative:
        return Resolved(discourse.published.isoformat() + expression.part, "published")
    return Resolved("XXXX-XX-XX" + expression.part, None)


_RESOLVERS = {
    "calendar": resolve_calendar,
    "weekday": resolve_weekday,
    "shift": _shift,
    "holiday": resolve_holiday,
    "clock": _clock,
}
