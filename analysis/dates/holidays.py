"""The day of a holiday in a year."""

import re
from datetime import date, timedelta

_NTH = re.compile(r"(-?\d) (\d) (\d\d)")
_MOVABLE = re.compile(r"(easter|orthodox)([+-]\d{1,2})")


def western_easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, 1991: Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday as a Gregorian date, right from 1900 to 2099 (Meeus, 1991)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def holiday(rule: str, year: int) -> date | None:
    """Return the day that a holiday has in a year.

    Parameters
    ----------
    rule : str
        As in ``data/holidays.toml``: "12-25", "4 4 11" (fourth Thursday of November), "easter-2", "orthodox+0".
    year : int
        Year of the Gregorian calendar.

    Returns
    -------
    date or None
        None for a year outside the calendar.
    """
    if not 1 < year < 9990:
        return None
    movable = _MOVABLE.fullmatch(rule)
    if movable:
        easter = western_easter(year) if movable[1] == "easter" else orthodox_easter(year)
        return easter + timedelta(days=int(movable[2]))
    nth = _NTH.fullmatch(rule)
    if nth:
        number, weekday, month = int(nth[1]), int(nth[2]), int(nth[3])
        if number > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return date(year, int(rule[:2]), int(rule[3:]))
