"""From the encoder's scores to attributions: the best tags of each line, and the links between their segments."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.encoder.reading import TAGS, Links, Scores
from analysis.encoder.words import Word
from analysis.quotations import pair_quotations

SOURCE, CUE, CONTENT = 1, 2, 3
FORBIDDEN = -1e9
OUTSIDE = 0.5
TRANSITION = 0.3
Span = tuple[int, int]
Key = tuple[str, int, int]


@dataclass
class Attribution:
    """A content with its cue and source: character spans in order, and what the encoder holds its speech act to be."""

    content: list[Span]
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    acts: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words of one role, numbered through the article."""

    role: int
    first: int
    last: int


def transition_scores(log_probabilities: np.ndarray | None = None) -> np.ndarray:
    """Return scores of one tag after another; the last row is the line's start.

    An inside tag only follows its own beginning; other transitions weigh a part of their log-probability in training.
    """
    size = len(TAGS)
    scores = np.zeros((size + 1, size)) if log_probabilities is None else TRANSITION * log_probabilities
    for before in range(size + 1):
        for inside in range(2, size, 2):
            if before not in (inside, inside - 1):
                scores[before, inside] = FORBIDDEN
    return scores


def best_path(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """Return the best sequence of tags (Viterbi, 1967) for the words of one line."""
    size = scores.shape[1]
    best = scores[0] + transitions[size]
    back = np.zeros(scores.shape, np.int8)
    columns = np.arange(size)
    inner = transitions[:size]
    for i in range(1, len(scores)):
        ways = best[:, None] + inner
        back[i] = ways.argmax(0)
        best = ways[back[i], columns] + scores[i]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def segments_of(path: list[int], base: int) -> list[Segment]:
    """Join the tags of one line, whose first word is number `base`, to segments."""
    found: list[Segment] = []
    before = 0
    for i, tag in enumerate(path, base):
        role = (tag + 1) // 2
        if role:
            if tag % 2 == 1 or role != before:
                found.append(Segment(role, i, i + 1))
            else:
                found[-1] = Segment(role, found[-1].first, i + 1)
        before = role
    return found


def cut(segments: list[Segment], starts: set[int]) -> list[Segment]:
    """Cut contents where a new sentence starts, so that each sentence finds its own cue."""
    found: list[Segment] = []
    for segment in segments:
        first = segment.first
        if segment.role == CONTENT:
            for k in range(segment.first + 1, segment.last):
                if k in starts:
                    found.append(Segment(CONTENT, first, k))
                    first = k
        found.append(Segment(segment.role, first, segment.last))
    return found


def sentence_starts(text: str, words: list[Word], sentences: Sequence[int]) -> set[int]:
    """Return the numbers of the words at which a sentence, or a quotation behind one, starts.

    A sentence within a quotation counts for none: a quotation is one piece.
    """
    quotations = pair_quotations(text)
    opened = [quotation.start for quotation in quotations]
    spots = [word.start for word in words]
    found = set()
    for at in sentences:
        k = bisect_left(opened, at) - 1
        if k < 0 or at >= quotations[k].end:
            found.add(bisect_left(spots, at))
    for quotation in quotations:
        k = bisect_left(spots, quotation.start)
        if k and text[words[k - 1].start] in '.!?"”»':
            found.add(k)
    return found


def _head(scores: np.ndarray, candidates: list[Span], base: int) -> tuple[float, Span | None]:
    """Return the candidate segment that the mean link points to most, and its log-probability."""
    best: tuple[float, Span | None] = (-math.inf, None)
    for first, last in candidates:
        value = float(scores[1 + first - base : 1 + last - base].max())
        if value > best[0]:
            best = (value, (first, last))
    return best


def _key(mean: np.ndarray, content: Span, cues: list[Span], sources: list[Span], base: int) -> Key:
    """Return what a content belongs to: a cue, a source without a cue, or nothing but itself."""
    value, cue = _head(mean, cues, base)
    by_source, source = _head(mean, sources, base)
    at = int(mean.argmax())
    if at > 0 and value < math.log(0.5) < mean[at] and not content[0] <= base + at - 1 < content[1]:
        if source and by_source > math.log(0.5):
            return ("source", *source)
        return ("cue", base + at - 1, base + at)
    if cue is None or (value < math.log(0.1) and mean[0] > math.log(0.5)):
        return ("none", *content)
    return ("cue", *cue)


def _beside(contents: list[Span], keys: list[Key], cues: list[Span], words: list[Word], text: str) -> list[Key]:
    """Give a cue that has no content the one that stands right behind it, where that has another cue further off."""
    found = list(keys)
    claimed = set(keys)
    for first, last in cues:
        if ("cue", first, last) in claimed:
            continue
        for number, (a, _) in enumerate(contents):
            gap = [text[w.start : w.end].lower() for w in words[last:a]] if last <= a <= last + 3 else ["far"]
            if all(word == "that" or not word[0].isalnum() for word in gap):
                by, left, _ = keys[number]
                if by != "none" and not (last <= left < a):
                    found[number] = ("cue", first, last)
    return found


def _link(text: str, links: Links, segments: list[Segment], words: list[Word], acts: np.ndarray) -> list[Attribution]:
    base, end = links.words[0], links.words[-1] + 1
    inside = [(s.role, max(s.first, base), min(s.last, end)) for s in segments if s.first < end and s.last > base]
    cues = [(a, b) for role, a, b in inside if role == CUE]
    sources = [(a, b) for role, a, b in inside if role == SOURCE]
    contents = [(a, b) for role, a, b in inside if role == CONTENT]
    keys = [_key(links.content[a - base : b - base].mean(0), (a, b), cues, sources, base) for a, b in contents]
    keys = _beside(contents, keys, cues, words, text)
    groups: dict[Key, list[Span]] = {}
    for key, (a, b) in zip(keys, contents, strict=True):
        pieces = groups.setdefault(key, [])
        near = pieces and "\n" not in text[words[pieces[-1][1] - 1].end : words[a].start]
        if near and not any(text[word.start].isalnum() for word in words[pieces[-1][1] : a]):
            pieces[-1] = (pieces[-1][0], b)
        else:
            pieces.append((a, b))
    found = []

    def span(first: int, last: int) -> Span:
        return words[first].start, words[last - 1].end

    for (by, first, last), pieces in groups.items():
        attribution = Attribution([span(*piece) for piece in pieces])
        numbers = [k for a, b in pieces for k in range(a, b)]
        if by == "source":
            attribution.source = [span(first, last)]
        elif by == "cue":
            numbers += range(first, last)
            attribution.cue = [span(first, last)]
            mean = links.cue[first - base : last - base].mean(0)
            value, source = _head(mean, sources, base)
            at = int(mean.argmax())
            if at > 0 and value < math.log(0.5) < mean[at]:
                source, value = (base + at - 1, base + at), float(mean[at])
            if source and value > mean[0]:
                attribution.source = [span(*source)]
        attribution.acts = acts[numbers].mean(0)
        found.append(attribution)
    return found


def decode(text: str, scores: Scores, transitions: np.ndarray, sentences: Sequence[int] = ()) -> list[Attribution]:
    """Read the attributions of an article off the encoder's scores.

    Parameters
    ----------
    text : str
    scores : Scores
    transitions : array
        From `transition_scores`.
    sentences : sequence of int
        Where sentences start; a content that runs over several is cut there, and joined again if they share a cue.

    Returns
    -------
    list of Attribution
        In the order of their contents.
    """
    words = [word for line in scores.lines for word in line]
    segments: list[Segment] = []
    base = 0
    for line in scores.lines:
        if line:
            own = scores.tags[base : base + len(line)].copy()
            own[:, 0] -= OUTSIDE
            segments += segments_of(best_path(own, transitions), base)
            base += len(line)
    segments = cut(segments, sentence_starts(text, words, sentences))
    starts = [segment.first for segment in segments]
    found: list[Attribution] = []
    for links in scores.links:
        low = bisect_left(starts, links.words[0])
        low -= low > 0 and segments[low - 1].last > links.words[0]
        high = bisect_left(starts, links.words[-1] + 1)
        found += _link(text, links, segments[low:high], words, scores.acts)
    return sorted(found, key=lambda attribution: attribution.content)
