"""Know the names of news agencies and outlets where the head of an article gives them."""

from __future__ import annotations

import functools
import re

from analysis.data import read_toml

_FURNITURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b[Gg]et (?P<name>(?:[Tt]he )?(?:[A-Z][\w'’&.-]* ){1,5})(?:stories|news|newsletters?|updates)\b",
        r"(?:©|\([Cc]\)|\b[Cc]opyright)[\s©]{0,4}(?:\d{4}\s{0,2}(?:[-–]\s?\d{4})?[\s,]{0,3})?"
        r"(?:[Bb]y )?(?P<name>[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,4})",
        r"^(?P<name>[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,4}) (?:website|web site|Web Site) contains\b",
        r"\b(?:[Ss]ubscribe|[Ss]ign up) (?:to|for) (?P<name>[Tt]he [A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,4})",
        r"\b[Ff]ollow (?P<name>(?:[Tt]he )?[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,4}) on\b",
    )
)
_SOURCE = re.compile(
    r"[Ss]ource\s?: {0,3}(?P<name>[A-Z][\w'’.&-]*(?: [A-Z][\w'’.&-]*){0,4})"
    r"(?=$|\s{2}|\s?[|(,]|\sand\s(?:news\s)?agencies)"
)
_SITE = re.compile(r"[\w-]{2,40}\.(?:news|com|org|net|info|tv|[a-z]{2})")
_SEGMENTS = re.compile(r"\s*[|•·–—:;,/()\t]\s*|\s{2,}|\s+-\s+")


@functools.cache
def agencies() -> dict[str, str]:
    """Return abbreviation or name in capitals -> full name, from `data/outlets.toml`."""
    return {key.upper(): value for key, value in _lexicon()["agencies"].items()}


@functools.cache
def _lexicon() -> dict:
    return read_toml("outlets.toml")


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_lexicon()["names"][key])


def known_outlet(name: str) -> str | None:
    """Return the full name of a known agency or outlet, or None.

    A section that follows the name in a site's header ("Agency WORLD") is left out, and so is a desk ("Agency Staff").
    """
    words = name.strip(" .()[]/").upper().split()
    while words:
        found = agencies().get(" ".join(words))
        if found or words[-1].casefold() not in _words("sections") | _words("desks"):
            return found
        words.pop()
    return None


def looks_like_outlet(name: str) -> bool:
    """Tell whether a piece of a byline reads like the name of an outlet: "The Harbour Gazette"."""
    words = name.strip(" .").split()
    if not 1 <= len(words) <= 5 or not all(word[0].isupper() or word in {"of", "and", "the", "for"} for word in words):
        return False
    lowered = [word.casefold().strip(".,'’") for word in words]
    if _words("not_names") & set(lowered):
        return False
    if len(words) == 1 or (len(words) == 2 and lowered[0] == "the"):
        return lowered[0] == "the" and lowered[-1] in _words("words")
    return (
        lowered[0] in _words("first_words") or lowered[-1] in _words("words") or ("daily" in lowered and len(words) > 1)
    )


def outlet_in_line(line: str) -> str | None:
    """Return the outlet that a byline or header line names, or None.

    Parameters
    ----------
    line : "The Harbour Gazette | 29 March 2022", "Source: Xinhua", "By Jane Doe, The Coast Daily".
    """
    sourced = _SOURCE.match(line)
    if sourced:
        name = sourced.group("name").strip()
        return known_outlet(name.split(".")[0]) or known_outlet(name) or name
    for segment in _SEGMENTS.split(line[:300]):
        words = segment.split()
        known = known_outlet(segment) or (known_outlet(" ".join(words[-2:])) if len(words) > 3 else None)
        if known and (segment.isupper() or len(segment) > 3):
            return known
        if _SITE.fullmatch(segment):
            return known_outlet(segment.split(".")[0]) or segment
        if looks_like_outlet(segment):
            return segment.strip(" .").title() if segment.isupper() else segment.strip(" .")
    return None


def outlet_in_furniture(line: str) -> str | None:
    """Return the outlet that a sign-up or copyright line names as its own, or None."""
    for pattern in _FURNITURE:
        match = pattern.search(line[:500])
        if match and line[match.end() :].lstrip()[:1] != "/":  # "© Agency/Jane Doe" is the credit of a picture
            name = match.group("name").split(". ")[0].strip(" .")
            known = known_outlet(name)
            if known:
                return known
            if len(name) > 3 and not _words("not_names") & {word.casefold() for word in name.split()}:
                return name[0].upper() + name[1:]
    return None


def expand(abbreviation: str, text: str) -> str:
    """Return the full name of an agency: as the article itself spells it out, else as it is known, else as given.

    Parameters
    ----------
    abbreviation : "QNP", from a dateline.
    text : the article; "Quarterly News Post (QNP)" in it expands it.
    """
    short = abbreviation.strip()
    letters = [c for c in short if c.isalnum()]
    if 2 <= len(letters) <= 6 and short.isupper():
        for match in re.finditer(rf"\({re.escape(short)}\)", text):
            before = text[max(0, match.start() - 120) : match.start()].split()
            for size in range(2, min(len(before), 8) + 1):
                words = before[-size:]
                initials = "".join(word[0] for word in words if word[0].isupper() and word.casefold() != "the")
                if initials == "".join(letters) and words[0][0].isupper():
                    return " ".join(words)
    return known_outlet(short) or short
