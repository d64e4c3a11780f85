"""Names of persons after titles, and how far a title goes."""

from __future__ import annotations

import functools
from bisect import bisect_right
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Word
from analysis.entities.institutions import ABSTRACT, heads, subject_words
from analysis.entities.ministries import portfolios
from analysis.entities.persons import GIVEN, PARTICLES, ROLES, Person, is_name_word, name_words, run_from
from analysis.entities.titles import head_words, honorifics, modifier_words, offices

if TYPE_CHECKING:
    from analysis.entities.page import Page

# Titles of rulers that are given names too: "Minister Sultan Al Marri".
GIVEN_TITLES = frozenset({"Sultan", "Emir", "Amir", "Prince", "Marshal", "Major"})
# Whoever bears one of these titles is so of a place or a body, never of a person.
RULING = frozenset(
    {"ambassador", "bishop", "chairman", "chairwoman", "commander", "director", "emir", "governor", "king", "mayor"}
    | {"minister", "patriarch", "prefect", "premier", "president", "prince", "queen", "sultan"}
)
OF_PORTFOLIO = frozenset({"minister", "ministers", "secretary", "commissioner"})
LONGEST_TITLE = 14


def titled(page: Page, spans: dict[int, int], towns: dict[int, int]) -> list[Person]:
    """Find the names that a title or an honorific anchors.

    Parameters
    ----------
    page : the article.
    spans : end by start of the known names and institutions, which a title may hold ("Chief of the
        Presidential Staff", "President of the European Commission") and a name may not.
    towns : end by start of what only the parser takes for places, which a title may be of.
    """
    found: list[Person] = []
    starts = sorted(spans)
    ends = {end: start for start, end in spans.items()}
    for block in page.blocks:
        words = name_words(page.text, block.start, block.end)
        index = {word.start: i for i, word in enumerate(words)}
        i = 0
        while i < len(words):
            if _inside(starts, spans, words[i].start) or not _is_title(page, words, i):
                i += 1
                continue
            begin, comma = after_title(words, i, spans, towns)
            if begin is None:
                i += 1
                continue
            end = run_from(page, words, begin)
            end = _without_known(words, begin, end, spans)
            if comma and _follows_name(words, title_start(words, i, ends, index), ends):
                i += 1
                continue
            if (
                end == begin
                or ABSTRACT.search(words[end - 1].text)
                or (comma and not _plausible(page, words, begin, end))
            ):
                i += 1
                continue
            first = title_start(words, i, ends, index)
            if words[begin - 1].text in GIVEN_TITLES and not comma and _given(words, first, begin, end):
                begin -= 1
            title = page.text[words[min(first, begin)].start : words[begin].start].strip(" ,\u2013-\n")
            found.append(Person(words[begin].start, words[end - 1].end, " ".join(title.split()), True))
            i = end
    return found


def _given(words: list[Word], first: int, begin: int, end: int) -> bool:
    """Tell whether the ruler's title before a name is a part of it: another title stands before it or follows."""
    if first < begin - 1:  # "Dr Sultan", not "Crown Prince" or "Second Lieutenant"
        return words[begin - 2].text.lower() not in modifier_words() | {"crown", "of", "and"}
    if end >= len(words) or words[end].text != ",":
        return False
    following = [w.text.lower() for w in words[end + 1 : end + 6]]
    return any(w in head_words() and offices().get(w) not in {"monarch", "officer"} for w in following)


def _follows_name(words: list[Word], first: int, ends: dict[int, int]) -> bool:
    """Tell whether a title stands after a name and a comma: it is that name's, not the next one's."""
    while first and words[first - 1].text.lower() in {"the", "a"}:
        first -= 1
    if first < 3 or words[first - 1].text != "," or words[first - 2].end in ends:
        return False
    return is_name_word(words[first - 2].text) and is_name_word(words[first - 3].text)


def _inside(starts: list[int], spans: dict[int, int], char: int) -> bool:
    """Tell whether the character at `char` stands in a known name."""
    at = bisect_right(starts, char) - 1
    return at >= 0 and char < spans[starts[at]]


def _is_title(page: Page, words: list[Word], at: int) -> bool:
    text = words[at].text
    if text in honorifics() or text + "." in honorifics():
        return text[0].isupper()
    if at and f"{words[at - 1].text} {text}" in honorifics():
        return True
    if text.isupper() and text.capitalize() in honorifics() and len(text) > 1:
        return True
    if "-" in text and text.lower().split("-")[-1] in head_words():
        return True
    if text == "number" and at:
        return words[at - 1].text == "opposite"
    if text.lower() == "general" and at and words[at - 1].text == "the":
        return False
    return text.lower() in head_words() or text.lower() in ROLES


def after_title(words: list[Word], at: int, spans: dict[int, int], towns: dict[int, int]) -> tuple[int | None, bool]:
    """Return the index where the name after a title begins, and whether a comma stands between; None for no name.

    Between the title's head and the name may stand a portfolio, an institution and a country, each
    after "of", "for" or "to".
    """
    i, comma = at + 1, False
    if i < len(words) and words[i].text == "." and words[i].start == words[i - 1].end:
        i += 1
    steps = 0
    while i < len(words) and steps < LONGEST_TITLE:
        steps += 1
        if [w.text for w in words[i : i + 4]] == ["H", ".", "E", "."]:
            i += 4
            continue
        text = words[i].text
        lowered = text.lower()
        if lowered == "the" and _honoured(words, i + 1):
            i += 1
            continue
        if lowered in {"of", "for", "to"} and i + 1 < len(words):
            before = words[i - 1].text.lower() if lowered != "to" else ""
            i = _object_end(words, i + 1, spans, towns, before in OF_PORTFOLIO)
            if words[i - 1].text.lower() == "the" or (
                words[i - 1].text == "of" and words[i - 2].text.lower() in RULING
            ):
                return None, comma  # "chairman of the Red and Black party": no name follows an article
        elif i + 1 < len(words) and f"{text} {words[i + 1].text}" in honorifics():
            i += 2
        elif lowered in head_words() or lowered in modifier_words() or text in honorifics():
            i += 1
            if i < len(words) and words[i].text == "." and words[i].start == words[i - 1].end:
                i += 1
        elif (
            text in {"-", "\u2013", "\u2014"}
            and i + 1 < len(words)
            and (words[i + 1].text.lower() in head_words() | modifier_words())
        ) or (lowered in {"and", "&"} and i + 1 < len(words) and _titleish(words, i + 1)):
            i += 1
        elif text == "," and not comma:
            comma = True
            i += 1
            if i < len(words) and words[i].text.lower() in {"the", "a"} and not _honoured(words, i + 1):
                return None, True
        else:
            break
    if i >= len(words) or steps >= LONGEST_TITLE:
        return None, comma
    text = words[i].text
    given = text in GIVEN and i + 1 < len(words) and is_name_word(words[i + 1].text)
    starts = is_name_word(text) or given or (text.lower() in PARTICLES and text.islower() and not comma)
    return (i if starts else None), comma


def _honoured(words: list[Word], at: int) -> bool:
    return at < len(words) and words[at].text in honorifics()


def _titleish(words: list[Word], at: int) -> bool:
    """Tell whether a second title follows "and"."""
    return any(w.text.lower() in head_words() for w in words[at : at + 5]) and words[at].text.lower() in (
        head_words() | modifier_words()
    )


def _object_end(words: list[Word], at: int, spans: dict[int, int], towns: dict[int, int], portfolio: bool) -> int:
    """Return the index after what a title is of: a known name, or words of a portfolio.

    What follows "Minister for" is no person whatever its words are: where two more words can be the name,
    the first is the portfolio.
    """
    i = at
    if i < len(words) and words[i].text.lower() == "the":
        i += 1
    begun = i
    while i < len(words):
        end = spans.get(words[i].start) or (towns.get(words[i].start) if i == begun else None)
        if end is not None:
            while i < len(words) and words[i].start < end:
                i += 1
            if i < len(words) and words[i].text == "'" and i + 1 < len(words) and words[i + 1].text == "s":
                i += 2
                continue
            if (
                i < len(words)
                and words[i].text in {"and", "&"}
                and i + 1 < len(words)
                and words[i + 1].text in subject_words()
            ):
                i += 1
                continue
            if i < len(words) and words[i].text in subject_words() and portfolio:
                i += 1
                continue
            break
        text = words[i].text
        of_affairs = text[0].isupper() and i + 1 < len(words) and words[i + 1].text == "Affairs"
        if (
            of_affairs
            or text in subject_words()
            or text.lower() in modifier_words()
            or text in heads()
            or text == "State"
            or (portfolio and text[0].isupper() and (ABSTRACT.search(text) or (i == begun and _name_after(words, i))))
        ) or (
            text.lower() in {"and", "&", ","}
            and i > begun
            and i + 1 < len(words)
            and (
                words[i + 1].text in subject_words()
                or ABSTRACT.search(words[i + 1].text)
                or (portfolio and words[i + 1].start in spans and _abroad(words, i + 2))
            )
        ):
            i += 1
        else:
            break
    return i


def _abroad(words: list[Word], at: int) -> bool:
    """Tell whether a portfolio goes on after a people: "and Moroccans Abroad"."""
    return at < len(words) and words[at].text in subject_words()


def _name_after(words: list[Word], at: int) -> bool:
    """Tell whether a name of two words or more follows the word at `at`, or "of" and more of the title."""
    after = words[at + 1 : at + 3]
    return len(after) == 2 and (after[0].text == "of" or all(is_name_word(w.text) for w in after))


def _without_known(words: list[Word], begin: int, end: int, spans: dict[int, int]) -> int:
    """Cut a run of name words where a known name begins, unless the known name is the run's last word only."""
    for i in range(begin, end):
        stop = spans.get(words[i].start)
        if stop is not None and not (i > begin and i == end - 1 and stop <= words[i].end):
            return i
    return end


def _plausible(page: Page, words: list[Word], begin: int, end: int) -> bool:
    """Tell whether words after a title and a comma name a person: two words, a person to the parser, or what speaks."""
    token = page.token(words[begin].start)
    if end - begin > 1 or token is None or token.ent_type_ == "PERSON":
        return token is not None
    return token.pos_ == "PROPN" and page.governs_verb(words[begin].start, words[end - 1].end)


def title_start(words: list[Word], at: int, ends: dict[int, int], index: dict[int, int]) -> int:
    """Return the index of the first word of the title whose head stands at `at`."""
    i = at
    while i > 0 and at - i < LONGEST_TITLE:
        word = words[i - 1]
        if word.end in ends and ends[word.end] in index:
            i = index[ends[word.end]]
        elif (
            (
                word.text.lower() in modifier_words()
                or word.text.lower() in head_words()
                or word.text in subject_words()
                or word.text.lower() in _portfolio_words()
            )
            or word.text in {"-", "\u2013", "'", "&"}
            or (word.text == "s" and i > 1 and words[i - 2].text == "'")
            or (
                word.text in {"of", "and", "for"}
                and i > 1
                and words[i - 2].text.lower() in head_words() | _portfolio_words()
            )
        ):
            i -= 1
        else:
            break
    while i < at and words[i].text in {"-", "\u2013", "'", "&", "and", "s"}:
        i += 1
    return i


@functools.cache
def _portfolio_words() -> frozenset[str]:
    return frozenset(w for form in portfolios() for w in form.split())
