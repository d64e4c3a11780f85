"""Which full names and bare surnames of a corpus name one person."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable

from analysis.entities.people import parts_of
from analysis.entities.persons import PARTICLES
from analysis.entities.variants import alike, same_given, skeleton

# How many times the articles of the next a person must have to be meant by a bare surname that several bear.
FAR_AHEAD = 3

Told = frozenset[tuple[str, str]]


class Persons:
    """The forms of persons' names in a corpus, the articles that use them, and what those tell."""

    def __init__(self) -> None:
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)  # form -> mentions by article
        self.told: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)  # (form, article) -> what is told

    def add(self, doc_id: str, form: str, told: Iterable[tuple[str, str]]) -> None:
        """Count one mention, with the office, country and gender that the article tells."""
        self.forms[form][doc_id] += 1
        self.told[form, doc_id].update((kind, value) for kind, value in told if value)

    def told_of(self, forms: Iterable[str]) -> Told:
        """Return what all articles tell of some forms."""
        return frozenset(t for form in forms for doc_id in self.forms[form] for t in self.told[form, doc_id])

    def resolve(self) -> dict[str, dict[str, str]]:
        """Return the canonical name of every form: under "" for all articles, under a doc_id for that one.

        Full names are compared with those of one surname and one given name, in any spelling; bare names
        go to the full name of the corpus that they are part of.
        """
        clusters = self._clusters()
        found: dict[str, dict[str, str]] = {}
        surnames: dict[str, list[Cluster]] = defaultdict(list)
        given: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            cluster.settle(self)
            for form in cluster.forms:
                found[form] = {"": cluster.name}
            for form in cluster.forms:
                words = essential(form)
                for table, parts in ((surnames, words[1:]), (given, words[:1])):
                    for part in parts:
                        for key in (part, "~" + skeleton(part)):
                            if cluster not in table[key][-1:]:
                                table[key].append(cluster)
        for form in sorted(self.forms):
            words = essential(form)
            if len(words) == 1:
                found[form] = self._bearer(form, words[0], surnames, given)
        return found

    def _clusters(self) -> list[Cluster]:
        blocks: dict[str, list[str]] = defaultdict(list)
        for form in self.forms:
            words = essential(form)
            if len(words) > 1:
                blocks[skeleton(words[-1])].append(form)
        clusters: list[Cluster] = []
        for _, forms in sorted(blocks.items()):
            index: dict[str, list[Cluster]] = defaultdict(list)
            for form in sorted(forms, key=lambda f: (-sum(self.forms[f].values()), -len(f), f)):
                looked_up, stored = signs(form)
                near = {id(c): c for sign in looked_up for c in index[sign]}
                home = next((c for c in near.values() if c.takes(form, self)), None)
                if home is None:
                    home = Cluster()
                    clusters.append(home)
                home.add(form)
                for sign in stored:
                    if home not in index[sign][-1:]:
                        index[sign].append(home)
        return self._joined(clusters)

    def _joined(self, clusters: list[Cluster]) -> list[Cluster]:
        """Join names whose parts are the same in another order, or whose last surname is left out."""
        by_parts: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            words = essential(cluster.forms[0])
            for key in {tuple(sorted(words)), _in_one(words)}:
                by_parts[key].append(cluster)
            if len(words) > 2:
                by_parts[words[:-1]].append(cluster)
        gone: set[int] = set()
        for cluster in sorted(clusters, key=lambda c: (len(essential(c.forms[0])), c.forms[0])):
            words = essential(cluster.forms[0])
            if id(cluster) in gone:
                continue
            keys = (words, tuple(sorted(words)), _in_one(words))
            others = [c for key in keys for c in by_parts.get(key, ()) if c is not cluster]
            others = [c for c in {id(c): c for c in others}.values() if id(c) not in gone]
            if len(others) == 1 and not cluster.conflicts(others[0], self):
                for form in cluster.forms:
                    others[0].add(form)
                gone.add(id(cluster))
        return [c for c in clusters if id(c) not in gone]

    def _bearer(
        self, form: str, word: str, surnames: dict[str, list[Cluster]], given: dict[str, list[Cluster]]
    ) -> dict[str, str]:
        """Return whom a bare name means in each article that has no full name for it."""
        fits = surnames.get(word) or [c for c in surnames.get("~" + skeleton(word), []) if c.like(word)]
        fits = fits or given.get(word, [])
        meant = {"": form}
        if len(fits) == 1:
            alone = Cluster()
            alone.add(form)
            apart = any(self.forms[form].keys() & self.forms[full].keys() for full in fits[0].forms)
            return meant if apart or alone.conflicts(fits[0], self) else {"": fits[0].name}
        for doc_id in self.forms[form] if fits else ():
            told = self.told[form, doc_id]
            ranked = sorted(((len(told & c.told), c.articles, c.name) for c in fits), reverse=True)
            (best, articles, name), (second, others, _) = ranked[:2]
            if best > second or (best == second and articles >= FAR_AHEAD * others):
                meant[doc_id] = name
        return meant


class Cluster:
    """Full names that one person bears."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.name = ""
        self.told: Told = frozenset()
        self.articles = 0

    def add(self, form: str) -> None:
        """Take another form in."""
        self.forms.append(form)

    def takes(self, form: str, persons: Persons) -> bool:
        """Tell whether another full name is this person's: a spelling, a shorter or a longer form of the name."""
        mine, other = essential(self.forms[0]), essential(form)
        if not alike(mine[-1], other[-1]) or not same_given(list(mine[:-1]), list(other[:-1])):
            return False
        if len(mine[0]) > 1 and len(other[0]) > 1:
            return True
        alone = Cluster()
        alone.add(form)
        return not self.conflicts(alone, persons)

    def conflicts(self, other: Cluster, persons: Persons) -> bool:
        """Tell whether two differ in gender or country where both are told."""
        mine, theirs = persons.told_of(self.forms), other.told or persons.told_of(other.forms)
        for kind in ("gender", "country"):
            a, b = {t for t in mine if t[0] == kind}, {t for t in theirs if t[0] == kind}
            if a and b and not a & b:
                return True
        return False

    def like(self, word: str) -> bool:
        """Tell whether a bare surname is a spelling of this person's."""
        return any(alike(essential(form)[-1], word) for form in self.forms)

    def settle(self, persons: Persons) -> None:
        """Choose the canonical name: the fullest form that the corpus uses most, initials filled in."""
        self.told = persons.told_of(self.forms)
        self.name = self.forms[0]
        self.articles = len({doc_id for form in self.forms for doc_id in persons.forms[form]})

        def weight(form: str) -> tuple[bool, int, int, int, int, str]:
            spelled = sum(len(p) > 1 for p in parts_of(form))
            used = persons.forms[form]
            return spelled > 1, len(used), sum(used.values()), spelled, len(form), form

        best = max(self.forms, key=weight)
        parts = set(parts_of(best))
        fuller = [
            form
            for form in self.forms
            if parts < set(parts_of(form)) and 3 * len(persons.forms[form]) >= len(persons.forms[best])
        ]
        self.name = max(fuller, key=weight) if fuller else best


def _in_one(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name as one word, so that hyphens and spaces do not count: "Kim Jong-un" and "Kim Jong Un"."""
    return ("".join(words).replace("-", ""),)


@functools.lru_cache(maxsize=1 << 17)
def essential(form: str) -> tuple[str, ...]:
    """Return the words of a name without its particles, folded; all of them where there are only particles."""
    parts = parts_of(form)
    return tuple([p for p in parts if p not in PARTICLES] or parts or [form])


def signs(form: str) -> tuple[list[str], list[str]]:
    """Return what a full name is looked up by, and stored by, among those of its surname.

    Given names meet by their skeletons, an initial meets every given name of its letter.
    """
    given = essential(form)[:-1]
    spelled = sorted({skeleton(p) for p in given if len(p) > 1} - {""})
    letter = given[0][:1]
    if len(given[0]) == 1:
        return [letter + ".", letter + "..."], [*spelled, letter + "."]
    return [*spelled, letter + "."], [*spelled, letter + "..."]
