"""Resolve the expressions of one article: explicit, then told from the previous expression, then from the publication."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from analysis.dates.expression import Expression
from analysis.dates.holidays import holiday
from analysis.dates.timex import granularity, interval, shifted, week_value

LAST = frozenset(("last", "past"))
NEXT = frozenset(("next", "coming", "upcoming"))
ANAPHORIC = frozenset(("that", "same", "previous", "preceding", "following"))
_FAR = 548  # days: a year and a half, beyond which a year told outright makes a paragraph historical


class Resolved(NamedTuple):
    """The value of an expression, and what it was told from: published, previous, statement, or None."""

    value: str
    anchor: str | None


@dataclass
class Discourse:
    """What the article has said so far."""

    published: date | None
    narrative: bool
    points: list[tuple[Expression, str]] = field(default_factory=list)

    def point(self, *kinds: str, paragraph: int | None = None, sentence: int | None = None, partial: bool = False) -> str | None:
        """Return the latest value of one of the granularities.

        In a narrative it must lie within the latest value of all: "the next day" after "in 1953" is not counted from a day
        of 1918. With `partial`, a day whose year is not known serves too.
        """
        frame = None
        for expression, value in reversed(self.points):
            if paragraph is not None and expression.paragraph != paragraph:
                return None
            if sentence is not None and expression.sentence != sentence:
                return None
            span = interval(value)
            if granularity(value) in kinds and (partial or span or value.startswith("BC")):
                inside = frame is None or (span is not None and frame[0] <= span[0] <= frame[1])
                return value if inside or not self.narrative else None
            if frame is None:
                frame = span
        return None

    def quarter(self) -> str | None:
        """Return the quarter that a report is about: the latest one not itself told by comparison with another year."""
        for expression, value in reversed(self.points):
            if expression.type == "DURATION":
                return None
            if granularity(value) == "Q" and not (expression.unit == "Y" and expression.amount):
                return value
        return None


def resolve_article(
    expressions: Sequence[Expression], published: date | None, possible: Sequence[date] = (), statement_days: dict[int, int] | None = None
) -> list[Resolved]:
    """Resolve the expressions of one article.

    Parameters
    ----------
    expressions : sequence of Expression
        In the order of the text.
    published : date or None
        The day of publication.
    possible : sequence of date
        Where it is not known: the days it can be. A value that is the same on all of them is known.
    statement_days : dict of int to int, optional
        For quoted expressions, by position: the position of the expression that tells the day of the statement.

    Returns
    -------
    list of Resolved
        One for each expression.
    """
    days = statement_days or {}
    if published is None and possible:
        readings = [_resolve(expressions, day, days) for day in possible]
        unknown = _resolve(expressions, None, days)
        return [rows[0] if len(set(rows)) == 1 else other for rows, other in zip(zip(*readings, strict=True), unknown, strict=True)]
    return _resolve(expressions, published, days)


def is_narrative(expressions: Sequence[Expression], published: date | None) -> bool:
    """Tell whether an article is history: most of its dates are years told outright, long before publication."""
    limit = published - timedelta(days=_FAR) if published else None
    far = near = 0
    for expression in expressions:
        if expression.mode == "absolute":
            span = interval(expression.value)
            if expression.value.startswith("BC") or (span and (limit is None or span[1] < limit)):
                far += 1
        elif expression.anchor == "published" and expression.type in ("DATE", "TIME") and not expression.quoted:
            near += 1
    if published is None:
        return far >= 4 and far >= 2 * near
    return far >= 6 and far >= 4 * near


def _resolve(expressions: Sequence[Expression], published: date | None, statement_days: dict[int, int]) -> list[Resolved]:
    discourse = Discourse(published, is_narrative(expressions, published))
    out = []
    for i, expression in enumerate(expressions):
        told = expressions[statement_days[i]] if i in statement_days else None
        day = None
        if told is not None and expression.quoted:
            span = interval(resolve_expression(told, discourse).value)
            day = span[0] if span and span[0] == span[1] else None
        if day is not None:
            spoken = Discourse(day, False, discourse.points)
            resolved = resolve_expression(expression, spoken)
            resolved = Resolved(resolved.value, "statement" if resolved.anchor == "published" else resolved.anchor)
        else:
            resolved = resolve_expression(expression, discourse)
        out.append(resolved)
        if expression.type in ("DATE", "TIME") and granularity(resolved.value):
            discourse.points.append((expression, resolved.value))
        elif resolved.value in ("P6M", "P9M", "P12M") and expression.text.lower().startswith("the"):
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
    if discourse.narrative and expression.text.lower() == "today" and not expression.quoted:
        return Resolved("PRESENT_REF", None)
    if expression.mode == "absolute":
        if expression.other and discourse.published:
            return Resolved(_nearer(expression, discourse.published), None)
        return Resolved(expression.value, None)
    resolve = {"calendar": _calendar, "weekday": _weekday, "shift": _shift, "holiday": _holiday, "clock": _clock}[expression.mode]
    return resolve(expression, discourse)


def _nearer(expression: Expression, published: date) -> str:
    """Return the reading of an ambiguous day that lies within two months of publication, if only one does."""
    readings = [(expression.value, interval(expression.value)), (expression.other, interval(expression.other))]
    near = [value for value, span in readings if span and abs((span[0] - published).days) <= 60]
    return near[0] if len(near) == 1 else expression.value


# ---- days and months without their year ------------------------------------------------------------------
def _in_year(value: str, year: int | None) -> str:
    return value if year is None else f"{year:04d}{value[4:]}"


def _year_of(value: str) -> int | None:
    if value.startswith("BC"):
        return None
    span = interval(value)
    return span[0].year if span and granularity(value) not in ("E", "C") else None


def _calendar(expression: Expression, discourse: Discourse) -> Resolved:
    if expression.hint == "month":
        return _day_of_month(expression, discourse)
    if expression.hint == "decade":
        return Resolved("19" + expression.value[2:], None)
    if expression.hint == "year":
        return _calendar_with_year(expression, discourse)
    resolved = _calendar_year(expression, discourse, expression.value)
    if expression.part == "W":
        span = interval(resolved.value)
        return Resolved(week_value(span[0]), resolved.anchor) if span else resolved
    return resolved


def _calendar_with_year(expression: Expression, discourse: Discourse) -> Resolved:
    """Resolve "March of last year": the year is told from an anchor."""
    base = discourse.published.isoformat() if discourse.published and not (discourse.narrative and expression.anchor == "previous") else None
    anchor = "published"
    if expression.anchor == "previous":
        point = discourse.point("D", "W", "M", "Q", "H", "S", "Y")
        if point:
            base, anchor = point, "previous"
    year = shifted(base, "Y", expression.amount) if base else None
    return Resolved(_in_year(expression.value, int(year)), anchor) if year and year.isdigit() else Resolved(expression.value, None)


def _calendar_year(expression: Expression, discourse: Discourse, value: str) -> Resolved:
    hint, published = expression.hint, discourse.published
    if value[:4] != "XXXX":
        return Resolved(value, None)
    if hint in ANAPHORIC or (discourse.narrative and hint not in LAST | NEXT):
        point = discourse.point("D", "W", "M", "Q", "H", "S", "Y")
        if point:
            return Resolved(_beside(value, point, hint), "previous")
    elif discourse.narrative and hint in LAST | NEXT:
        point = discourse.point("D", "M", "Q", "H", "S", "Y")
        if point:
            return Resolved(_beside(value, point, "following" if hint in NEXT else "previous"), "previous")
    historical = _historical_year(expression, discourse)
    if historical is not None and not hint:
        return Resolved(_in_year(value, historical), "previous")
    if published is None:
        return Resolved(value, None)
    return Resolved(_in_year(value, _deictic_year(expression, value, published)), "published")


def _beside(value: str, point: str, hint: str) -> str:
    """Give a month or day the year of the expression before it, or the next or the one before as the hint says."""
    if point.startswith("BC"):
        return point[:6] + value[4:]
    year = _year_of(point)
    if year is None:
        return value
    candidate, span = interval(_in_year(value, year)), interval(point)
    if candidate and span:
        if hint == "following" and candidate[0] <= span[0]:
            year += 1
        elif hint in ("previous", "preceding") and candidate[0] >= span[0]:
            year -= 1
        elif not hint and granularity(point) in ("D", "M") and span[0].month - candidate[0].month >= 8:
            year += 1
    return _in_year(value, year)


def _historical_year(expression: Expression, discourse: Discourse) -> int | None:
    """Return the year a historical sentence or paragraph is about, if it tells one before the expression."""
    for other, value in reversed(discourse.points):
        if other.paragraph != expression.paragraph:
            return None
        year = _year_of(value)
        if year is None:
            continue
        if discourse.published is None:
            told = other.mode == "absolute" and other.sentence == expression.sentence
            return year if told and expression.tense == "past" and other.relation not in ("since", "by", "until") else None
        if expression.tense == "future":
            return None
        limit = discourse.published - timedelta(days=_FAR)
        here = [v for e, v in discourse.points if e.paragraph == expression.paragraph]
        far = [v for v in here if (span := interval(v)) and span[1] < limit]
        return year if len(far) >= 2 and len(far) == len(here) else None
    return None


def _deictic_year(expression: Expression, value: str, published: date) -> int | None:
    spans = {}
    for year in range(published.year - 4, published.year + 5):
        span = interval(_in_year(value, year))
        if span:
            spans[year] = span
    if not spans:
        return None
    hint = expression.hint
    before = [y for y, s in spans.items() if s[1] < published]
    after = [y for y, s in spans.items() if s[0] > published]
    around = [y for y, s in spans.items() if s[0] <= published <= s[1]]
    if hint in LAST:
        return max(before) if before else None
    if hint in NEXT:
        return min(after) if after else None
    if hint == "this":
        return published.year if published.year in spans else None
    if expression.relation in ("since", "ended"):
        return max(before + around)
    if around:
        return around[0]
    distance = {y: min(abs((s[0] - published).days), abs((s[1] - published).days)) for y, s in spans.items()}
    future = expression.tense == "future" or (expression.relation in ("until", "by", "through") and expression.tense != "past")
    if len(value) >= 10:
        return min(distance, key=lambda y: (distance[y] * (1.4 if (y in before) == future else 1.0), y))
    if value[5] in "QH":
        return min(distance, key=lambda y: (distance[y], y)) if future else max(before)
    if future:
        return min(after) if distance[min(after)] < 300 else max(before)
    if expression.relation in ("until", "by", "through"):
        return min(distance, key=lambda y: (distance[y], y))
    if expression.tense != "present":
        return max(before)
    return min(distance, key=lambda y: (distance[y], y))


def _day_of_month(expression: Expression, discourse: Discourse) -> Resolved:
    base, anchor = None, None
    if expression.anchor == "previous":
        base, anchor = discourse.point("D", "M"), "previous"
    if base is None and discourse.published and not discourse.narrative:
        base, anchor = discourse.published.isoformat(), "published"
    month = shifted(base, "M", expression.amount) if base else None
    value = f"{month}{expression.value[7:]}"
    return Resolved(value, anchor) if month and interval(value) else Resolved(expression.value, None)


# ---- weekdays and weekends -------------------------------------------------------------------------------
def _weekday(expression: Expression, discourse: Discourse) -> Resolved:
    anaphoric = expression.hint in ANAPHORIC or expression.anchor == "previous" or discourse.narrative
    point = discourse.point("D") if anaphoric else None
    base = interval(point)[0] if point else discourse.published  # type: ignore[index]
    if base is None or (discourse.narrative and not point and discourse.published is None):
        return Resolved(expression.value, None)
    anchor = "previous" if point else "published"
    if expression.value.endswith("WE"):
        return Resolved(_weekend(expression, base), anchor)
    number = int(expression.value[9])
    if expression.hint == "week":
        day = base - timedelta(days=base.isoweekday() - number) + timedelta(days=round(7 * expression.amount))
    else:
        day = _day_of_week(number, base, expression, bool(point))
    return Resolved(day.isoformat() + expression.part, anchor)


def _day_of_week(number: int, base: date, expression: Expression, anaphoric: bool) -> date:
    back, ahead = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    hint = expression.hint
    if hint in LAST or hint in ("previous", "preceding"):
        return base - timedelta(days=back or 7)
    if hint in NEXT or hint == "following":
        return base + timedelta(days=ahead or 7)
    if hint in ("that", "same"):
        return base + timedelta(days=ahead)
    if anaphoric:
        return base + timedelta(days=ahead) if ahead <= 3 else base - timedelta(days=back)
    if hint != "reported" and expression.tense == "future" or (hint == "this" and expression.tense != "past"):
        return base + timedelta(days=ahead)
    return base - timedelta(days=back)


def _weekend(expression: Expression, base: date) -> str:
    saturday = base + timedelta(days=6 - base.isoweekday())
    hint = expression.hint
    if base.isoweekday() < 6 and (hint in LAST or (hint not in NEXT | {"this", "following"} and expression.tense != "future")):
        saturday -= timedelta(days=7)
    elif base.isoweekday() >= 6:
        if base.isoweekday() == 7:
            saturday = base - timedelta(days=1)
        if hint in LAST:
            saturday -= timedelta(days=7)
        elif hint in NEXT:
            saturday += timedelta(days=7)
    elif hint in NEXT and base.isoweekday() >= 6:
        saturday += timedelta(days=7)
    return week_value(saturday) + "-WE"


# ---- some units away -------------------------------------------------------------------------------------
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
    wanted = {"D": "D", "W": "DW", "F": "DW", "M": "DWM", "Q": "DMQ", "Y": "DWMQHSY", "E": "DMQHSYE", "C": "DMQHSYEC"}[unit]
    base, anchor = published, "published"
    if expression.anchor == "previous" or (discourse.narrative and amount != 0):
        point = discourse.point(*wanted, partial=True)
        if unit == "Y" and expression.anchor == "previous" and published and not discourse.narrative and amount < 0:
            point = discourse.point(*wanted, paragraph=expression.paragraph)
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
    point = discourse.point("D", sentence=expression.sentence, partial=True) or (discourse.point("D") if discourse.narrative else None)
    if point:
        return Resolved(point.split("T")[0] + expression.part, "previous")
    if discourse.published and not discourse.narrative:
        return Resolved(discourse.published.isoformat() + expression.part, "published")
    return Resolved("XXXX-XX-XX" + expression.part, None)


def _holiday(expression: Expression, discourse: Discourse) -> Resolved:
    rule = expression.part
    if expression.value[:4].isdigit():
        year, anchor = int(expression.value[:4]), None
    else:
        base = discourse.published.year if discourse.published else None
        anchor = "published"
        point = discourse.point("D", "M", "Q", "H", "S", "Y")
        if point and discourse.narrative:
            base, anchor = _year_of(point), "previous"
        if base is None:
            return Resolved(expression.value, None)
        year = base
        if discourse.published and anchor == "published":
            days = {y: d for y in (base - 1, base, base + 1) if (d := holiday(rule, y))}
            before = [y for y, d in days.items() if d < discourse.published]
            after = [y for y, d in days.items() if d > discourse.published]
            if expression.hint in LAST:
                year = max(before, default=base)
            elif expression.hint in NEXT or expression.tense == "future":
                year = min(after, default=base)
            elif expression.hint != "this":
                published = discourse.published
                year = min(days, key=lambda y: (abs((days[y] - published).days), y), default=base)
    day = holiday(rule, year)
    if day is None:
        return Resolved(expression.value, None)
    return Resolved(week_value(day) if expression.unit == "W" else day.isoformat(), anchor)
