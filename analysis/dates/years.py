"""Find the year of a day, month, season or holiday that is told without one."""

from datetime import date

from analysis.dates.discourse import ANAPHORIC, HORIZON, LAST, NEXT, Discourse, Resolved
from analysis.dates.expression import DEADLINES, Expression
from analysis.dates.holidays import holiday
from analysis.dates.timex import granularity, interval, shifted, week_value


def _in_year(value: str, year: int | None) -> str:
    return value if year is None else f"{year:04d}{value[4:]}"


def _year_of(value: str) -> int | None:
    if value.startswith("BC"):
        return None
    span = interval(value)
    return span[0].year if span and granularity(value) not in ("E", "C") else None


def resolve_calendar(expression: Expression, discourse: Discourse) -> Resolved:
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
    base = (
        discourse.published.isoformat()
        if discourse.published and not (discourse.narrative and expression.anchor == "previous")
        else None
    )
    anchor = "published"
    if expression.anchor == "previous":
        point = discourse.point("D", "W", "M", "Q", "H", "S", "Y")
        if point:
            base, anchor = point, "previous"
    year = shifted(base, "Y", expression.amount) if base else None
    return (
        Resolved(_in_year(expression.value, int(year)), anchor)
        if year and year.isdigit()
        else Resolved(expression.value, None)
    )


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
    if not hint:
        point = _historical_point(expression, discourse)
        if point:
            return Resolved(_beside(value, point, hint), "previous")
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


def _historical_point(expression: Expression, discourse: Discourse) -> str | None:
    """Return what a historical paragraph, or a sentence of an article without publication, told last."""
    if expression.tense == "future":
        return None
    for other, value in reversed(discourse.points[-HORIZON:]):
        if other.paragraph != expression.paragraph:
            return None
        if _year_of(value) is None:
            continue
        if expression.paragraph in discourse.historical:
            return value
        told = other.mode == "absolute" and other.sentence == expression.sentence
        open_end = other.relation in ("since", "by", "until")
        alone = discourse.published is None and expression.tense == "past"
        return value if alone and told and not open_end else None
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
    deadline = expression.relation in DEADLINES
    future = expression.tense == "future" or (deadline and expression.tense != "past")
    if len(value) >= 10:
        return min(distance, key=lambda y: (distance[y] * (1.4 if (y in before) == future else 1.0), y))
    if value[5] in "QH":
        return min(distance, key=lambda y: (distance[y], y)) if future else max(before)
    if future:
        return min(after) if deadline or distance[min(after)] < 300 else max(before)
    if deadline:
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


def resolve_holiday(expression: Expression, discourse: Discourse) -> Resolved:
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
