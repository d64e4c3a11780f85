"""Labelled turns: transcripts ("SECRETARY HALE: ...") and interviews ("Q: ... A: ...")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NAMED = (
    r"(?P<label>[^\W\d_][\w.'\u2019\-]{0,30}(?: [\w.'\u2019\-()]{1,30}){0,7}"
    r"(?:, [^\W\d_][\w.'\u2019\-, ]{2,80})?)"
)
_LABEL = re.compile(rf"[*_#>\s]{{0,4}}{_NAMED}[*_]{{0,2}}:[*_]{{0,2}}(?=\s|$|[\"\u201c])")
# Bold type or a full stop in place of the colon: "**Anna Kern** We agree.", "Mr. KERN. We agree."
_BOLD = re.compile(rf"(?P<mark>\*\*|__){_NAMED}[.:]?(?P=mark)[.:]?(?=\s)")
_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019\-]){0,30}"
_ADDRESS = ("The", "Mr", "Mrs", "Ms", "Dr")
_STOPPED = re.compile(rf"(?P<label>(?:(?:{'|'.join(_ADDRESS)})\.? )?{_WORD}(?: {_WORD}){{0,4}})\.(?= )")
_ASKING = re.compile(
    r"(?:q|qn|question|questioner|journalist|reporter|interviewer|moderator|host|operator|presenter|anchor|press|media"
    r"|caller|listener|viewer|audience(?: member)?|student|participant|unidentified(?: \w+)?)s?"
    r"(?: \d+| [a-z]| ?\([^()]*\))?$",
    re.IGNORECASE,
)
ANSWERING = re.compile(r"(?:a|an|ans|answer|guest|interviewee|respondent)$", re.IGNORECASE)
_STAGE = re.compile(
    r"^[\[(].*[\])]$|^(?:end(?:s|ed)?|###|\* \* \*|-30-|end (?:of )?(?:the )?\w+)[.\s]*$", re.IGNORECASE
)
# A line about the talk ("Subjects: trade; visas") ends without the stop of a sentence that somebody spoke.
_SPOKEN = re.compile(r"[.!?\u2026\u2013\u2014:,-][\"'\u201d\u2019)\]*_ ]*$")
_REPORTED = re.compile(r"[\"\u201c\u201d\u00ab]")


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a labelled turn: the label's span where it stands in this paragraph, and what is said."""

    label: str
    source: tuple[int, int] | None
    start: int
    end: int
    asks: bool


def label_of(paragraph: str) -> re.Match[str] | None:
    """Match the label at the head of a paragraph: a capitalised name, title or letter before a colon or in bold type.

    Before a full stop only what is in capitals, a form of address apart, is a label.
    """
    head = paragraph[:180]
    match = _LABEL.match(head) or _BOLD.match(head)
    if match is None:
        match = _STOPPED.match(head)
        spoken = match["label"].split() if match else []
        spoken = spoken[1:] if spoken and spoken[0].rstrip(".") in _ADDRESS else spoken
        if match is None or not spoken or not all(word.isupper() for word in spoken):
            return None
    words = re.findall(r"[^\W\d_]+", match["label"])
    small = [word for word in words if word[0].islower()]
    if (
        not words
        or words[0][0].islower()
        or any(w not in ("of", "the", "for", "and", "de", "bin", "al") for w in small)
    ):
        return None
    return match


def read_turns(text: str, blocks: Sequence[tuple[int, int, str]]) -> list[Turn]:
    """Find the labelled turns of an article.

    It is a transcript when labels come back: at least two labelled paragraphs in upper case, by letter or by role, or
    three by name of which one is said twice.

    Parameters
    ----------
    text : str
    blocks : sequence of (start, end, kind)

    Returns
    -------
    list of Turn
        One a paragraph, empty for an article in prose.
    """
    labels = [None if kind in ("title", "furniture") else label_of(text[start:end]) for start, end, kind in blocks]
    names = Counter(match["label"] for match in labels if match)
    for number, (match, (_, end, _)) in enumerate(zip(labels, blocks, strict=True)):
        if match and names[match["label"]] == 1 and not _SPOKEN.search(text, max(0, end - 12), end):
            labels[number] = None
    names = Counter(match["label"] for match in labels if match)
    firm = {
        name
        for name in names
        if (name.isupper() and (len(name) > 3 or name in ("MR", "MS") or (name == "A" and "Q" in names)))
        or _ASKING.match(name)
    }
    if len(firm) + sum(names[name] for name in firm) >= 3:
        accepted = {n for n in names if n in firm or names[n] > 1 or len(firm) > 1 or (n.isupper() and len(n) == 3)}
    elif sum(names.values()) >= 3 and max(names.values(), default=0) >= 2 and len(names) >= 2:
        accepted = set(names)
    else:
        return []
    asking = {name for name in accepted if _ASKING.match(name)} | _questioners(text, blocks, labels, accepted)
    turns: list[Turn] = []
    current = ""
    for (start, end, kind), match in zip(blocks, labels, strict=True):
        if match and match["label"] in accepted:
            current = match["label"]
            at = start + match.end()
            while at < end and text[at].isspace():
                at += 1
            source = (start + match.start("label"), start + match.end("label"))
            if at < end:
                turns.append(Turn(current, source, at, end, current in asking))
            continue
        if kind == "furniture" or not current:
            continue
        paragraph = text[start:end]
        if (
            kind not in ("paragraph", "caption", "heading")
            or _STAGE.match(paragraph)
            or not re.search("[a-z]", paragraph)
        ):
            current = current if _STAGE.match(paragraph) and paragraph[0] in "([" else ""
        elif _narrates(paragraph, current, accepted):
            current = ""
        elif kind == "paragraph":
            turns.append(Turn(current, None, start, end, current in asking))
    return turns


def _narrates(paragraph: str, label: str, labels: set[str]) -> bool:
    """Say whether an unlabelled paragraph is the writer's: it names a speaker or reports what one said."""
    last = [re.split(r"[,(]", name)[0].split()[-1:] for name in labels]
    surnames = {word.casefold() for words in last for word in words if len(word) > 2}
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", paragraph)}
    return bool(surnames & words) or (bool(_REPORTED.search(paragraph)) and paragraph[0] not in '"\u201c')


def _questioners(
    text: str, blocks: Sequence[tuple[int, int, str]], labels: Sequence[re.Match[str] | None], accepted: set[str]
) -> set[str]:
    """Return the labels whose turns mostly end with a question mark."""
    asked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (start, end, _), match in zip(blocks, labels, strict=True):
        if match and match["label"] in accepted:
            total[match["label"]] += 1
            asked[match["label"]] += text[start:end].rstrip().endswith("?")
    return {label for label in total if 2 * asked[label] >= total[label]}


def asks(label: str) -> bool:
    """Say whether a label is only that of who asks ("QUESTION", "Host"), by no name."""
    return bool(_ASKING.match(label))
