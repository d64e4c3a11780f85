"""Full names that the words around them make a person's: "an analyst at the bank, Hugo Vera, said", "Ana Sol, 43,"."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Word, word_list
from analysis.entities.institutions import heads
from analysis.entities.persons import ROLES, Person, name_words, run_from
from analysis.entities.titles import head_words, roles

if TYPE_CHECKING:
    from analysis.entities.page import Page

PROSE = {"paragraph", "dateline", "caption", "byline", "heading"}
REACH = 14
LONGEST = 4
COPULAS = frozenset({"be", "become", "remain", "serve"})
CREDITS = frozenset({"presenter", "host", "guest", "interviewer", "interviewee", "moderator", "anchor"})
# Heads of titles that an organisation may be too: "the airline is the leader".
OF_ANY = frozenset({"author", "chair", "chief", "head", "host", "leader", "observer", "representative", "speaker"})
OLDEST = 110


def introduced(page: Page, spans: dict[int, int], bare: set[str]) -> list[Person]:
    """Find the full names that no title stands before and that their surroundings tell to be a person's.

    Parameters
    ----------
    page : the article.
    spans : end by start of the known names, which no person's name holds.
    bare : single names that a title or an honorific anchors elsewhere in the article ("Mr Vera").

    Returns
    -------
    Those that an age or "who" follows, that a role stands before ("its host, Hugo Vera,") or is said of
    ("Ana Sol has been Peru's consul"), that are credited in a line of their own, or whose bare form is anchored.
    """
    found = []
    for number, block in enumerate(page.blocks):
        if block.kind not in PROSE or page.shouted[number]:
            continue
        words = name_words(page.text, block.start, block.end)
        i = 0
        while i < len(words):
            end = run_from(page, words, i)
            if _full(words, i, end, spans):
                title = _role_before(page, words, i, end) or _role_said(page, words, end)
                told = _credited(words, i) or _aged(words, end) or {words[i].text, words[end - 1].text} & bare
                if title or told:
                    found.append(Person(words[i].start, words[end - 1].end, title, True))
            i = max(end, i + 1)
    return found


@functools.cache
def people_words() -> frozenset[str]:
    """Return the lower-case words, singular, that a person and no institution is called by."""
    return word_list("people") | head_words() | ROLES | {w for w in roles() if " " not in w and not w.endswith("s")}


def _full(words: list[Word], first: int, end: int, spans: dict[int, int]) -> bool:
    """Tell whether a run of name words can be a full name: two to four words, none of another name."""
    spelled = [w for w in words[first:end] if len(w.text) > 1]
    if end - first < 2 or not spelled or len(spelled) > LONGEST:
        return False
    if first and words[first - 1].text.lower() in {"the", "a", "an", "-", "&"}:
        return False
    return not any(w.start in spans or w.text in heads() or (w.text.isupper() and len(w.text) > 1) for w in spelled)


def _credited(words: list[Word], at: int) -> bool:
    """Tell whether a line gives the name its part: "Guest: Hugo Vera", "By Ana Sol"."""
    if at == 1 and words[0].text in {"By", "BY"}:
        return True
    return at > 1 and words[at - 1].text == ":" and words[at - 2].text.lower() in CREDITS


def _aged(words: list[Word], end: int) -> bool:
    """Tell whether an age or "who" follows the name and a comma: "Ana Sol, 43,"."""
    after = [w.text for w in words[end : end + 3]]
    if len(after) < 3 or after[0] not in {",", "("}:
        return False
    aged = after[1].isdecimal() and len(after[1]) < 4 and int(after[1]) < OLDEST and after[2] in {",", ".", ")", ";"}
    return aged or after[:2] == [",", "who"]


def _role_before(page: Page, words: list[Word], at: int, end: int) -> str:
    """Return the role that stands before a name and a comma: "the leader of the opposition, Hugo Vera, said"."""
    if at < 2 or words[at - 1].text != "," or end >= len(words):
        return ""
    after = page.token(words[end].start)
    if words[end].text not in {",", ".", "'"} and (after is None or after.pos_ not in {"VERB", "AUX"}):
        return ""
    for k in range(at - 2, max(-1, at - 2 - REACH), -1):
        text = words[k].text
        if text.lower() in people_words():
            return " ".join(page.text[words[k].start : words[at - 2].end].split())
        token = page.token(words[k].start)
        if text in {".", ",", ";", ":", '"', "("} or token is None or token.pos_ in {"VERB", "AUX"}:
            return ""
    return ""


def _role_said(page: Page, words: list[Word], end: int) -> str:
    """Return what a sentence says the person is: "Ana Sol has been Peru's consul general"."""
    copula = 0
    for k, word in enumerate(words[end : end + REACH], end):
        token = page.token(word.start)
        if token is None or word.text in {".", ",", ";", ":", '"'}:
            return ""
        if not copula and token.pos_ not in {"AUX", "VERB", "ADV"}:
            return ""
        if token.lemma_ in COPULAS:
            copula = k
        if copula and word.text.lower() in head_words() - OF_ANY:
            return " ".join(page.text[words[copula + 1].start : word.end].split())
    return ""
