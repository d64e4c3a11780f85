"""Phase two: who is who over the corpus, from the names of all articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analysis.entities.institutions import abbreviates
from analysis.entities.name import Name
from analysis.entities.people import parts_of
from analysis.entities.persons import PARTICLES
from analysis.entities.variants import alike, folded, same_given, skeleton
from analysis.tables import frame

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebook import Codebook

COUNTRY_SHARE = 0.6
HONOURED = re.compile(r"^(?:the|The)\s+")


def resolve_entities(readings: Iterable[Any], codebook: Codebook | None = None) -> pd.DataFrame:
    """Resolve the names of a corpus to entities.

    Parameters
    ----------
    readings : what the first phase left of each article, with `doc_id` and `names`.
    codebook : its `aliases` win over everything, names in its `ignore` are left out.

    Returns
    -------
    The mentions table: one row a mention of an entity, sorted by article and place. Words that stand
    for several entities have a row for each, those that stand for none have no row.

    Notes
    -----
    Names are compared only with names of the same last word, so the time grows with their number.
    """
    rows, forms = [], Forms()
    for reading in readings:
        for name in reading.names:
            if name.keys:
                rows.append((reading.doc_id, name))
                forms.add(reading.doc_id, name)
    entities = forms.entities()
    aliases = {folded_name(a): c for a, c in (getattr(codebook, "aliases", None) or {}).items()}
    ignored = {folded_name(i) for i in getattr(codebook, "ignore", None) or ()}
    table, seen = [], set()
    for doc_id, name in rows:
        if ignored and folded_name(name.text) in ignored:
            continue
        for key in name.keys:
            entity = (
                key
                if name.settled
                else entities.get((_group(name), key), {}).get(doc_id)
                or entities.get((_group(name), key), {}).get("", key)
            )
            if name.kind == "name" and folded_name(name.text) in aliases:
                entity = aliases[folded_name(name.text)]
            entity = aliases.get(folded_name(entity), entity)
            place = (doc_id, name.start, name.end, entity, name.kind)
            if folded_name(entity) in ignored or place in seen:
                continue
            seen.add(place)
            table.append(
                {
                    "doc_id": doc_id,
                    "start": name.start,
                    "end": name.end,
                    "text": name.text,
                    "type": name.type,
                    "kind": name.kind,
                    "entity": entity,
                }
            )
    order = {doc_id: i for i, doc_id in enumerate(dict.fromkeys(doc for doc, _ in rows))}
    table.sort(key=lambda r: (order[r["doc_id"]], r["start"], -r["end"], r["kind"], r["entity"]))
    return frame("mentions", table)


def folded_name(name: str) -> str:
    """Return a name without case, accents, dots and a leading article, for comparison."""
    return " ".join(folded(w) for w in HONOURED.sub("", str(name)).split())


def _group(name: Name) -> str:
    return "PERSON" if name.type == "PERSON" else "OTHER"


class Forms:
    """The distinct forms of names of a corpus, and how often each article uses them."""

    def __init__(self) -> None:
        self.people: dict[str, Counter[str]] = defaultdict(Counter)  # form -> documents
        self.others: dict[str, Counter[str]] = defaultdict(Counter)
        self.settled: Counter[str] = Counter()
        self.told: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)  # (form, doc) -> what is told

    def add(self, doc_id: str, name: Name) -> None:
        """Count one mention."""
        if name.kind != "name":
            return
        for key in name.keys:
            if name.settled:
                self.settled[key] += 1
            elif name.type == "PERSON":
                self.people[key][doc_id] += 1
                for kind, value in (("office", name.office), ("country", name.country), ("gender", name.gender)):
                    if value:
                        self.told[key, doc_id].add((kind, value))
            else:
                self.others[key][doc_id] += 1

    def entities(self) -> dict[tuple[str, str], dict[str, str]]:
        """Return the canonical name of every form: under "" for all articles, or under a doc_id for one."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        clusters = self._people()
        canonical = {id(c): c.canonical(self.people) for c in clusters}
        whole: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            for form in cluster.forms:
                found["PERSON", form] = {"": canonical[id(cluster)]}
            for word in cluster.words():
                whole[word].append(cluster)
        for form in sorted(self.people):
            parts = parts_of(form)
            if len([p for p in parts if p not in PARTICLES]) == 1:
                found["PERSON", form] = self._bearer(form, parts[-1], whole, canonical)
        for form, entity in self._organisations().items():
            found["OTHER", form] = {"": entity}
        return found

    def _people(self) -> list[Cluster]:
        """Cluster full names: only those whose last words have one skeleton are compared."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for form in self.people:
            parts = [p for p in parts_of(form) if p not in PARTICLES]
            if len(parts) > 1:
                blocks[skeleton(parts[-1])].append(form)
        clusters = []
        for _, forms in sorted(blocks.items()):
            here: list[Cluster] = []
            index: dict[str, list[Cluster]] = defaultdict(list)
            for form in sorted(forms, key=lambda f: (-sum(self.people[f].values()), -len(f), f)):
                initial = parts_of(form)[0][:1]
                sign = skeleton(initial)
                home = next((c for c in index[sign] if c.takes(form, self)), None)
                if home is None:
                    home = Cluster()
                    here.append(home)
                    index[sign].append(home)
                home.forms.append(form)
            clusters += here
        return clusters

    def _bearer(
        self, form: str, word: str, whole: dict[str, list[Cluster]], canonical: dict[int, str]
    ) -> dict[str, str]:
        """Return whom a bare surname means in each article that has no full name for it."""
        fits = whole.get(word, [])
        if not fits:
            fits = [c for other in (skeleton(word),) for c in whole.get("~" + other, []) if c.like(word)]
        if not fits:
            return {"": form}
        if len(fits) == 1:
            chosen = {"": canonical[id(fits[0])]} if not self._conflict(form, fits[0]) else {"": form}
            return chosen
        by_doc: dict[str, str] = {"": form}
        for doc_id in self.people[form]:
            told = self.told.get((form, doc_id), set())
            scores = sorted(
                ((len(told & c.told(self)), sum(len(self.people[f]) for f in c.forms), canonical[id(c)]) for c in fits),
                reverse=True,
            )
            first, second = scores[0], scores[1]
            if first[0] > second[0] or (first[1] >= 3 * second[1] and first[0] == second[0]):
                by_doc[doc_id] = first[2]
        return by_doc

    def _conflict(self, form: str, cluster: Cluster) -> bool:
        """Tell whether a bare name and a person differ in gender or country wherever both are told."""
        mine = {t for doc in self.people[form] for t in self.told.get((form, doc), ())}
        theirs = cluster.told(self)
        for kind in ("gender", "country"):
            a, b = {t for t in mine if t[0] == kind}, {t for t in theirs if t[0] == kind}
            if a and b and not a & b:
                return True
        return False

    def _organisations(self) -> dict[str, str]:
        """Return the canonical name of every other form: spellings together, acronyms with what they abbreviate."""
        groups: dict[str, list[str]] = defaultdict(list)
        for form in self.others:
            groups[_spelling(form)].append(form)
        canonical: dict[str, str] = {}
        weight: dict[str, int] = {}
        for forms in groups.values():
            best = max(forms, key=lambda f: (not f.isupper() or len(f) < 6, sum(self.others[f].values()), len(f), f))
            for form in forms:
                canonical[form] = best
            weight[best] = sum(sum(self.others[f].values()) for f in forms)
        settled = {_spelling(name): name for name in self.settled}
        initials: dict[str, list[str]] = defaultdict(list)
        for name in [*weight, *self.settled]:
            if " " in name:
                initials[name.casefold()[0]].append(name)
        for form in self.others:
            if _spelling(form) in settled:
                canonical[form] = settled[_spelling(form)]
            elif form.isupper() and 2 < len(form) < 9 and form.isalpha():
                fits = [
                    n for n in initials[form[0].casefold()] if len(n.split()) <= len(form) + 3 and abbreviates(form, n)
                ]
                docs = set(self.others[form])
                fits = [n for n in fits if n in self.settled or docs & set(self.others.get(n, ())) or len(fits) == 1]
                if len(fits) == 1:
                    canonical[form] = fits[0]
        return canonical


def _spelling(form: str) -> str:
    """Return an organisation's name without what spellings differ in: case, articles, s and z, marks."""
    text = folded_name(form).replace("isation", "ization").replace("defence", "defense").replace("programme", "program")
    return " ".join(
        w for w in re.split(r"[\s-]+", text.replace("centre", "center").replace("labour", "labor")) if w != "the"
    )


class Cluster:
    """Full names that one person bears."""

    def __init__(self) -> None:
        self.forms: list[str] = []

    def takes(self, form: str, forms: Forms) -> bool:
        """Tell whether another full name is this person's: a spelling, a shorter or a longer form of the name."""
        mine = [p for p in parts_of(self.forms[0]) if p not in PARTICLES]
        other = [p for p in parts_of(form) if p not in PARTICLES]
        if not alike(mine[-1], other[-1]) or not same_given(mine[:-1], other[:-1]):
            return False
        initials = any(len(p) == 1 for p in (mine[0], other[0]))
        countries = [{v for k, v in told if k == "country"} for told in (self.told(forms), _told(form, forms))]
        return not (initials and all(countries) and not countries[0] & countries[1])

    def told(self, forms: Forms) -> set[tuple[str, str]]:
        """Return what the corpus tells of the person."""
        return {t for form in self.forms for t in _told(form, forms)}

    def words(self) -> set[str]:
        """Return the words that may stand alone for the person, and the skeletons of the last."""
        found = set()
        for form in self.forms:
            parts = parts_of(form)
            found |= {p for p in parts if p not in PARTICLES and len(p) > 1}
            found.add("~" + skeleton(parts[-1]))
        return found

    def like(self, word: str) -> bool:
        """Tell whether a bare surname is a spelling of this person's."""
        return any(alike(parts_of(form)[-1], word) for form in self.forms)

    def canonical(self, documents: dict[str, Counter[str]]) -> str:
        """Return the fullest form that the corpus uses most: the spelling of most mentions, initials filled in."""

        def weight(form: str) -> tuple:
            parts = parts_of(form)
            spelled = sum(len(p) > 1 for p in parts)
            return spelled > 1, len(documents[form]), sum(documents[form].values()), spelled, len(form), form

        best = max(self.forms, key=weight)
        fuller = [
            f
            for f in self.forms
            if len(f) > len(best)
            and set(parts_of(best)) <= set(parts_of(f))
            and 3 * len(documents[f]) >= len(documents[best])
        ]
        return max(fuller, key=weight) if fuller else best


def _told(form: str, forms: Forms) -> set[tuple[str, str]]:
    return {t for doc in forms.people[form] for t in forms.told.get((form, doc), ())}
