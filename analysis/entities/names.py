"""Phase one: the names and references of one article."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from analysis.entities.acronyms import abbreviates, acronyms
from analysis.entities.gazetteer import word_list, words_of
from analysis.entities.institutions import heads, institutions, subject_words
from analysis.entities.introduced import introduced
from analysis.entities.name import Name
from analysis.entities.page import Page
from analysis.entities.people import Figure, choose, figures, full_form
from analysis.entities.persons import CALENDAR, SMALL, Person, name_words, parsed
from analysis.entities.places import Candidate, known_names, stands_in
from analysis.entities.recurring import again
from analysis.entities.speakers import SPEECH, described, labelled, role_after, speaking
from analysis.entities.titled import titled
from analysis.entities.titles import head_words, modifier_words
from analysis.statements.turns import asks

if TYPE_CHECKING:
    from spacy.tokens import Span

    from analysis.article import Article

LIVING = word_list("living")
PAST = re.compile(r"(?:e?d|e?s)$")
STEMS = {PAST.sub("", verb) for verb in SPEECH} | {verb.removesuffix("e") for verb in SPEECH}
KEPT = {"ORG", "GPE", "LOC", "NORP", "EVENT", "FAC"}
MISTAKEN = {"ORG", "PERSON", "FAC"}
NESTED = {"country", "people", "region", "union"}
PROSE = {"paragraph", "dateline", "caption", "byline"}
LEAD = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
INNER = re.compile(r"\s(?:for|to|at|from|with|by|on)\s")
TAIL = re.compile(r"(?:'s?|[\s,.;:\"()\-\u2013\u2014])+$")


def read_names(article: Article) -> list[Name]:
    """Read the names of an article, and the words that stand for them.

    Parameters
    ----------
    article : one article, parsed.

    Returns
    -------
    One Name a name, role or pronoun, in the order of the text; of a name inside a longer one both.
    Each says what it stands for in this article only: `resolve_entities` brings articles together.
    """
    from analysis.entities.references import references

    page = Page(article)
    chosen, persons = _candidates(page)
    names, people = _named(page, chosen, persons)
    found = names + references(page, names, people)
    return sorted(found, key=lambda n: (n.start, -n.end, n.kind, n.type))


def _candidates(page: Page) -> tuple[list[Candidate], list[Person]]:
    """Find every name of the article and settle where two overlap."""
    known = known_names(page)
    page.countries = [c for c in known if c.sort in {"country", "people"}]
    made = institutions(page, known)
    spans = {c.start: c.end for c in known}
    for c in made:
        spans[c.start] = max(c.end, spans.get(c.start, 0))
    towns = {e.start_char: e.end_char for e in page.ents if e.label_ in {"GPE", "LOC"} and len(e) < 3}
    anchored = titled(page, spans, towns)
    bare = {page.text[p.start : p.end] for p in anchored}
    others = described(page, spans) + introduced(page, spans, bare) + parsed(page) + speaking(page, spans)
    labels = labelled(page, spans, anchored)
    persons = labels + _believable(page, anchored, others, known, labels)

    taken = _Taken()
    for person in labels:
        taken.add(_person(page, person))
    kept = {(p.start, p.end) for p in persons}
    for person in anchored:
        if (person.start, person.end) in kept:
            taken.add(_person(page, person))
    for person in persons:
        words = len(page.text[person.start : person.end].split())
        if words > 1:
            taken.add(_person(page, person))
    for candidate in sorted(known + made, key=lambda c: (c.start - c.end, c.sort == "institution", c.start)):
        taken.add(candidate)
    full = sorted({full_form(page.text[c.start : c.end]) for c in taken.found if c.type == "PERSON"})
    for candidate in again(page, full, [(c.start, c.end) for c in taken.found]):
        taken.add(candidate)
    for person in persons:
        taken.add(_person(page, person))
    letters = {**acronyms(page, taken.found)}
    for candidate in _explained(page, letters, taken.found):
        taken.add(candidate)
    for candidate in _left_over(page):
        taken.add(candidate)
    nested = [
        c
        for c in known
        if c.sort in NESTED
        and any(
            o.start <= c.start and c.end <= o.end and o is not c
            for o in taken.over(c)
            if o.sort in {"ministry", "institution", "organisation"} and _shows(o, c)
        )
    ]
    return taken.found + nested, persons


def _shows(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether a name inside a longer one is counted too: a country in any, a region in none of the known."""
    return inner.sort == "country" or (
        outer.sort != "organisation" and (inner.sort == "people" or inner.end == outer.end)
    )


class _Taken:
    """Spans that do not overlap, kept in order."""

    def __init__(self) -> None:
        self.found: list[Candidate] = []
        self._starts: list[int] = []

    def over(self, candidate: Candidate) -> list[Candidate]:
        at = bisect_left(self._starts, candidate.start)
        hits = []
        for i in range(max(0, at - 1), len(self.found)):
            other = self.found[i]
            if other.start >= candidate.end:
                break
            if other.end > candidate.start:
                hits.append(other)
        return hits

    def add(self, candidate: Candidate) -> bool:
        if candidate.end <= candidate.start or self.over(candidate):
            return False
        at = bisect_left(self._starts, candidate.start)
        self.found.insert(at, candidate)
        self._starts.insert(at, candidate.start)
        return True


def _person(page: Page, person: Person) -> Candidate:
    return Candidate(person.start, person.end, "PERSON", title=person.title, sort="person")


def _believable(
    page: Page, anchored: list[Person], others: list[Person], known: list[Candidate], labels: list[Person]
) -> list[Person]:
    """Keep the persons that a title, a full name, their own acts or the label of a turn speak for.

    In headlines and lines of capitals any word is capitalised: there only those named in prose too are
    kept, and where prose names none, those with a title.
    """
    prose = [p for p in anchored if _in_prose(page, p.start)]
    sure = {w for p in prose + [o for o in others if " " in page.text[o.start : o.end]] for w in _folded(page, p)}
    sure |= {w for p in labels for w in _folded(page, p)}
    spans = {(c.start, c.end) for c in known}
    seen = Counter(page.text[p.start : p.end] for p in others)
    elsewhere = _other_labels(page)
    told = {page.text[p.start : p.end] for p in anchored + [o for o in others if o.anchored]}
    places = {page.text[p.start : p.end] for p in others if stands_in(page, p.start, p.end)} - told
    kept = []
    for person in anchored:
        words = _folded(page, person)
        block = page.block(person.start)
        if page.shouted[block] and page.blocks[block].kind == "paragraph":
            kept.append(_before_verb(page, person))
        elif _in_prose(page, person.start) or words & sure:
            kept.append(_cut(page, person, sure))
        elif not prose and len(words) < 5 and not page.shouted[block]:
            kept.append(_cut(page, person, set()))
        elif page.shouted[block] and (not prose or _labelled(page, person)):
            kept.append(person)
    for person in others:
        text = page.text[person.start : person.end]
        if (person.start, person.end) in spans:
            continue
        several = " " in text
        if (text in places and not person.anchored) or _part(page, person.start, person.end):
            continue
        if (
            several
            or person.anchored
            or _acts(page, person)
            or _folded(page, person) & sure
            or seen[text] > elsewhere[text] + 1
        ):
            kept.append(person)
    return kept


def _acts(page: Page, person: Person) -> bool:
    """Tell whether a single name that the parser takes for a person does what persons do."""
    token = page.token(person.start)
    if token is None or token.pos_ != "PROPN" or token.ent_type_ != "PERSON" or token.i + 1 >= len(page.doc):
        return False
    return token.dep_ == "nsubj" and token.head.lemma_ in LIVING


def _before_verb(page: Page, person: Person) -> Person:
    """Cut a name in capitals before a verb of speaking or meeting: "ROSA QUISPE ARRIVED"."""
    words = name_words(page.text, person.start, person.end)
    verb = next((i for i, w in enumerate(words) if i and PAST.sub("", w.text.lower()) in STEMS), len(words))
    return Person(person.start, words[verb - 1].end, person.title, person.anchored)


def _labelled(page: Page, person: Person) -> bool:
    if page.blocks[page.block(person.start)].end == person.end:
        return True
    return page.text[person.end : person.end + 1] in {":", ","} or page.text[person.end : person.end + 2] == " ("


def _in_prose(page: Page, char: int) -> bool:
    block = page.block(char)
    return block >= 0 and page.blocks[block].kind in PROSE and not page.shouted[block]


def _folded(page: Page, person: Person) -> set[str]:
    return {w.text.casefold() for w in name_words(page.text, person.start, person.end) if len(w.text) > 1}


def _cut(page: Page, person: Person, sure: set[str]) -> Person:
    """Cut a name in a headline to the words that prose knows."""
    if _in_prose(page, person.start):
        return person
    words = name_words(page.text, person.start, person.end)
    keep = len(words)
    while keep > 1 and sure and words[keep - 1].text.casefold() not in sure:
        keep -= 1
    if not sure:
        tokens = page.tokens(person.start, person.end)
        verb = next((t for t in tokens[1:] if t.pos_ in {"VERB", "AUX"}), None)
        keep = next((i for i, w in enumerate(words) if verb is not None and w.start >= verb.idx), len(words)) or 1
    return Person(person.start, words[keep - 1].end, person.title, person.anchored)


def _other_labels(page: Page) -> Counter[str]:
    return Counter(page.text[e.start_char : e.end_char] for e in page.ents if e.label_ in KEPT)


def _explained(page: Page, letters: dict[str, str], found: list[Candidate]) -> list[Candidate]:
    """Find the acronyms that the article explains, each with what it stands for."""
    by_key = {c.key: c for c in found if c.key}
    explained = []
    for block in page.words:
        for word in block:
            key = letters.get(word.text)
            if key and key in by_key:
                named = by_key[key]
                explained.append(Candidate(word.start, word.end, named.type, key, named.settled, "acronym"))
    return explained


def _left_over(page: Page) -> list[Candidate]:
    """Return what only the parser names: organisations, towns, peoples, events, in prose.

    Where most of its mentions are of what something is in, a name that no word tells to be a body's is a town's.
    """
    found = []
    seen, located = Counter(e.text for e in page.ents), Counter(e.text for e in page.ents if _place(page, e))
    for ent in page.ents:
        town = ent.label_ in MISTAKEN and 2 * located[ent.text] > seen[ent.text]
        if (ent.label_ not in KEPT and not town) or not _in_prose(page, ent.start_char):
            continue
        block = page.blocks[page.block(ent.start_char)]
        start, end = ent.start_char, min(ent.end_char, block.end)
        lead = LEAD.match(page.text, start, end)
        start = lead.end() if lead else start
        tail = TAIL.search(page.text, start, end)
        end = tail.start() if tail else end
        cut = INNER.search(page.text, start, end)
        end = cut.start() if cut and not any(w in heads() for w in page.text[start : cut.start()].split()) else end
        text = page.text[start:end]
        if (
            len(text) > 1
            and any(c.isascii() and c.isalpha() for c in text)
            and _is_name(text)
            and not (ent.label_ == "ORG" and not town and _person_like(page, start, end))
            and not _part(page, start, end)
        ):
            found.append(Candidate(start, end, "GPE" if town else ent.label_, " ".join(text.split()), False, "parsed"))
    return found


def _place(page: Page, ent: Span) -> bool:
    """Tell whether something is in what the parser takes for a person or body, and no word of it names a body."""
    words = ent.text.split()
    body = ent.label_ == "ORG" and (len(words) > 1 or ent.text.isupper())
    return not body and not any(w in heads() for w in words) and stands_in(page, ent.start_char, ent.end_char)


def _part(page: Page, start: int, end: int) -> bool:
    """Tell whether a word labels a turn by the speaker's part: "HOST:", "HOST (Ana Sol)"."""
    text, after = page.text[start:end], page.text[end : end + 2]
    return asks(text) and (after[:1] == ":" or (after == " (" and text.isupper()))


@functools.cache
def _common_words() -> frozenset[str]:
    common = {w.lower() for w in subject_words()} | {"states", "parties", "sides"}
    return frozenset(common | modifier_words() | head_words() | SMALL | CALENDAR)


@functools.cache
def _lower_heads() -> frozenset[str]:
    return frozenset(h.lower() for h in heads())


def _is_name(text: str) -> bool:
    """Tell whether a parsed span can be a name: capitalised words that are not only titles and common words."""
    words = [w.text for w in words_of(text) if w.text[0].isalnum()]
    if not words or not any(w[0].isupper() or not w.isascii() for w in words) or len(words) > 12:
        return False
    if words[0].lower() in SMALL | CALENDAR or "\n" in text or "$" in text or any(w.isdigit() for w in words[:1]):
        return False
    if all(w.lower() in _common_words() for w in words):
        return False
    if words[-1].lower() in head_words() and len(words) > 1:
        return False
    return not (len(words) == 1 and words[0].lower() in _lower_heads()) and not words[0].islower()


def _person_like(page: Page, start: int, end: int) -> bool:
    token = page.token(start)
    return token is not None and token.pos_ not in {"PROPN", "NOUN", "ADJ"} and " " not in page.text[start:end]


def _named(page: Page, chosen: list[Candidate], persons: list[Person]) -> tuple[list[Name], list[Figure]]:
    """Make the rows of the names, each with its key in the article."""
    titles = {p.start: p.title for p in persons if p.title}
    spoken = sorted((c for c in chosen if c.type == "PERSON"), key=lambda c: c.start)
    owner, people = figures([(page.text[c.start : c.end], c.title or titles.get(c.start, "")) for c in spoken])
    for c in spoken:
        bearer = owner.get(full_form(page.text[c.start : c.end]))
        if bearer and not bearer.countries:
            bearer.learn(role_after(page, c.end))
    last: dict[str, int] = {}
    names = []
    acronym = _acronym_keys(chosen)
    for c in sorted(chosen, key=lambda c: (c.start, -c.end)):
        text = page.text[c.start : c.end]
        name = Name(
            c.start,
            c.end,
            page.article.text[c.start : c.end],
            c.type,
            sentence=page.sentence(c.start),
            role=page.role(c.start, c.end),
        )
        if c.type == "PERSON" and name.role != "subject" and page.governs_verb(c.start, c.end):
            name.role = "subject"
        name.acts = c.acts and not (c.sort == "country" and name.role == "oblique" and _located(page, c))
        name.country = c.country
        if c.type == "PERSON":
            title = c.title or titles.get(c.start, "")
            figure = owner.get(full_form(text)) or choose(text, title, people, last)
            if figure is None:
                continue
            last[figure.key] = c.start
            name.keys, name.title = [figure.key], title
        else:
            name.keys, name.settled = [acronym.get(c.key, c.key)], c.settled
            name.portfolio = c.title if c.sort == "ministry" else ""
        names.append(name)
    by_key = {p.key: p for p in people}
    for name in names:
        person = by_key.get(name.key) if name.type == "PERSON" else None
        if person:
            name.office = person.offices[0] if person.offices else ""
            name.portfolio = person.portfolios[0] if person.portfolios else ""
            name.country = person.countries[0] if person.countries else ""
            name.gender = person.gender
    return names, people


def _acronym_keys(chosen: list[Candidate]) -> dict[str, str]:
    """Return the full name for each acronym that one name of the article, and only one, can stand for."""
    long = {c.key for c in chosen if c.type in {"ORG", "EVENT"} and " " in c.key}
    keys = {}
    for c in chosen:
        if c.sort == "parsed" and c.key.isupper() and 2 < len(c.key) < 9:
            fits = [key for key in long if abbreviates(c.key, key) and len(key.split()) <= len(c.key) + 3]
            if len(fits) == 1:
                keys[c.key] = fits[0]
    return keys


def _located(page: Page, candidate: Candidate) -> bool:
    token = page.root(candidate.start, candidate.end)
    return token is not None and token.head.lower_ in {"in", "at", "from", "to", "into", "near", "across", "through"}
