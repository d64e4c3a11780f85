"""From the encoder's scores to attributions: the best tags of each line, and the links between their segments."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np

from analysis.encoder.reading import TAGS, Links, Scores
from analysis.encoder.words import Word

SOURCE, CUE, CONTENT = 1, 2, 3
FORBIDDEN = -1e9
OUTSIDE = 0.5
TRANSITION = 0.3
Span = tuple[int, int]


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


def segments_of(path: list[int], base: int, words: list[Word], text: str) -> list[Segment]:
    """Join tags to segments; contents that only punctuation parts are one."""
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
    joined: list[Segment] = []
    for segment in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.role == segment.role == CONTENT
            and all(not text[words[k].start].isalnum() for k in range(last.last, segment.first))
            and segment.first > last.last
        ):
            joined[-1] = Segment(CONTENT, last.first, segment.last)
        else:
            joined.append(segment)
    return joined


def _head(scores: np.ndarray, candidates: list[Span], base: int) -> tuple[float, Span | None]:
    """Return the candidate segment that the mean link points to most, and its log-probability."""
    best: tuple[float, Span | None] = (-math.inf, None)
    for first, last in candidates:
        value = float(scores[1 + first - base : 1 + last - base].max())
        if value > best[0]:
            best = (value, (first, last))
    return best


def _link(links: Links, segments: list[Segment], words: list[Word], acts: np.ndarray) -> list[Attribution]:
    base, end = links.words[0], links.words[-1] + 1
    inside = [(s.role, max(s.first, base), min(s.last, end)) for s in segments if s.first < end and s.last > base]
    cues = [(a, b) for role, a, b in inside if role == CUE]
    sources = [(a, b) for role, a, b in inside if role == SOURCE]
    groups: dict[tuple[str, int, int], list[Span]] = {}
    for role, a, b in inside:
        if role != CONTENT:
            continue
        mean = links.content[a - base : b - base].mean(0)
        value, cue = _head(mean, cues, base)
        by_source, source = _head(mean, sources, base)
        at = int(mean.argmax())
        key = ("cue", *cue) if cue else ("none", a, b)
        if at > 0 and value < math.log(0.5) < mean[at] and not a <= base + at - 1 < b:
            key = ("source", *source) if source and by_source > math.log(0.5) else ("cue", base + at - 1, base + at)
        elif value < math.log(0.1) and mean[0] > math.log(0.5):
            key = ("none", a, b)
        groups.setdefault(key, []).append((a, b))
    found = []

    def span(first: int, last: int) -> Span:
        return words[first].start, words[last - 1].end

    for (by, first, last), contents in groups.items():
        attribution = Attribution([span(*c) for c in sorted(contents)])
        numbers = [k for a, b in contents for k in range(a, b)]
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


def decode(text: str, scores: Scores, transitions: np.ndarray) -> list[Attribution]:
    """Read the attributions of an article off the encoder's scores.

    Parameters
    ----------
    text : str
    scores : Scores
    transitions : array
        From `transition_scores`.

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
            segments += segments_of(best_path(own, transitions), base, words, text)
            base += len(line)
    starts = [segment.first for segment in segments]
    found: list[Attribution] = []
    for links in scores.links:
        low = bisect_left(starts, links.words[0])
        low -= low > 0 and segments[low - 1].last > links.words[0]
        high = bisect_left(starts, links.words[-1] + 1)
        found += _link(links, segments[low:high], words, scores.acts)
    return sorted(found, key=lambda attribution: attribution.content)
