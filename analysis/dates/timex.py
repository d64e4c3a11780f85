"""Arithmetic on TIMEX3 values: what interval a value stands for, and what is some units away from it."""

import calendar
import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PARTIAL_DAY = re.compile(r"XXXX-(\d{2})-(\d{2})(?:T.*)?")
_PARTIAL_MONTH = re.compile(r"XXXX-(\d{2})")
_PARTIAL_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?(?:-(\d))?")
_FIRST_MONTH = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """Return first and last day of some months."""
    last = month + months - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def interval(value: str) -> tuple[date, date] | None:
    """Return the first and the last day that a TIMEX3 value stands for.

    Parameters
    ----------
    value : str
        Such as "2022-05-20", "2022-H1", "198" (a decade), "19" (a century), "1998-W08-WE".

    Returns
    -------
    tuple of date, or None
        None for durations, sets, references, values with unknown digits, and years before our era.
    """
    try:
        found = _DAY.fullmatch(value)
        if found:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return day, day
        found = _MONTH.fullmatch(value)
        if found:
            return month_span(int(found[1]), int(found[2]))
        if re.fullmatch(r"\d{4}", value):
            return month_span(int(value), 1, 12)
        if re.fullmatch(r"\d{3}", value):
            return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d{2}", value):
            return date(max(int(value) * 100, 1), 1, 1), date(int(value) * 100 + 99, 12, 31)
        found = _PART.fullmatch(value)
        if found:
            return month_span(int(found[1]), _FIRST_MONTH[found[2]], 6 if found[2][0] == "H" else 3)
        found = _WEEK.fullmatch(value)
        if found:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            if found[4]:
                day = monday + timedelta(days=int(found[4]) - 1)
                return day, day
            return (
                (monday + timedelta(days=5), monday + timedelta(days=6))
                if found[3]
                else (monday, monday + timedelta(days=6))
            )
    except (ValueError, OverflowError):
        return None
    return None


def granularity(value: str) -> str:
    """Return D, W, M, Q, H, S (season), Y, E (decade), C (century), or an empty string for no point of the calendar."""
    if value.startswith("BC"):
        return {4: "C", 6: "Y", 9: "M", 12: "D"}.get(len(value), "")
    if _DAY.fullmatch(value):
        return "D"
    if _PARTIAL_DAY.fullmatch(value) or _PARTIAL_WEEKDAY.fullmatch(value):
        return "D"
    if _PARTIAL_MONTH.fullmatch(value):
        return "M"
    if _WEEK.fullmatch(value):
        return "W"
    if _MONTH.fullmatch(value):
        return "M"
    found = _PART.fullmatch(value)
    if found:
        return found[2][0] if found[2][0] in "QH" and found[2][1:].isdigit() else "S"
    if value.isdigit():
        return {4: "Y", 3: "E", 2: "C"}.get(len(value), "")
    return ""


def week_value(day: date) -> str:
    """Return the ISO week of a day as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shifted(value: str, unit: str, amount: float) -> str | None:
    """Return the day, week, month, quarter, year or decade some units away from a value, as a TIMEX3 value.

    Parameters
    ----------
    value : str
        Where to count from.
    unit : str
        D, W, F (two weeks), M, Q, Y, E or C; the value returned is as precise as the unit.
    amount : float
        How many units, negative for earlier.

    Returns
    -------
    str or None
        None where the value is less precise than the unit, or the result is outside the calendar.
    """
    if value.startswith("BC") and len(value) >= 6:
        year = -int(value[2:6]) + int(amount)
        return (f"BC{-year:04d}" if year < 0 else f"{year:04d}") if unit == "Y" else None
    if value.startswith("XXXX"):
        return _shifted_partial(value, unit, amount)
    span = interval(value)
    if span is None:
        return None
    kind, first = granularity(value), span[0]
    try:
        if unit in ("D", "W", "F"):
            if kind != "D" and not (kind == "W" and unit != "D"):
                return None
            days = amount * {"D": 1, "W": 7, "F": 14}[unit]
            day = first + timedelta(days=round(days))
            return day.isoformat() if unit == "D" else week_value(day)
        if unit == "M":
            if kind not in ("D", "M", "W"):
                return None
            year, month = divmod(first.year * 12 + first.month - 1 + round(amount), 12)
            return f"{year:04d}-{month + 1:02d}" if 0 < year < 10000 else None
        if unit == "Q":
            if kind not in ("D", "M", "Q", "W"):
                return None
            year, quarter = divmod(first.year * 4 + (first.month - 1) // 3 + round(amount), 4)
            return f"{year:04d}-Q{quarter + 1}" if 0 < year < 10000 else None
        if unit == "Y":
            if kind in ("E", "C"):
                return None
            year = first.year + round(amount)
            return f"{year:04d}" if 0 < year < 10000 else None
        if unit in ("E", "C"):
            size = 10 if unit == "E" else 100
            count = first.year // size + round(amount)
            return f"{count:0{3 if unit == 'E' else 2}d}" if 0 < count * size < 10000 else None
    except (ValueError, OverflowError):
        return None
    return None


def _shifted_partial(value: str, unit: str, amount: float) -> str | None:
    """Count from a day or month whose year is not known, where the result does not depend on the year."""
    weekday = _PARTIAL_WEEKDAY.fullmatch(value)
    if weekday:
        return f"XXXX-WXX-{(int(weekday[1]) - 1 + round(amount)) % 7 + 1}" if unit == "D" else None
    day = _PARTIAL_DAY.fullmatch(value)
    month = day or _PARTIAL_MONTH.fullmatch(value)
    if month is None:
        return None
    if unit == "D" and day:
        if not amount:
            return value[:10]
        if abs(amount) > 300 or value[5:10] == "02-29":
            return None
        ends = {
            (date(year, int(day[1]), int(day[2])) + timedelta(days=round(amount))).isoformat()[5:]
            for year in (2003, 2004)
        }
        return f"XXXX-{ends.pop()}" if len(ends) == 1 else None
    if unit == "M":
        return f"XXXX-{(int(month[1]) - 1 + round(amount)) % 12 + 1:02d}"
    return "XXXX" if unit == "Y" else None
