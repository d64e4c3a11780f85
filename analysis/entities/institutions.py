"""Institutions, events and outlets by the words they are made of, and the acronyms an article gives them."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Word, lexicon, of_country, word_list
from analysis.entities.ministries import ministry, portfolio_of
from analysis.entities.places import Candidate

if TYPE_CHECKING:
    from analysis.entities.page import Page

AFTER_HEAD = frozenset({"of", "for", "on", "against"})
MINISTRY = frozenset({"Ministry", "Department", "MINISTRY", "DEPARTMENT"})
OF_THE_STATE = frozenset(
    {"Embassy", "Parliament", "Presidency", "Senate", "Congress", "Army", "Navy", "Police", "Cabinet", "Delegation"}
)
# A title after an institution begins a person: "Bureau of Asian Affairs Assistant Secretary ...".
TITLES_AFTER = frozenset(
    {"Assistant", "Deputy", "Secretary", "Minister", "President", "Chairman", "Director", "Spokesman", "Spokeswoman"}
    | {"Spokesperson", "Ambassador", "Commissioner", "Chief", "Senior"}
)
# Heads that stand first: "Radio Sahel", "Channel Atlas".
LEADING = frozenset({"Radio", "Channel", "TV", "Television"})
LONGEST_NAME = 14
OUTSIDE = frozenset({",", "|", ";", "\u2022", "\u00b7", "(", ")", "-", "\u2013", "\u2014", ":", "/"})
ORDINAL = re.compile(r"^(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|\d+(?:st|nd|rd|th))\s+")
# Nouns of what bodies are for.
ABSTRACT = re.compile(r"\w{3}(?:tions?|sions?|ships?|ics|isms?|eries)$")


@functools.cache
def heads() -> dict[str, str]:
    """Return the type of every word that makes a run of capitalised words a name."""
    words = lexicon("institutions.toml")
    kinds = {"organisation_heads": "ORG", "event_heads": "EVENT", "media_heads": "ORG", "facility_heads": "FAC"}
    found: dict[str, str] = dict.fromkeys(words["place_heads"], "LOC")
    for field, kind in kinds.items():
        found.update(dict.fromkeys(words[field], kind))
    return found


@functools.cache
def subject_words() -> frozenset[str]:
    """Return the capitalised words that join others of a name with "and"."""
    return frozenset(lexicon("institutions.toml")["subject_words"])


def institutions(page: Page, known: list[Candidate]) -> list[Candidate]:
    """Find organisations, events, outlets and facilities by the words they are made of.

    Parameters
    ----------
    page : the article.
    known : what the gazetteer found in it.

    Returns
    -------
    Candidates in order of place; those of ministries and the like are settled.
    """
    at = {c.start: c for c in known}
    found = []
    for block, words in enumerate(page.words):
        prose = page.blocks[block].kind in {"paragraph", "dateline"} and not page.shouted[block]
        for run in runs(words, at):
            candidate = _name(page, words, run, at, prose)
            if candidate:
                found.append(_with_pair(page, candidate, known))
        found += _named_events(page, words) + _called(page, words, at) if prose else []
    return found + _in_headlines(page, found)


def _with_pair(page: Page, candidate: Candidate, known: list[Candidate]) -> Candidate:
    """Take the countries before a name in: "Chile-Peru Dialogue"; an event keeps its own words as key."""
    ends = {c.end: c for c in known if c.sort in {"country", "people"}}
    at = bisect_right(known, candidate.start, key=lambda c: c.start) - 1
    if at >= 0 and known[at].start < candidate.start < known[at].end < candidate.end:
        start = known[at].start  # "U.S. Department of State Bureau of ...": a known name, and what is part of it
        return Candidate(start, candidate.end, candidate.type, candidate.key, candidate.settled, candidate.sort)
    second = ends.get(candidate.start - 1)
    if second and candidate.type == "ORG" and page.text[second.end - 1] == ".":
        key, settled = candidate.key, candidate.settled
        if candidate.sort == "ministry" and not candidate.country:
            key, settled = ministry(candidate.title, second.key, candidate.key), bool(candidate.title)
        found = Candidate(second.start, candidate.end, "ORG", key, settled, candidate.sort, country=second.key)
        found.title = candidate.title
        return found
    first = ends.get(second.start - 1) if second and page.text[second.start - 1] in "-\u2013" else None
    if first and page.text[candidate.start - 1] == " ":
        name = candidate.key if candidate.type == "EVENT" else " ".join(page.text[first.start : candidate.end].split())
        return Candidate(first.start, candidate.end, candidate.type, name, candidate.settled, candidate.sort)
    return candidate


def _named_events(page: Page, words: list[Word]) -> list[Candidate]:
    """Find names that a common noun makes an event: "COVID-19 pandemic"."""
    nouns = set(lexicon("institutions.toml")["event_nouns"])
    found = []
    for i, word in enumerate(words):
        if word.text not in nouns:
            continue
        first = i
        while (
            first
            and i - first < LONGEST_NAME
            and words[first - 1].text not in {".", ","}
            and (_capital(words[first - 1].text) or words[first - 1].text == "-" or words[first - 1].text.isdigit())
        ):
            first -= 1
        if (
            word.text in nouns
            and first < i
            and _capital(words[first].text)
            and words[first].text not in {"The", "This", "An", "A"}
        ):
            start = words[first].start
            if i - first < LONGEST_NAME:
                found.append(
                    Candidate(
                        start, word.end, "EVENT", " ".join(page.text[start : word.end].split()), False, "institution"
                    )
                )
    return found


def _called(page: Page, words: list[Word], known: dict[int, Candidate]) -> list[Candidate]:
    """Find names that a common noun before them makes a body's: "state company Zefira", "the broadcaster KTV"."""
    found = []
    for i, word in enumerate(words[:-1]):
        if word.text not in word_list("bodies"):
            continue
        end = i + 1
        while end < len(words) and end - i < 4 and _capital(words[end].text) and words[end].start not in known:
            if words[end].text in TITLES_AFTER or words[end].text.lower() in word_list("calendar"):
                break
            end += 1
        if end == i + 1 or (end < len(words) and words[end].text in {"of", "for"}):
            continue
        start, stop = words[i + 1].start, words[end - 1].end
        token = page.token(start)
        person = token is not None and (token.ent_type_ == "PERSON" or token.pos_ == "PRON")
        if not (person and end - i > 2) and stop - start > 1 and words[i + 1].text not in {"I", "The"}:
            text = " ".join(page.text[start:stop].split())
            found.append(Candidate(start, stop, "ORG", text, False, "institution"))
    return found


def _in_headlines(page: Page, found: list[Candidate]) -> list[Candidate]:
    """Find in headlines the names that prose has: there alone no capital tells a name."""
    again = []
    names: dict[str, list[tuple[str, Candidate]]] = {}
    for c in found:
        text = page.text[c.start : c.end]
        for form in {text, c.key} if c.type == "EVENT" else {text}:
            if " " in form and all(form != other for other, _ in names.get(form.split()[0], [])):
                names.setdefault(form.split()[0], []).append((form, c))
    for block, words in zip(page.blocks, page.words, strict=True):
        if block.kind not in {"title", "heading"}:
            continue
        for word in words:
            for text, c in names.get(word.text, []):
                at = word.start
                if not page.text.startswith(text, at):
                    continue
                again.append(
                    Candidate(at, at + len(text), c.type, c.key, c.settled, c.sort, country=c.country, title=c.title)
                )
    return again


def runs(words: list[Word], known: dict[int, Candidate]) -> list[tuple[int, int]]:
    """Return stretches of capitalised words, joined by small words after a head and by "and" between subjects."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        if not _capital(words[i].text):
            i += 1
            continue
        j, headed = i + 1, words[i].text in heads()
        while j < len(words) and j - i < LONGEST_NAME:
            word = words[j]
            if headed and word.text in TITLES_AFTER:
                break
            if _capital(word.text):
                headed = headed or word.text in heads()
                j += 1
            elif word.text == "-" and words[j - 1].end == word.start and _next_capital(words, j, word.end):
                j += 2
            elif word.text == "'" and words[j - 1].text.endswith("s") and _next_head(words, j, known):
                j, headed = j + 2, True
            elif (
                (word.text in AFTER_HEAD or (word.text == "in" and words[j - 1].text == "War"))
                and headed
                and _capital_after_article(words, j)
            ):
                j = _capital_after_article(words, j) + 1
            elif (word.text in {"and", "&"} and (_joined(words, j) or _ends_in_subject(words, i, j, known))) or (
                word.text == "," and headed and _listed(words, j)
            ):
                j += 2
            else:
                break
        if headed:
            found.append((i, j))
        i = j
    return found


def _capital(text: str) -> bool:
    return text[0].isupper() and (text[0].isalpha())


def _next_capital(words: list[Word], at: int, end: int) -> bool:
    return at + 1 < len(words) and words[at + 1].start == end and _capital(words[at + 1].text)


def _next_head(words: list[Word], at: int, known: dict[int, Candidate]) -> bool:
    """Tell whether a plural's apostrophe stands inside a name: "the Fish Producers' Alliance"."""
    after = words[at + 1] if at + 1 < len(words) else None
    owner = words[at - 1]
    return (
        after is not None
        and owner.end == words[at].start
        and after.start == words[at].end + 1
        and after.text in heads()
        and owner.start not in known
    )


def _capital_after_article(words: list[Word], at: int) -> int:
    """Return the index of the capitalised word, no day or month, after a small one and "the", or 0."""
    nxt = at + 2 if at + 1 < len(words) and words[at + 1].text == "the" else at + 1
    found = nxt < len(words) and _capital(words[nxt].text) and words[nxt].text.lower() not in word_list("calendar")
    return nxt if found else 0


def _joined(words: list[Word], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at - 1].text in subject_words()
        and (words[at + 1].text in subject_words() or words[at + 1].text in heads())
    )


def _ends_in_subject(words: list[Word], first: int, at: int, known: dict[int, Candidate]) -> bool:
    """Tell whether what follows "and" goes on with what a body is of: "Office of Electricity and Drinking Water"."""
    of = next((i for i in range(first, at) if words[i].text in {"of", "for", "on"}), 0)
    if not of or words[of - 1].text not in heads() or at + 1 >= len(words) or words[at + 1].start in known:
        return False
    end = at + 1
    while end < len(words) and end - at < 4 and _capital(words[end].text) and words[end].start not in known:
        end += 1
    last = words[end - 1].text
    return last in subject_words() or (end == at + 2 and ABSTRACT.search(last) is not None)


def _listed(words: list[Word], at: int) -> bool:
    """Tell whether a comma joins subjects of one ministry: "Ministry of Labour, Migration and Youth"."""
    tail = [w.text for w in words[at + 1 : at + 5]]
    return (
        len(tail) > 2
        and words[at - 1].text in subject_words()
        and tail[0] in subject_words()
        and "and" in tail
        and all(t in subject_words() or t in {"and", ","} for t in tail[: tail.index("and")])
    )


def _name(
    page: Page, words: list[Word], run: tuple[int, int], known: dict[int, Candidate], prose: bool
) -> Candidate | None:
    """Make the name of a run of words, cut to the part that its head makes one; None for no name."""
    first, last = run
    kinds = heads()
    if words[first].text in {"The", "THE", "A", "An"}:
        first += 1
    covered = _covered(words, first, last, known)
    country = ""
    if first in covered and covered[first][1] < last and covered[first][0].sort in {"country", "people"}:
        country = covered[first][0].key
    ends = [i for i in range(first, last) if words[i].text in kinds and not (i in covered and covered[i][1] > i + 1)]
    if not ends or last - first < 2:
        return None
    head = _head(words, first, last, ends)
    if head is None:
        return None
    stop = last if _goes_on(words, head, last) else head + 1
    if stop - first < 2:
        return None
    text = page.text[words[first].start : words[stop - 1].end]
    kind = kinds.get(words[head].text, "ORG")
    if words[head].text in MINISTRY or (words[head].text == "Office" and "Foreign" in text):
        return _ministry(page, words, first, head, stop, covered, country, text)
    if not prose and not (_media(words[head].text, words[first].text) and _alone(page, words, first, stop)):
        return None
    owned = bool(country) and words[head].text in OF_THE_STATE and (covered[first][1] >= head or head == stop - 1)
    own = text
    if kind == "EVENT":
        own = ORDINAL.sub("", text)
    elif words[head].text == "Bureau":
        own = page.text[words[head].start : words[stop - 1].end]
    key = _of(words[head].text, country) if owned else " ".join(own.split())
    return Candidate(words[first].start, words[stop - 1].end, kind, key, owned, "institution", country=country)


@functools.cache
def _media_heads() -> frozenset[str]:
    return frozenset(lexicon("institutions.toml")["media_heads"])


def _media(head: str, first: str) -> bool:
    return head in _media_heads() or first in LEADING


def _alone(page: Page, words: list[Word], first: int, stop: int) -> bool:
    """Tell whether a name fills its line, or a part of it between commas or bars, as an outlet in an article's head."""
    begun = first - (1 if first and words[first - 1].text in {"The", "THE"} else 0)
    before = words[begun - 1].text if begun else ","
    after = words[stop].text if stop < len(words) else ","
    line = page.text[: words[begun].start].rpartition("\n")[2].strip() == ""
    ends = after in OUTSIDE or "\n" in page.text[words[stop - 1].end : words[stop].start]
    return (before in OUTSIDE or line) and ends


def _of(head: str, country: str) -> str:
    if country == "United States":
        return f"United States {head}"
    return f"{head} of {of_country(country)}"


def _covered(words: list[Word], first: int, last: int, known: dict[int, Candidate]) -> dict[int, tuple[Candidate, int]]:
    """Return, for each word that begins a known name, that name and the index after its last word."""
    found = {}
    for i in range(first, last):
        candidate = known.get(words[i].start)
        if candidate:
            j = i
            while j < last and words[j].end <= candidate.end:
                j += 1
            found[i] = candidate, j
    return found


def _head(words: list[Word], first: int, last: int, ends: list[int]) -> int | None:
    """Return the head: a first word that "of" follows, else the last head before any small word."""
    leading = [i for i in ends if i + 1 < last and words[i + 1].text in AFTER_HEAD]
    if leading:
        return leading[-1]
    small = next((i for i in range(first, last) if words[i].text in AFTER_HEAD | {"in"}), last)
    if ends[0] == first and words[first].text in LEADING and all(i == first for i in ends):
        return small - 1
    before = [i for i in ends if i < small]
    return before[-1] if before else None


def _goes_on(words: list[Word], head: int, last: int) -> bool:
    return head + 1 < last and (words[head + 1].text in AFTER_HEAD or words[head].text == "War")


def _ministry(
    page: Page,
    words: list[Word],
    first: int,
    head: int,
    stop: int,
    covered: dict[int, tuple[Candidate, int]],
    country: str,
    text: str,
) -> Candidate:
    after = next(
        (c.key for i, (c, _) in covered.items() if i > head and c.sort in {"country", "people"}),
        "",
    )
    country = country or after
    if (
        not country
        and words[head].text in {"Department", "DEPARTMENT"}
        and portfolio_of(text) != "Foreign Affairs"
        and any(c.key == "United States" for c in page.countries)
    ):
        country = "United States"
    lowered = text.lower()
    portfolio = portfolio_of(lowered)
    own = re.split(r"\b(?:Ministry|Department)\s+(?:of|for)\s+", text, maxsplit=1)
    subject = " ".join(own[1].split()) if len(own) > 1 else ""
    if not portfolio and words[head].text in {"Department", "DEPARTMENT"}:
        return Candidate(words[first].start, words[stop - 1].end, "ORG", " ".join(text.split()), False, "institution")
    if after:
        subject = re.sub(r"\s+(?:of|for)\s+(?:the\s+)?[^,]*$", "", subject)
    foreign = portfolio in {"Foreign Affairs", "State"}
    key = ministry(portfolio if foreign or not subject else subject, country, text) if portfolio or subject else text
    settled = bool(country) and bool(portfolio or subject)
    return Candidate(
        words[first].start, words[stop - 1].end, "ORG", key, settled, "ministry", country=country, title=portfolio
    )
