"""Days, intervals and their notation in EDTF (ISO 8601-2)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
WHOLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DURATION = re.compile(r"P(T?)(\d{1,4}(?:\.\d)?)([YMWDH])")


@dataclass(frozen=True)
class Timing:
    """When something happened, and how that is known.

    Attributes
    ----------
    edtf : the date in EDTF.
    earliest, latest : the same as an interval; None for an open end.
    basis : stated, relative, published or other article.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    basis: str

    @property
    def days(self) -> int:
        """Length of the interval in days, a very large number where an end is open."""
        if self.earliest is None or self.latest is None:
            return 10**6
        return (self.latest - self.earliest).days + 1


def day(value: Any) -> date | None:
    """Return a date from a date, a timestamp or an ISO string; None from null or anything else."""
    if value is None or value != value:
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", str(value))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def span_of(edtf: str) -> tuple[date, date] | None:
    """Return the first and last day of a year, month or day in ISO notation, or None."""
    match = WHOLE.fullmatch(edtf)
    if not match:
        return None
    year, month, number = (int(part) if part else 0 for part in match.groups())
    try:
        if number:
            return date(year, month, number), date(year, month, number)
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def edtf_of(value: str, earliest: date | None, latest: date | None, text: str = "") -> str:
    """Write a TIMEX3 value in EDTF.

    Parameters
    ----------
    value : TIMEX3 value: "2022-05-20", "2022-H1", "XXXX-05-20", "199", "P30Y".
    earliest, latest : the interval it stands for, used where the notations differ.
    text : the expression; "early", "mid", "about" make a date approximate.

    Returns
    -------
    str, empty where nothing is known.
    """
    value = re.sub(r"T.*$", "", value) if not value.startswith("P") else value
    hedged = (
        "~" if re.match(r"(?:early|mid|late|about|around|circa|roughly|approximately)\b", text.strip(), re.I) else ""
    )
    if WHOLE.fullmatch(value):
        return value + hedged
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}XX"
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
    if season:
        return f"{season.group(1)}-{SEASONS[season.group(2)]}"
    if re.fullmatch(r"XXXX-\d{2}(?:-\d{2})?", value):
        return value
    if earliest and latest:
        return between(earliest, latest, value)
    return ""


def between(earliest: date, latest: date, value: str = "") -> str:
    """Write an interval as coarsely as its ends (or the unit of a duration) allow."""
    if earliest == latest:
        return earliest.isoformat()
    unit = DURATION.fullmatch(value)
    starts_year, ends_year = (earliest.month, earliest.day) == (1, 1), (latest.month, latest.day) == (12, 31)
    whole_months = earliest.day == 1 and latest.day == calendar.monthrange(latest.year, latest.month)[1]
    if (unit and unit.group(3) == "Y") or (starts_year and ends_year):
        return f"{earliest.year:04d}/{latest.year:04d}" if earliest.year != latest.year else f"{earliest.year:04d}"
    if (unit and unit.group(3) == "M" and not unit.group(1)) or whole_months:
        first, last = earliest.isoformat()[:7], latest.isoformat()[:7]
        return first if first == last else f"{first}/{last}"
    return f"{earliest.isoformat()}/{latest.isoformat()}"


def shifted(when: date, count: float, unit: str) -> date:
    """Move a day by a number of Y, M, W or D; the last day of a month where the day does not exist."""
    if unit in ("D", "W"):
        return when + timedelta(days=round(count * (7 if unit == "W" else 1)))
    months = when.year * 12 + when.month - 1 + round(count * (12 if unit == "Y" else 1))
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return when
    return date(year, month + 1, min(when.day, calendar.monthrange(year, month + 1)[1]))


def at_unit(when: date, unit: str) -> tuple[str, date, date]:
    """Return the year, month or day that holds `when`, as precise as a shift by `unit` allows."""
    text = when.isoformat()
    shown = text[:4] if unit == "Y" else text[:7] if unit == "M" else text
    first, last = span_of(shown) or (when, when)
    return shown, first, last


def duration(value: str) -> tuple[float, str] | None:
    """Return number and unit (Y, M, W, D) of a TIMEX3 duration in days or longer, or None."""
    match = DURATION.fullmatch(value or "")
    if not match or match.group(1) or match.group(3) == "H":
        return None
    return float(match.group(2)), match.group(3)


def overlap(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Tell whether two intervals, open where None, have a day in common."""
    starts_in_time = a[0] is None or b[1] is None or a[0] <= b[1]
    return starts_in_time and (b[0] is None or a[1] is None or b[0] <= a[1])
