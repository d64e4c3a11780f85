"""What an article has established at each place: its persons, countries, institutions, and where it is at home."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import UNIONS, capitals, countries, gazetteer, words_of
from analysis.entities.nominals import NameIndex
from analysis.entities.referents import Mention, Referent

if TYPE_CHECKING:
    from analysis.entities.name import Name
    from analysis.entities.page import Page
    from analysis.entities.people import Figure

DEPUTY = re.compile(r"\b(?:deputy|vice|under|assistant)\b", re.IGNORECASE)
# Sentences after which what was mentioned is no longer present, and persons compared at most.
FARTHEST = 6
# A capital where things happen tells more of where an article is at home than a country that is named.
PLACE = 2
HEAD = {"title", "heading", "byline", "dateline"}
MOST_COMPARED = 200
FOREIGN = {"State": "Foreign Affairs"}


def portfolio_key(portfolio: str) -> str:
    """Return a portfolio with the names of one ministry brought together."""
    return FOREIGN.get(portfolio, portfolio)


def _signs(page: Page, name: Name) -> bool:
    """Tell whether a name stands in a byline: its bearer writes the article and is not spoken of."""
    block = page.blocks[page.block(name.start)]
    return block.kind == "byline" or (
        page.text[block.start : block.start + 3].lower() == "by " and name.start - block.start < 4
    )


class Discourse:
    """The referents of one article, and the place that reading has reached."""

    def __init__(self, page: Page, names: list[Name], people: list[Figure]) -> None:
        self.page = page
        self.names = names
        self.people = [
            Referent(
                "person",
                [p.key],
                False,
                gender=p.gender,
                offices=set(p.offices),
                portfolios={portfolio_key(x) for x in p.portfolios},
                countries=set(p.countries),
                deputy=bool(p.titles) and all(DEPUTY.search(t) for t in p.titles if len(t) > 3),
            )
            for p in people
        ]
        self.authors = {n.key for n in names if n.type == "PERSON" and _signs(page, n)}
        self.by_person = {r.keys[0]: r for r in self.people}
        self.people = [r for r in self.people if r.keys[0] not in self.authors]
        self.unnamed: list[Referent] = []
        self.countries: dict[str, Referent] = {}
        self.institutions: dict[str, Referent] = {}
        self.groups: list[Referent] = []
        self.heard: list[tuple[int, Referent]] = []
        self.index = NameIndex(names)
        self.by_sentence: dict[int, list[Name]] = {}
        for name in names:
            self.by_sentence.setdefault(name.sentence, []).append(name)
        self.by_country: dict[str, list[Referent]] = {}
        for referent in self.people:
            for country in referent.countries:
                self.by_country.setdefault(country, []).append(referent)
        self.count = Counter(key for n in names for key in n.keys)
        self.home = self._home()
        self.renamed: dict[str, str] = {}
        self.sides = ""

    def _home(self) -> str:
        """Return the country whose capital the article is datelined from, else the one it names and stands in most."""
        for name in self.names[:12]:
            if not name.acts and name.key in capitals() and self.page.block(name.start) >= 0:
                block = self.page.blocks[self.page.block(name.start)]
                if name.start - block.start < 40:
                    return capitals()[name.key]
            outlet = name.type == "ORG" and self.page.blocks[self.page.block(name.start)].kind in HEAD
            match = gazetteer().longest(words_of(name.text), 0) if outlet else None
            if match and match[1].sort == "capital":  # "The Lima Gazette"
                return capitals().get(match[1].name, "")
        named = Counter(n.key for n in self.names if self.is_country(n.key))
        for name in self.names:
            if not name.acts and name.key in capitals():
                named[capitals()[name.key]] += PLACE
        return min(named, key=lambda k: (-named[k], k)) if named else ""

    @staticmethod
    def is_country(key: str) -> bool:
        """Tell whether a key is a country, or the union that acts like one."""
        return key in countries()

    def mention(self, referent: Referent, start: int, role: str, pronoun: bool = False) -> None:
        """Note that a referent is mentioned."""
        inner = role == "subject" and self.page.embedded(start)
        mention = Mention(start, self.page.sentence(start), role, self.page.quoted(start), pronoun, inner)
        referent.mentions.append(mention)
        self.heard.append((mention.sentence, referent))

    def bearers(self, key: str) -> list[Referent]:
        """Return the referents whose only key is `key`."""
        found = [self.by_person.get(key), self.countries.get(key), self.institutions.get(key)]
        return [r for r in found if r is not None] or [r for r in self.unnamed if r.keys == [key]]

    def named_person(self, referent: Referent) -> bool:
        """Tell whether a referent is a person with a name whom the article speaks of."""
        return referent.sort == "person" and referent.named and referent.keys[0] not in self.authors

    def country(self, key: str) -> Referent:
        """Return the referent of a country."""
        if key not in self.countries:
            self.countries[key] = Referent("country", [key], True, type="GPE")
        return self.countries[key]

    def institution(self, key: str, settled: bool, portfolio: str = "", country: str = "") -> Referent:
        """Return the referent of an institution."""
        if key not in self.institutions:
            self.institutions[key] = Referent(
                "institution",
                [key],
                settled,
                portfolios={portfolio_key(portfolio)} - {""},
                countries={country} - {""},
                type="ORG",
            )
        return self.institutions[key]

    def context_country(self, start: int, portfolio: str = "") -> str:
        """Return the country that a ministry or minister without one belongs to at a place.

        The place that opens the sentence ("In Beijing, ..."), else the ministry named before, else the
        country that is the sentence's subject, else the article's home.
        """
        sentence = self.page.sentence(start)
        here = [n for n in self.by_sentence.get(sentence, []) if sentence >= 0 and n.start < start]
        for name in here:
            place = capitals().get(name.key, name.key)
            if self.is_country(place) and name.role == "oblique" and name.start - self.page.sentences[sentence][0] < 12:
                return place
        if portfolio:
            before = [
                (r.last_before(start), r)
                for r in self.institutions.values()
                if portfolio_key(portfolio) in r.portfolios and r.countries
            ]
            spoken = [(m.start, r) for m, r in before if m]
            if spoken:
                return min(max(spoken, key=lambda pair: pair[0])[1].countries)
        for name in here:
            if self.is_country(name.key) and name.role == "subject" and name.type != "NORP":
                return name.key
        return self.home

    def portfolio_of(self, country: str) -> str:
        """Return the portfolio of the article's minister or spokesperson of a country, "" where it has none."""
        for person in self.people:
            if country in person.countries | {person.guessed} and person.offices & {"minister", "spokesperson"}:
                for portfolio in sorted(person.portfolios):
                    return portfolio
        return ""

    def candidates(self, country: str) -> list[Referent]:
        """Return the persons that a role phrase may mean: all of few, else those heard lately or of its country."""
        everyone = self.people + self.unnamed
        if len(everyone) <= MOST_COMPARED:
            return everyone
        near = {
            id(r): r for _, r in self.heard[-MOST_COMPARED:] if r.sort == "person" and r.keys[0] not in self.authors
        }
        near.update((id(r), r) for r in self.by_country.get(country, [])[:MOST_COMPARED])
        return list(near.values())

    def present(self, fits: Callable[[Referent], bool], char: int) -> list[tuple[float, Referent]]:
        """Return the referents that `fits` takes and the last sentences mention, the most present first."""
        sentence, quoted = self.page.sentence(char), self.page.quoted(char)
        recent: dict[int, Referent] = {}
        for at, referent in reversed(self.heard):
            if sentence - at > FARTHEST:
                break
            if id(referent) not in recent and fits(referent):
                recent[id(referent)] = referent
        scored = [(r.salience(char, sentence, quoted), r) for r in recent.values()]
        return sorted(
            ((s + 0.35 * math.log1p(self.count[r.keys[0]]), r) for s, r in scored if s > -90),
            key=lambda pair: (-pair[0], pair[1].keys),
        )

    def pair(self, char: int) -> list[Referent]:
        """Return the two countries that the article is about so far, most of all at `char`; none for fewer."""
        sentence, quoted = self.page.sentence(char), self.page.quoted(char)
        scored = [
            (0.5 * max(r.salience(char, sentence, quoted), -6) + math.log1p(sum(m.start < char for m in r.mentions)), r)
            for r in self.countries.values()
            if r.last_before(char) and r.keys[0] not in UNIONS
        ]
        best = [r for _, r in sorted(scored, key=lambda pair: (-pair[0], pair[1].keys))[:2]]
        return sorted(best, key=lambda r: r.mentions[0].start) if len(best) == 2 else []

    def protagonists(self, char: int, fits: list[Referent] | None = None) -> list[Referent]:
        """Return the two persons, of two countries where countries are told, that the article is about so far."""
        pool = None if fits is None else {id(r) for r in fits}

        def fitting(r: Referent) -> bool:
            return self.named_person(r) if pool is None else id(r) in pool

        ranked = [(s + (0.5 if r.offices or r.countries else -1.5), r) for s, r in self.present(fitting, char)]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].keys))
        if len(ranked) < 2:
            return []
        first = ranked[0][1]
        for _, other in ranked[1:]:
            mine, theirs = first.countries or {first.guessed}, other.countries or {other.guessed}
            if not (mine & theirs - {""}):
                return sorted([first, other], key=lambda r: r.mentions[0].start)
        return sorted([first, ranked[1][1]], key=lambda r: r.mentions[0].start)
