"""Find the day of a weekday, and the week of a weekend."""

from datetime import date, timedelta

from analysis.dates.discourse import ANAPHORIC, LAST, NEXT, Discourse, Resolved
from analysis.dates.expression import DEADLINES, Expression
from analysis.dates.timex import interval, week_value

_RECENT = 4  # days: "Friday's meeting" is the last one this long after it, before that the next one

_FRESH = 2  # days: what will be done about "Friday's ruling" is about the last one this long after it


def resolve_weekday(expression: Expression, discourse: Discourse) -> Resolved:
    anaphoric = expression.hint in ANAPHORIC or expression.anchor == "previous" or discourse.narrative
    told_from = expression.hint in ANAPHORIC or expression.anchor == "previous"
    point = discourse.point("D", paragraph=None if told_from else expression.paragraph) if anaphoric else None
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
    if hint == "reported" and expression.tense == "future":
        return base - timedelta(days=back) if back <= _FRESH else base + timedelta(days=ahead)
    if hint == "reported" and (expression.tense == "purpose" or expression.relation in DEADLINES):
        return base + timedelta(days=ahead) if ahead <= back else base - timedelta(days=back)
    if hint == "reported":
        return (
            base - timedelta(days=back)
            if back <= _RECENT or expression.tense == "past"
            else base + timedelta(days=ahead)
        )
    open_end = hint == "this" or expression.relation in DEADLINES
    if expression.tense == "future" or (open_end and expression.tense != "past"):
        return base + timedelta(days=ahead)
    return base - timedelta(days=back)


def _weekend(expression: Expression, base: date) -> str:
    saturday = base + timedelta(days=6 - base.isoweekday())
    hint = expression.hint
    if base.isoweekday() < 6 and (
        hint in LAST or (hint not in NEXT | {"this", "following"} and expression.tense != "future")
    ):
        saturday -= timedelta(days=7)
    elif base.isoweekday() >= 6:
        saturday = base - timedelta(days=base.isoweekday() - 6)
        if hint in LAST:
            saturday -= timedelta(days=7)
    if hint in NEXT:
        saturday += timedelta(days=7)
    return week_value(saturday) + "-WE"
