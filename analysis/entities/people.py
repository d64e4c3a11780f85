"""The persons of one article: whose names are whose, and what office and country each has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.entities.gazetteer import gazetteer, words_of
from analysis.entities.persons import PARTICLES, name_words
from analysis.entities.titles import describe, office_of
from analysis.entities.variants import folded

# Words in a name that make its bearer a son or a daughter.
FILIAL = {
    "bin": "m",
    "ibn": "m",
    "bint": "f",
    "binti": "f",
    "binte": "f",
    "ogly": "m",
    "oglu": "m",
    "kyzy": "f",
    "qizi": "f",
}
POSSESSIVE = re.compile(r"'s?$")
# A letter at the beginning of a word, behind a hyphen or a short first part with an apostrophe, and the rest.
MARKED = re.compile(r"((?:^(?:[^\W\d_]')?|-)[^\W\d_])([^-]*)")


@dataclass
class Figure:
    """A person of an article.

    Attributes
    ----------
    key : the fullest form of the name in the article.
    parts : the words of that form, folded.
    titles, offices, portfolios, countries : what the article says of the person.
    gender : "m", "f" or "".
    """

    key: str
    parts: list[str]
    titles: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    portfolios: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    gender: str = ""

    def learn(self, title: str) -> None:
        """Take office, portfolio, country and gender from a title."""
        if not title:
            return
        office, portfolio, gender = describe(title)
        for value, known in (
            (title, self.titles),
            (office, self.offices),
            (portfolio, self.portfolios),
            (country_in(title), self.countries),
        ):
            if value and value not in known:
                known.append(value)
        self.gender = self.gender or gender


def country_in(text: str) -> str:
    """Return the first country, people or acting capital that a title names, "" for none."""
    words = words_of(text.replace("\u2019", "'"))
    at = 0
    while at < len(words):
        match = gazetteer().longest(words, at)
        if match and match[1].sort in {"country", "people", "union"}:
            return match[1].name
        at += match[0] if match else 1
    return ""


def parts_of(name: str) -> list[str]:
    """Return the words of a name, folded, initials and particles kept."""
    return [folded(w.text) for w in name_words(name, 0, len(name)) if w.text != "."]


def full_form(text: str) -> str:
    """Return a name in one line and, where it or its surname was in capitals, in title case."""
    words = POSSESSIVE.sub("", text).split()
    whole = " ".join(words).isupper() and len(" ".join(words)) > 3
    return " ".join(_cased(w) if whole or (w.isupper() and len(w) > 3 and "." not in w) else w for w in words)


def _cased(word: str) -> str:
    """Return a word in capitals in title case, after each hyphen and apostrophe: "O'BRIEN-DÍAZ"."""
    return MARKED.sub(lambda m: m.group(1) + m.group(2).lower(), word)


def figures(names: list[tuple[str, str]]) -> tuple[dict[str, Figure], list[Figure]]:
    """Group the names of an article by the person they name.

    Parameters
    ----------
    names : (text of the name, title before it) in the order of the article.

    Returns
    -------
    The figure of each text where only one can be meant, and all figures, the fullest names first.
    A name that several may bear is left to its title: see `choose`.
    """
    texts = sorted({full_form(text) for text, _ in names}, key=lambda t: (-len(parts_of(t)), t.isupper(), -len(t), t))
    people: list[Figure] = []
    by_part: dict[str, list[Figure]] = {}
    first = {full_form(text): i for i, (text, _) in reversed(list(enumerate(names)))}
    held: dict[str, set[str]] = {}
    for text, title in names:
        held.setdefault(full_form(text), set()).add(office_of(title))
    owner: dict[str, Figure] = {}
    for text in texts:
        parts = parts_of(text)
        fits = [p for p in by_part.get(parts[-1] if parts else "", []) if contains(p.parts, parts)]
        if not fits and parts:
            fits = [p for p in by_part.get(parts[0], []) if contains(p.parts, parts)]
        if len(fits) > 1:
            last = [p for p in fits if p.parts[-1] == parts[-1]]
            fits = last or fits
        own = held[text] - {""}
        if len(parts) == 1 and own:  # "President Trump spoke with Ivanka Trump": not hers
            fits = [p for p in fits if first[text] > first[p.key] or held[p.key] - {""}]
        if len(fits) == 1:
            owner[text] = fits[0]
        elif not fits:
            figure = Figure(text, parts)
            people.append(figure)
            owner[text] = figure
            for part in set(parts) - PARTICLES:
                by_part.setdefault(part, []).append(figure)
    for text, title in names:
        figure_of = owner.get(full_form(text))
        if figure_of:
            figure_of.learn(title)
    for figure in people:
        figure.gender = figure.gender or next((FILIAL[p] for p in figure.parts[1:] if p in FILIAL), "")
    return owner, people


def contains(whole: list[str], parts: list[str]) -> bool:
    """Tell whether `parts` stand in `whole` in order, an initial for any word that begins with it."""
    at = 0
    for part in parts:
        while at < len(whole) and not (
            whole[at] == part
            or (len(part) == 1 and whole[at].startswith(part))
            or (len(whole[at]) == 1 and part.startswith(whole[at]))
        ):
            at += 1
        if at == len(whole):
            return False
        at += 1
    return True


def choose(text: str, title: str, people: list[Figure], last: dict[str, int], gender: str = "") -> Figure | None:
    """Choose whom a name means that several bear: by gender, by office, else the one named last."""
    parts = parts_of(full_form(text))
    fits = [p for p in people if contains(p.parts, parts)]
    office, _, told = describe(title) if title else ("", "", "")
    told = told or gender
    if told:
        fits = [p for p in fits if p.gender in {told, ""}] or fits
    if office:
        fits = [p for p in fits if office in p.offices] or fits
    return max(fits, key=lambda p: (last.get(p.key, -1), p.key), default=None)
