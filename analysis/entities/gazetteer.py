"""The known names: countries with their people and capitals, regions, organisations and forums."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.data import read_rows, read_toml

WORD = re.compile(r"\w+|[^\w\s]")
# Shorter forms in capitals only, so that no ordinary word in capitals is read as one.
SHORTEST_IN_CAPITALS = 4
UNIONS = {"European Union"}


class Word(NamedTuple):
    """A word or mark of a text: its place and its letters."""

    start: int
    end: int
    text: str


class Entry(NamedTuple):
    """A known form: what it names.

    sort : country, union, people, capital, region, region people, organisation or forum.
    """

    sort: str
    name: str
    type: str


@dataclass(frozen=True)
class Country:
    """A country: its common English name, the article it takes, and the city its government is named by."""

    name: str
    article: str
    code: str
    capital: str

    @property
    def after_of(self) -> str:
        """The name as it stands after "of": "the Philippines"."""
        return f"{self.article} {self.name}".strip()


def words_of(text: str, start: int = 0) -> list[Word]:
    """Split `text` into words and marks, with offsets counted from `start`."""
    return [Word(m.start() + start, m.end() + start, m.group()) for m in WORD.finditer(text)]


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """Read one TOML of analysis/data/."""
    return read_toml(name)


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of data/entity_words.toml."""
    return frozenset(lexicon("entity_words.toml")[name])


@functools.cache
def countries() -> dict[str, Country]:
    """Return every country of data/countries.csv by its name."""
    return {
        row["name"]: Country(row["name"], row["article"], row["code"], row["capital"])
        for row in read_rows("countries.csv")
    }


@functools.cache
def capitals() -> dict[str, str]:
    """Return the country of each capital and other seat of government by the city's canonical name."""
    seats = {}
    for row in read_rows("countries.csv"):
        for city in [row["capital"], *_forms(row["seats"])]:
            if city:
                seats[city] = row["name"]
    return seats


@functools.cache
def states() -> dict[str, str]:
    """Return the country of each known organisation that belongs to one."""
    return {row["name"]: row["country"] for row in read_rows("organisations.csv") if row["country"]}


@functools.cache
def called(word: str) -> frozenset[str]:
    """Return the countries that "the kingdom" or "the sultanate" may mean, by official name; none for other words."""
    if word not in {"kingdom", "sultanate", "emirate", "principality", "grand duchy"}:
        return frozenset()
    rows = read_rows("countries.csv")
    return frozenset(
        row["name"] for row in rows if any(word.title() in form for form in [row["name"], *_forms(row["forms"])])
    )


def of_country(name: str) -> str:
    """Return a country's name as it stands after "of", any other name unchanged."""
    country = countries().get(name)
    return country.after_of if country else name


def _forms(field: str) -> list[str]:
    return [form for form in field.split("|") if form]


class Gazetteer:
    """Known forms in a tree of words: the longest one at a place is found in as many steps as it has words."""

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}

    def add(self, form: str, entry: Entry) -> None:
        """Add one form, and the same in capitals where it is long enough."""
        variants = {form}
        if len(form) >= SHORTEST_IN_CAPITALS:
            variants.add(form.upper())
        for variant in variants:
            node = self.tree
            for word in words_of(variant):
                node = node.setdefault(word.text, {})
            node.setdefault("", entry)

    def longest(self, words: list[Word], at: int) -> tuple[int, Entry] | None:
        """Return how many words from `at` on make the longest known form, and what it names."""
        node: dict[str, Any] | None = self.tree
        found = None
        for i in range(at, len(words)):
            node = node.get(words[i].text) if node is not None else None
            if node is None:
                break
            if "" in node:
                found = i - at + 1, node[""]
        return found


def _peoples(field: str) -> list[str]:
    forms = []
    for form in _forms(field):
        forms.append(form)
        if not form.endswith(("s", "ish", "ese", "ch", "women", "men")):
            forms.append(form + "s")
    return forms


@functools.cache
def gazetteer() -> Gazetteer:
    """Build the tree of all known forms, once a process."""
    known = Gazetteer()
    for row in read_rows("countries.csv"):
        name = row["name"]
        kind = Entry("country", name, "GPE") if name not in UNIONS else Entry("union", name, "ORG")
        for form in [name, *_forms(row["forms"])]:
            known.add(form, kind)
        for form in _peoples(row["demonyms"]):
            known.add(form, Entry("people", name, "NORP"))
        if row["capital"]:
            for form in [row["capital"], *_forms(row["capital_forms"])]:
                known.add(form, Entry("capital", row["capital"], "GPE"))
        for form in _forms(row["seats"]):
            known.add(form, Entry("capital", form, "GPE"))
    for row in read_rows("regions.csv"):
        for form in [row["name"], *_forms(row["forms"])]:
            known.add(form, Entry("region", row["name"], "LOC"))
        for form in _peoples(row["demonyms"]):
            known.add(form, Entry("region people", row["name"], "NORP"))
    for row in read_rows("organisations.csv"):
        for form in [row["name"], *_forms(row["forms"])]:
            known.add(form, Entry("organisation", row["name"], row["type"]))
    for row in read_rows("forums.csv"):
        for form in [row["name"], *_forms(row["forms"])]:
            known.add(form, Entry("forum", row["name"], "EVENT"))
    return known
