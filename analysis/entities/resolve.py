"""Phase two: who is who over the corpus, from the names of all articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analysis.entities.acronyms import abbreviates
from analysis.entities.clusters import Persons
from analysis.entities.name import Name
from analysis.entities.variants import folded
from analysis.tables import frame

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebook import Codebook

HONOURED = re.compile(r"^(?:the|The)\s+")
SPELLINGS = (
    ("isation", "ization"),
    ("defence", "defense"),
    ("programme", "program"),
    ("centre", "center"),
    ("labour", "labor"),
)
LONGEST_ACRONYM = 8


def resolve_entities(readings: Iterable[Any], codebook: Codebook | None = None) -> pd.DataFrame:
    """Resolve the names of a corpus to entities.

    Parameters
    ----------
    readings : what the first phase left of each article, with `doc_id` and `names`; read once, in order.
    codebook : its `aliases` win over everything, names in its `ignore` are left out.

    Returns
    -------
    The mentions table: one row a mention of an entity, by article in the order of `readings` and by
    place. Words that stand for several entities have a row for each, those that stand for none have none.

    Notes
    -----
    Names are compared only with names of one surname and one given name, in any spelling, so that the
    time grows with their number.
    """
    rows: list[tuple[int, str, Name]] = []
    persons, others = Persons(), Others()
    for order, reading in enumerate(readings):
        for name in reading.names:
            if name.keys:
                rows.append((order, reading.doc_id, name))
                if name.kind == "name":
                    _count(persons, others, reading.doc_id, name)
    people, rest, settled = persons.resolve(), others.resolve(), others.settled_names()
    aliases = {folded_name(a): c for a, c in (getattr(codebook, "aliases", None) or {}).items()}
    ignored = {folded_name(i) for i in getattr(codebook, "ignore", None) or ()}

    table: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    seen = set()
    for order, doc_id, name in rows:
        spoken = folded_name(name.text)
        if spoken in ignored:
            continue
        for key in name.keys:
            if name.settled:
                entity = settled.get(key, key)
            elif name.type == "PERSON":
                meant = people.get(key, {})
                entity = meant.get(doc_id) or meant.get("", key)
            else:
                entity = rest.get(key, key)
            if name.kind == "name":
                entity = aliases.get(spoken, entity)
            entity = aliases.get(folded_name(entity), entity)
            place = (order, name.start, -name.end, name.kind, entity)
            if folded_name(entity) in ignored or place in seen:
                continue
            seen.add(place)
            row = {"doc_id": doc_id, "start": name.start, "end": name.end, "text": name.text}
            table.append((place, {**row, "type": name.type, "kind": name.kind, "entity": entity}))
    table.sort(key=lambda pair: pair[0])
    return frame("mentions", [row for _, row in table])


def _count(persons: Persons, others: Others, doc_id: str, name: Name) -> None:
    for key in name.keys:
        if name.settled:
            others.settled[key] += 1
        elif name.type == "PERSON":
            persons.add(doc_id, key, (("office", name.office), ("country", name.country), ("gender", name.gender)))
        else:
            others.forms[key][doc_id] += 1


def folded_name(name: str) -> str:
    """Return a name without case, accents, dots and a leading article, for comparison."""
    return " ".join(folded(w) for w in HONOURED.sub("", str(name)).split())


class Others:
    """The forms of organisations, towns, events and peoples in a corpus."""

    def __init__(self) -> None:
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)  # form -> mentions by article
        self.settled: Counter[str] = Counter()

    def settled_names(self) -> dict[str, str]:
        """Return one name for those known ones that only differ in spelling: the one the corpus uses most."""
        best: dict[str, str] = {}
        for name in sorted(self.settled, key=lambda n: (-self.settled[n], n)):
            best.setdefault(spelling(name), name)
        return {name: best[spelling(name)] for name in self.settled}

    def resolve(self) -> dict[str, str]:
        """Return the canonical name of every form: spellings together, acronyms with what they abbreviate."""
        groups: dict[str, list[str]] = defaultdict(list)
        for form in self.forms:
            groups[spelling(form)].append(form)
        names = self.settled_names()
        settled = {spelling(name): canonical for name, canonical in names.items()}
        canonical: dict[str, str] = {}
        for sign, forms in groups.items():
            best = settled.get(sign) or max(forms, key=self._weight)
            canonical.update(dict.fromkeys(forms, best))
        initials: dict[str, set[str]] = defaultdict(set)
        for name in [*canonical.values(), *names.values()]:
            if " " in name:
                initials["".join(w[0] for w in name.casefold().split() if w[0].isalnum())[:1]].add(name)
        for form in sorted(self.forms):
            if form.isupper() and form.isalpha() and 2 < len(form) <= LONGEST_ACRONYM and canonical[form] == form:
                fits = sorted(n for n in initials[form[0].casefold()] if self._abbreviates(form, n))
                if len(fits) == 1:
                    canonical[form] = fits[0]
        return canonical

    def _weight(self, form: str) -> tuple[bool, int, int, str]:
        shouted = form.isupper() and len(form) > LONGEST_ACRONYM
        return not shouted, sum(self.forms[form].values()), len(form), form

    def _abbreviates(self, form: str, name: str) -> bool:
        """Tell whether an acronym and a name share an article, or the name is one of the lexicon, and fit."""
        known = name in self.settled or bool(self.forms[form].keys() & self.forms.get(name, Counter()).keys())
        return known and len(name.split()) <= len(form) + 3 and abbreviates(form, name)


def spelling(form: str) -> str:
    """Return an organisation's name without what spellings differ in: case, articles, s and z, marks."""
    text = folded_name(form)
    for british, american in SPELLINGS:
        text = text.replace(british, american)
    return " ".join(w for w in re.split(r"[\s-]+", text) if w != "the")
