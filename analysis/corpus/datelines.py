"""Read calendar days as the heads of articles write them, and the dateline that opens a first sentence."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Any, NamedTuple

from analysis.corpus.outlets import known_outlet, looks_like_outlet
from analysis.data import read_toml

# A dateline is a matter of the first words of a paragraph: nothing beyond is looked at.
LONGEST = 160
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w/.-]){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/]|-\d)",
        rf"(?<![\w/.-])(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark){_YEAR}(?![/-]\d)",
        rf"(?<![\w/-]){_DAY}[\s-]{{0,2}}(?:of\s)?{_MONTH}[\s,-]{{0,3}}{_YEAR}",
        rf"(?<![\w/-]){_MONTH}[\s-]{{0,2}}{_DAY}[\s,]{{1,3}}{_YEAR}",
        rf"(?<![\w/-]){_DAY}[\s-]{{1,2}}{_MONTH}(?!\s?\d{{4}})",
        rf"(?<![\w/-]){_MONTH}\s{{1,2}}{_DAY}(?![\d:.]\d)",
    )
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Thur|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]?)"
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[AaPp]\.?[Mm]\b\.?)?)"
_ZONE = r"(?:\b(?:GMT|UTC|EST|EDT|CET|CEST|IST|MSK|BST|PST|PDT|KST|JST|hrs|local time)(?:[+-]\d{1,2}(?::?\d\d)?)?\b)"
TRIMMINGS = re.compile(rf"{_WEEKDAY}|{_CLOCK}|{_ZONE}|\b(?:at|on)\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*--+\s*|\s*—\s*|\s+[–-]\s+|(?<=\))\s?\.?\s?[–-]\s*|\s*[•_]\s+|:\s+|:$|\.\s+|(?<=/)\s+")
_BRACKETS = re.compile(r"\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]|(?<=[\s.])/([^/]{2,40})/")
_PARTICLES = {"of", "de", "del", "la", "el", "al", "and", "the", "da", "do", "dos", "es", "au", "en"}
_COMMA_LAST = re.compile(rf",\s*{_WEEKDAY}?\s*$", re.IGNORECASE)
_STAMP = re.compile(r"(?:date:?\s{1,3})?\d{4}-\d\d-\d\d\s{1,3}(?=[\"“'‘(]?[A-Z])", re.IGNORECASE)


class Day(NamedTuple):
    """A calendar day as written at `text[start:end]`.

    `year` is None where the text does not give it; `other` is the second reading of "7/11/2023".
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    other: date | None = None

    @property
    def date(self) -> date | None:
        """Return the day as a date, or None without a year."""
        return date(self.year, self.month, self.day) if self.year else None


class Dateline(NamedTuple):
    """The dateline that ends at `end`, its delimiter included: places, day and agency, as far as given."""

    end: int
    places: list[str]
    day: Day | None
    agency: str | None


@functools.cache
def lexicon() -> dict[str, Any]:
    """Return the lists of `data/datelines.toml`, in lower case."""
    data = read_toml("datelines.toml")
    return {key: frozenset(value.casefold() for value in values) for key, values in data.items()}


def is_issuer(line: str) -> bool:
    """Tell whether a line is the letterhead of an institution: "Ministry of External Affairs, Government of India"."""
    words = line.strip(" *_#.:").split()
    named = all(
        word[0].isupper() or not word[0].isalpha() or word in _PARTICLES | {"at", "for", "in", "to"} for word in words
    )
    return (
        2 <= len(words) <= 14 and named and " ".join(words).casefold().removeprefix("the ").startswith(_letterheads())
    )


@functools.cache
def _letterheads() -> tuple[str, ...]:
    return tuple(sorted(lexicon()["issuers"] | lexicon()["states"]))


def find_days(text: str) -> list[Day]:
    """Find the calendar days in a line, in order.

    "11/7/2023" is read in the American order, month first, unless that is no day; with dots or hyphens
    the day comes first, as where such dates are written.

    Returns
    -------
    Days without overlap; those without a year have `year` None.
    """
    found: list[Day] = []
    taken = bytearray(len(text))  # the days of a long text are not compared with each other
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day(match)
            if day and not any(taken[day.start : day.end]):
                taken[day.start : day.end] = b"\1" * (day.end - day.start)
                found.append(day)
    return sorted(found)


def read_day(text: str) -> date | None:
    """Return the first full calendar day in `text`, or None."""
    return next((day.date for day in find_days(text[:1000]) if day.year), None)


def _day(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    other = None
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        first, second = ((one, two), (two, one)) if parts["mark"] == "/" else ((two, one), (one, two))
        readings = [reading for reading in (first, second) if _valid(year, *reading)]
        if not readings:
            return None
        month, day = readings[0]
        if len(readings) == 2 and one != two:
            other = date(year or 2000, *readings[1])
    else:
        name = parts["month"]
        if not name.isdigit() and name[0].islower():
            return None
        month = int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1
        day = int(parts["day"])
    if not _valid(year, month, day):
        return None
    return Day(match.start(), match.end(), year, month, day, other)


def _valid(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def without_days(text: str) -> str:
    """Return a line without its days, weekdays, clock times and the punctuation between them."""
    for day in reversed(find_days(text)):
        text = text[: day.start] + " " + text[day.end :]
    return " ".join(re.sub(r"[|,;:•·–—/-]+", " ", TRIMMINGS.sub(" ", text)).split())


def read_dateline(text: str, *, opening: bool = True, labelled: bool = False) -> Dateline | None:
    """Read the dateline at the start of a paragraph: "MOSCOW (AA) -", "Paris, 3 May 2021 (ABC):".

    Parameters
    ----------
    text : the paragraph.
    opening : it is the first of the article; later ones must show more than capital letters.
    labelled : the article has labelled turns ("MINISTER SMITH:"), so that capitals and a colon tell nothing.

    Returns
    -------
    Dateline, or None. `end` is where the first sentence starts.
    """
    window = text[:LONGEST]
    stamp = _STAMP.match(window) if opening else None
    if stamp:
        return Dateline(stamp.end(), [], next(iter(find_days(stamp.group())), None), None)
    for cut in reversed(list(_ENDS.finditer(window))):
        delimiter = cut.group().strip() or "/"
        read = _parts(window[: cut.start()])
        if read and _holds(read, delimiter, opening, labelled):
            if not (read.day or read.agency) and window[cut.end() : cut.end() + 1].islower():
                continue
            return read._replace(end=cut.end())
    return None


def read_dateline_line(text: str) -> Dateline | None:
    """Read a line that is nothing but a dateline: "Dakar, 4 June 2009", "ANKARA"."""
    line = text.strip().rstrip(":.–—-").rstrip()
    if len(line) > LONGEST:
        return None
    read = _parts(line)
    if read is None or not read.places:
        return None
    place = line[: read.day.start] if read.day else ""
    dated = bool(_COMMA_LAST.search(place)) and "|" not in line and not place.startswith("The ")
    signed = bool(read.agency and _agency_like(read.agency))
    return read._replace(end=len(text)) if dated or signed or _is_city(read.places[0]) else None


def _parts(prefix: str) -> Dateline | None:
    prefix = prefix.strip()
    if not prefix or not (prefix[0].isupper() or prefix[0] in "(["):
        return None
    agency = day = None
    rest = prefix
    for match in reversed(list(_BRACKETS.finditer(prefix))):
        inner = next(group for group in match.groups() if group is not None)
        days = find_days(inner)
        if days:
            day = days[0]
        elif match.group(2) is None:
            agency = inner.strip()
        rest = rest[: match.start()] + " \x01 " + rest[match.end() :]
    days = find_days(rest)
    if len(days) > 1:
        return None
    if days:
        day = days[0]
        rest = rest[: day.start] + "\x01" + rest[day.end :]
    places: list[str] = []
    closed = False
    for piece in re.split(r"([,;|/\x01]|\.(?=\s|$))", TRIMMINGS.sub(" ", rest) if day else rest):
        closed = closed or piece == "\x01"
        name = " ".join(piece.split())
        if name and name not in ",;|/.\x01":
            if not _name_like(name):
                return None
            if closed and not _agency_like(name):
                return None
            if closed or (places and _named_place(places[0]) and _unmarked_agency(name)):
                agency = agency or name
            else:
                places.append(name)
    return Dateline(len(prefix), places, day, agency) if len(places) <= 5 else None


def _name_like(name: str) -> bool:
    words = name.split()
    return len(words) <= 4 and all(
        (word[0].isupper() or word.casefold() in _PARTICLES) and not any(c in ':–—"“”' for c in word) for word in words
    )


def _unmarked_agency(name: str) -> bool:
    # "WASHINGTON, DC" and "DUBAI, UAE" are places: without brackets, an unknown agency needs four letters.
    return bool(known_outlet(name)) or (name.isupper() and sum(c.isalpha() for c in name) > 3 and not _is_city(name))


def _agency_like(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return (
        bool(letters)
        and (
            (capitals == len(letters) and len(letters) > 1)
            or capitals > 2 * len(name.split())
            or bool(known_outlet(name))
        )
    ) or looks_like_outlet(name)


def _is_city(name: str) -> bool:
    cities = lexicon()["cities"]
    return name.casefold().rstrip(".") in cities or name.split("-")[0].casefold() in cities


def _in_capitals(name: str) -> bool:
    return name.isupper() and sum(c.isalpha() for c in name) > 3


def _named_place(name: str) -> bool:
    return _is_city(name) or _in_capitals(name)


def _holds(read: Dateline, delimiter: str, opening: bool, labelled: bool) -> bool:
    agency = bool(read.agency) and _agency_like(read.agency or "")
    if not read.places:
        return bool(read.agency) and delimiter not in ":./" and (agency or opening)
    known, capitals = _is_city(read.places[0]), _in_capitals(read.places[0])
    if delimiter == ".":
        return bool(read.day) and (known or capitals or len(read.places) > 1)
    if delimiter == "/":
        return agency and (bool(read.day) or known or capitals)
    if delimiter == ":":
        return (bool(read.day) and (known or capitals or agency)) or (
            not labelled and (known or agency or (capitals and opening and len(read.places) > 1))
        )
    return bool(read.day) or agency or known or (capitals and opening) or (bool(read.agency) and (known or capitals))
