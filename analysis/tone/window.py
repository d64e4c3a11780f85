"""What the tone model reads of a text: the sentences around a statement, with its parts marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

OTHER, TARGET, CONTENT, CUE, SOURCE = 0, 1, 2, 3, 4
MAX_SUBTOKENS = 112

Span = Sequence[int]

# The model was trained on windows that this splitter cut, and `score_tone` and training read text without a parse: the
# sentences of `analysis.article` would show the model other windows than those it learnt from.
# A sentence ends at a mark before white space and a capital, quotation mark or digit, but not after an
# initial, a title or "U.S."; a line break always ends it.
_END = re.compile(r"""[.!?…][”’"'»)\]]{0,2}[ \t\u00a0]+(?=["“‘'«(\[]?[A-Z0-9ÁÉÍÓÚÄÖÜÇŞŽŠĐ])|\n+""")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|Amb|Prof|St|No|Jr|Sr|Hon|Rev|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec)|[A-Z]\.[A-Z])\.[”’\"']?\s*\Z"
)


@dataclass(frozen=True)
class Marked:
    """A stretch of text with the parts that the model is told about.

    Parameters
    ----------
    text : str
        What is read.
    marks : tuple of (start, end, role)
        Character spans into `text`; a later mark never overwrites an earlier one.
    """

    text: str
    marks: tuple[tuple[int, int, int], ...]


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the sentences it lies in.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        Character offsets.

    Returns
    -------
    tuple of int
        Start and end of the first and last sentence that the span touches, within 1,200 characters of it.
    """
    low, high = max(0, start - 1200), min(len(text), end + 1200)
    left, right = low, high
    for match in _END.finditer(text, low, high):
        if text[match.start()] != "\n" and _ABBREVIATED.search(text, max(low, match.start() - 6), match.end()):
            continue
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end - 1 and match.end() >= end:
            right = match.start() if text[match.start()] == "\n" else match.end()
            break
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return min(left, start), max(right, end)


def statement_window(
    text: str,
    content: Iterable[Span],
    cue: Iterable[Span] = (),
    source: Iterable[Span] = (),
    *,
    before: bool = False,
) -> Marked:
    """Cut the sentences of a statement out of its article and mark what is said, by whom and with what words.

    Parameters
    ----------
    text : str
        The article.
    content, cue, source : iterable of (start, end)
        Character spans of the statement's parts.
    before : bool
        Whether the sentence before is shown too, as a reader needs it who is to tell whom "he" means.

    Returns
    -------
    Marked
        The sentences around content and cue. A source in another sentence is left out.
    """
    content, cue, source = ([(s[0], s[1]) for s in part] for part in (content, cue, source))
    spans = content + cue
    if not spans:
        return Marked("", ())
    near = [s for s in cue if (content and min(abs(s[0] - c[1]) for c in content) < 1200) or not content]
    spans = content + near
    left, right = sentence_bounds(text, min(s[0] for s in spans), max(s[1] for s in spans))
    if before and (end := len(text[max(0, left - 1200) : left].rstrip())):
        end += max(0, left - 1200)
        left = sentence_bounds(text, end - 1, end)[0]
    roles = [(CUE, cue), (CONTENT, content), (SOURCE, source)]
    marks = tuple((s - left, e - left, role) for role, group in roles for s, e in group if left <= s < e <= right)
    return Marked(text[left:right], marks)


def encode(marked: Marked, tokenizer: Any, limit: int = MAX_SUBTOKENS) -> tuple[list[int], list[int]]:
    """Turn a marked text into sub-token ids and the role of each.

    Parameters
    ----------
    marked : Marked
        What to read.
    tokenizer : tokenizers.Tokenizer
        The encoder's, without padding or truncation.
    limit : int
        Sub-tokens kept at most. Unmarked words go first, from the far end, then the end of what is said.

    Returns
    -------
    tuple of list of int
        Ids with [CLS] and [SEP], and roles of the same length. A text without marks is marked as content
        from end to end.
    """
    encoded = tokenizer.encode(marked.text, add_special_tokens=False)
    ids, offsets = encoded.ids, encoded.offsets
    roles = [OTHER] * len(ids)
    for start, end, role in marked.marks:
        for i, (a, b) in enumerate(offsets):
            if a < end and b > start and roles[i] == OTHER:
                roles[i] = role
    if not any(r in (TARGET, CONTENT) for r in roles):
        roles = [CONTENT] * len(ids)
    left, right, room = 0, len(ids), limit - 2
    if right > room:
        marked_at = [i for i, r in enumerate(roles) if r != OTHER]
        first, last = marked_at[0], marked_at[-1] + 1
        if last - first >= room:
            left, right = first, first + room
        else:
            left = max(0, min(first - (room - (last - first)) // 2, right - room))
            right = left + room
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return [cls, *ids[left:right], sep], [OTHER, *roles[left:right], OTHER]
