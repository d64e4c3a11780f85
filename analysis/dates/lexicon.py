"""The words of temporal expressions, read from the data files."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.data import read_toml


@dataclass(frozen=True)
class Lexicon:
    """Words of each kind and their meaning; the fields are the tables of ``data/dates.toml``."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    weekday_plurals: dict[str, int]
    weekday_abbreviations: dict[str, int]
    capitalised: frozenset[str]
    seasons: dict[str, str]
    day_parts: dict[str, str]
    day_part_plurals: dict[str, str]
    units: dict[str, str]
    unit_plurals: dict[str, str]
    numbers: dict[str, int]
    vague_numbers: frozenset[str]
    ordinals: dict[str, int]
    decades: dict[str, int]
    frequencies: dict[str, str]
    references: dict[str, str]
    zones: frozenset[str]
    year_cues: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    after_a_day: frozenset[str]
    future_words: frozenset[str]
    present_words: frozenset[str]
    past_words: frozenset[str]
    not_past: frozenset[str]
    scheduled_verbs: frozenset[str]
    future_before_to: frozenset[str]
    planning_verbs: frozenset[str]
    future_governors: frozenset[str]
    deadline_verbs: frozenset[str]
    holidays: dict[str, str]

    def month(self, word: str) -> int:
        """Return the number of a month from its name or abbreviation."""
        return self.months.get(word) or self.month_abbreviations[word]

    def weekday(self, word: str) -> int:
        """Return the ISO number of a weekday from its name, plural or abbreviation."""
        return self.weekdays.get(word) or self.weekday_plurals.get(word) or self.weekday_abbreviations[word]

    def unit(self, word: str) -> str:
        """Return the code of a unit of time from its singular or plural."""
        return self.units.get(word) or self.unit_plurals[word]

    def day_part(self, word: str) -> str:
        """Return the TIMEX3 code of a part of the day from its singular or plural."""
        return self.day_parts.get(word) or self.day_part_plurals[word]


@cache
def read_lexicon() -> Lexicon:
    """Read the words of temporal expressions from the package's data files.

    Returns
    -------
    Lexicon
    """
    tables = read_toml("dates.toml")
    lists: dict[str, Any] = {
        k: frozenset(tables.pop(k)["words"]) for k in [k for k, v in tables.items() if "words" in v]
    }
    rows = read_toml("holidays.toml")["holiday"]
    return Lexicon(**tables, **lists, holidays={name: row["day"] for row in rows for name in row["names"]})
