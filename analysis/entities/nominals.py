"""Words that stand for someone by role: "the Foreign Minister", "his counterpart", "the ministry", "both sides"."""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import lexicon
from analysis.entities.ministries import portfolio_of
from analysis.entities.titles import describe, honorifics, modifier_words, offices, plurals, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.entities.name import Name
    from analysis.entities.page import Page

PLURAL_WORDS = frozenset({"both", "two", "all", "three", "four", "several"})
DEFINITE = frozenset({"the", "this", "that", "both", "these", "those", "each"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "your", "our"})
INDEFINITE = frozenset({"a", "an", "another", "some", "one", "any", "no", "every", "many", "several"})
LONGEST = 10


@dataclass
class Nominal:
    """A role phrase as it stands in the text.

    sort : person, or the kind of stand-in (ministry, country, side ...; see data/titles.toml).
    """

    start: int
    end: int
    head: Token
    sort: str
    word: str
    plural: bool
    determiner: str = ""
    possessor: str = ""
    possessor_at: int = -1
    office: str = ""
    portfolio: str = ""
    gender: str = ""
    inside: list[Name] = field(default_factory=list)
    place: list[Name] = field(default_factory=list)
    owner: Name | None = None
    many: bool = False
    two: bool = False
    bearer: Name | None = None
    bare: bool = False
    countries_owned: bool = False
    deputy: bool = False
    forces: bool = False


@functools.cache
def plural_titles() -> frozenset[str]:
    """Return the plural forms of all titles and roles."""
    table = lexicon("titles.toml")
    forms = [form.lower() for kind in table["offices"].values() for form in kind] + list(table["roles"])
    return frozenset(plural for form in forms for plural in plurals(form.lower()))


@functools.cache
def stand_ins() -> dict[str, tuple[str, bool]]:
    """Return, for each lower-case word that stands for an institution or country, its sort and whether it is plural."""
    found: dict[str, tuple[str, bool]] = {}
    for sort, forms in lexicon("titles.toml")["stand_ins"].items():
        for form in forms:
            found.setdefault(form, (sort, form == "authorities"))
            for plural in plurals(form):
                found.setdefault(plural, (sort, True))
    return found


class NameIndex:
    """The names of an article by where they begin and end."""

    def __init__(self, names: list[Name]) -> None:
        self.names = sorted(names, key=lambda n: (n.start, -n.end))
        self._starts = [n.start for n in self.names]
        self.ends = {n.end: n for n in self.names}
        self.starts = {n.start: n for n in reversed(self.names)}

    def within(self, start: int, end: int) -> list[Name]:
        """Return the names that lie in `start` to `end`."""
        return [
            n for n in self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if n.end <= end
        ]

    def over(self, start: int, end: int) -> list[Name]:
        """Return the names that overlap `start` to `end`."""
        at = max(0, bisect_left(self._starts, start) - 4)
        stop = bisect_left(self._starts, end)
        return [n for n in self.names[at:stop] if n.end > start]


def nominals(page: Page, names: list[Name]) -> list[Nominal]:
    """Find the role phrases of an article.

    Parameters
    ----------
    page : the article.
    names : its names; a phrase that is only the title of one is not a role phrase.

    Returns
    -------
    Nominals in order, a name within them noted.
    """
    index = NameIndex(names)
    found = []
    taken = -1
    for first, last in page.sentences:
        tokens = page.tokens(first, last)
        for i, token in enumerate(tokens):
            if token.idx < taken:
                continue
            sort, word, plural = _sort(tokens, i)
            if not sort:
                continue
            nominal = _phrase(page, tokens, i, sort, word, plural, index)
            if nominal is not None:
                found.append(nominal)
                taken = nominal.end
    return found


def _sort(tokens: list[Token], i: int) -> tuple[str, str, bool]:
    """Return what a token stands for as the head of a phrase, its word and number; "" for nothing."""
    token = tokens[i]
    lowered = token.lower_
    two = f"{tokens[i - 1].lower_} {lowered}" if i else lowered
    after = tokens[i + 1].lower_ if i + 1 < len(tokens) else ""
    for k in (1, 2):
        if i + k < len(tokens) and tokens[i + k].pos_ not in {"NOUN", "ADJ", "PROPN"}:
            break
        if i + k < len(tokens) and tokens[i + k].lower_ in offices():
            return "", "", False
    if token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG"} and lowered not in {"leaders"}:
        return "", "", False
    third = tokens[i + 2].lower_ if i + 2 < len(tokens) else ""
    titled = third in offices() or third in modifier_words()
    if (
        after == "-"
        or (after in {"\u2013", "\u2014"} and titled)
        or (after in offices() and lowered not in {"president"} and token.dep_ in {"compound", "amod", "nmod"})
    ):
        return "", "", False
    for word in (two, lowered):
        if word in roles():
            return "person", word, word in plural_titles()
    if two in stand_ins():
        return (*_swap(stand_ins()[two], two),)  # type: ignore[return-value]
    if lowered in offices():
        office = offices()[lowered]
        if office == "expert":
            return "", "", False
        return "person", lowered, lowered in plural_titles()
    if lowered in stand_ins():
        return (*_swap(stand_ins()[lowered], lowered),)  # type: ignore[return-value]
    return "", "", False


def _swap(value: tuple[str, bool], word: str) -> tuple[str, str, bool]:
    return value[0], word, value[1]


def _phrase(
    page: Page, tokens: list[Token], i: int, sort: str, word: str, plural: bool, index: NameIndex
) -> Nominal | None:
    """Make the phrase of the head at `i`: its words before, and "of ..." after."""
    left, determiner, possessor, possessor_at, owner = _left(page, tokens, i, index)
    right, place = _right(page, tokens, i, index)
    head = tokens[i]
    start, end = tokens[left].idx, tokens[right].idx + len(tokens[right].text)
    covering = [n for n in index.over(head.idx, head.idx + len(head.text)) if n.start <= head.idx]
    if covering:
        return None
    nominal = Nominal(start, end, head, sort, word, plural, determiner, possessor, possessor_at)
    nominal.owner, nominal.place = owner, place
    nominal.inside = index.within(start, end)
    words = page.text[tokens[left].idx : head.idx + len(head.text)]
    complement = page.text[head.idx + len(head.text) : end]
    if sort == "person":
        nominal.office, _, nominal.gender = describe(words)
        after = _without(complement, place, head.idx + len(head.text))
        nominal.portfolio = portfolio_of(_without(words, nominal.inside, start)) or portfolio_of(after)
        if nominal.word not in offices():
            nominal.office = ""
    elif sort in {"ministry"}:
        nominal.portfolio = portfolio_of(words) or portfolio_of(complement)
    lowered = {t.lower_ for t in tokens[left : i + 1]}
    nominal.many = bool(lowered & PLURAL_WORDS)
    nominal.two = bool(lowered & {"both", "two"})
    nominal.bearer = _bearer(page, tokens, left, right, index)
    nominal.deputy = bool({"deputy", "vice", "under", "assistant"} & {t.lower_ for t in tokens[left:i]})
    nominal.forces = bool({"army", "military"} & {t.lower_ for t in tokens[left:i]})
    nominal.countries_owned = bool({"countries", "nations", "sides"} & {t.lower_ for t in tokens[left:i]})
    nominal.bare = not determiner and owner is None and not nominal.inside
    return nominal


def _without(words: str, inside: list[Name], start: int) -> str:
    """Return a phrase without the names in it ("State Department spokeswoman" has no portfolio "State")."""
    for name in sorted(inside, key=lambda n: -n.start):
        if name.type in {"GPE", "NORP", "LOC"} or not name.portfolio:
            words = words[: max(0, name.start - start)] + " " + words[max(0, name.end - start) :]
    return words


def _left(page: Page, tokens: list[Token], i: int, index: NameIndex) -> tuple[int, str, str, int, Name | None]:
    """Walk left over the modifiers of a head; return where the phrase begins and what opens it."""
    left, determiner, possessor, at = i, "", "", -1
    owner: Name | None = None
    k = i - 1
    while k >= 0 and i - k <= LONGEST:
        token = tokens[k]
        lowered = token.lower_
        if lowered in POSSESSIVES:
            left, determiner, possessor, at = k, lowered, lowered, token.idx
            break
        if lowered in DEFINITE or lowered in INDEFINITE:
            left, determiner = k, lowered
            if lowered == "the" and k and tokens[k - 1].lower_ == "both":
                left = k - 1
            break
        if lowered in {"'s", "'"} or (lowered == "s" and k and tokens[k - 1].text == "'"):
            named = index.ends.get(token.idx) or (index.ends.get(tokens[k - 1].idx) if k else None)
            if named is None:
                k -= 1
                if k < 0 or tokens[k].pos_ not in {"NOUN", "PROPN"}:
                    break
                continue
            owner = named
            k = next((n for n, t in enumerate(tokens) if t.idx >= named.start), k)
            left = k
            if k and tokens[k - 1].lower_ == "the":
                left = k - 1
                determiner = "the"
            break
        named = index.ends.get(token.idx + len(token.text))
        if named is not None and named.type == "PERSON":
            break
        if named is not None:
            k = next((n for n, t in enumerate(tokens) if t.idx + len(t.text) > named.start), k)
            left, k = k, k - 1
            continue
        if token.pos_ in {"NOUN", "VERB"} and not (token.i < token.head.i <= tokens[i].i):
            break  # "later in the day General ...", "accused officers of ..."
        modifier = (
            token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"}
            or lowered in {"-", "&"}
            or token.tag_ in {"VBG", "VBN"}
            or lowered in {"top", "then"}
        )
        if not modifier or lowered in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
            break
        left, k = k, k - 1
    return left, determiner, possessor, at, owner


def _right(page: Page, tokens: list[Token], i: int, index: NameIndex) -> tuple[int, list[Name]]:
    """Walk right over "of ...", "for ...", "in ..." after a head; return the last index and the names there."""
    right = i
    named: list[Name] = []
    k = i + 1
    while k < len(tokens) and k - i <= LONGEST:
        lowered = tokens[k].lower_
        if lowered not in {"of", "for", "in", "to", "from", "at"} or k + 1 >= len(tokens):
            break
        if (
            lowered in {"in", "at", "to", "for", "from"}
            and tokens[k].head not in {tokens[i], tokens[i].head}
            and k > i + 1
        ):
            break
        stop, held = _complement(tokens, k + 1, index)
        if stop == k + 1 or (
            not held and lowered != "of" and not portfolio_of(" ".join(t.lower_ for t in tokens[k + 1 : stop]))
        ):
            break
        if held and held[0].type == "PERSON":
            break
        right, k = stop - 1, stop
        named += held
    return right, named


def _complement(tokens: list[Token], at: int, index: NameIndex) -> tuple[int, list[Name]]:
    k, held = at, []
    while k < len(tokens) and k - at < LONGEST:
        name = index.starts.get(tokens[k].idx)
        if name is not None:
            held.append(name)
            k = next((n for n in range(k, len(tokens)) if tokens[n].idx >= name.end), len(tokens))
            if (
                k + 1 < len(tokens)
                and tokens[k].lower_ in {"and", ","}
                and index.starts.get(tokens[k + 1].idx)
                and name.type == index.starts[tokens[k + 1].idx].type != "PERSON"
            ):
                k += 1
                continue
            if (
                k + 2 < len(tokens)
                and tokens[k].lower_ == "and"
                and tokens[k + 1].lower_ == "the"
                and index.starts.get(tokens[k + 2].idx)
            ):
                k += 2
                continue
            if name.type in {"NORP", "LOC"} and k < len(tokens) and tokens[k].pos_ in {"NOUN", "PROPN"}:
                continue
            if k < len(tokens) and tokens[k].lower_ == "'s" and k + 1 < len(tokens):
                k += 1
                continue
            break
        token = tokens[k]
        if token.lower_ == "'s" and k > at:
            k += 1
            continue
        if token.lower_ in {"of", "the"} and k > at and not held and token.i > 0:
            k += 1
            continue
        if (
            (token.lower_ in {"the", "both", "two", "a", "an", "these", "those"} and k == at)
            or token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"}
            or (
                token.lower_ in {"and", "&"}
                and k + 1 < len(tokens)
                and tokens[k + 1].pos_ == "PROPN"
                and k > at
                and tokens[k - 1].pos_ == "PROPN"
            )
        ):
            k += 1
        else:
            break
    while k > at and tokens[k - 1].lower_ in {"and", ",", "the", "of", "'s"}:
        k -= 1
    return k, held


def _bearer(page: Page, tokens: list[Token], left: int, right: int, index: NameIndex) -> Name | None:
    """Return the person named beside a phrase: after it, or before it and a comma."""
    before = None
    if left > 1 and tokens[left - 1].text == ",":
        last = tokens[left - 2]
        name = index.ends.get(last.idx + len(last.text))
        before = name if name is not None and name.type == "PERSON" else None
    at = right + 1
    comma = at < len(tokens) and tokens[at].text == ","
    if comma and before is not None:
        return before
    at += comma
    stop = at + 4
    while at < min(stop, len(tokens)) and (tokens[at].text in honorifics() or tokens[at].text in {"the", "H.E."}):
        at += 1
    name = index.starts.get(tokens[at].idx) if at < len(tokens) else None
    if name is not None and name.type == "PERSON":
        closed = page.text[name.end : name.end + 1] in {",", ".", ")", ";", ":"}
        if not comma or closed:
            return name
    return before
