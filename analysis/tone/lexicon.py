"""The transparent scorer: an open lexicon, negation and its reach, and the reasons for every score."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from analysis.data import read_toml

_TOKEN = re.compile(r"n['’]t\b|\w+(?:-\w+)*?(?=n['’]t\b)|\w+(?:-\w+)*|[.;:!?,()]")
_BOUNDARY = frozenset(".;:!?()")
_JOINING = frozenset({"and", "or", "nor", ","})
_SATURATION = 1.5


@dataclass(frozen=True)
class Hit:
    """One word or phrase that moves the score.

    Parameters
    ----------
    start, end : int
        Character offsets in the text scored.
    text : str
        The words as they stand there.
    valence : float
        What it adds, after negation.
    reason : str
        The lexicon's group, and what turned it around.
    """

    start: int
    end: int
    text: str
    valence: float
    reason: str


@dataclass
class Lexicon:
    """Phrases of a tone lexicon by their first word, and the words that turn others around."""

    entries: dict[str, list[tuple[tuple[str, ...], float, str]]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[tuple[str, ...], float, str]]] = field(default_factory=dict)
    unturned: set[str] = field(default_factory=set)
    negate: tuple[tuple[str, ...], ...] = ()
    invert: tuple[tuple[str, ...], ...] = ()
    spoil: tuple[tuple[str, ...], ...] = ()
    relieve: tuple[tuple[str, ...], ...] = ()
    stop: frozenset[str] = frozenset()
    acts: dict[str, float] = field(default_factory=dict)
    reach: int = 6

    def add(self, phrase: str, valence: float, group: str) -> None:
        """Enter a phrase; a later entry of the same phrase replaces an earlier one."""
        words = tuple(phrase.casefold().split())
        if not words:
            raise ValueError("The tone lexicon holds an empty phrase: write at least one word.")
        if not -1 <= valence <= 1:
            raise ValueError(f"The tone lexicon gives {phrase!r} the valence {valence}: it must lie between -1 and 1.")
        first = words[0]
        table, key = (self.prefixes, first[:2]) if first.endswith("*") else (self.entries, first)
        rows = [row for row in table.get(key, []) if row[0] != words]
        table[key] = [*rows, (words, float(valence), group)]


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _phrases(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(w.casefold().split()) for w in words)


def make_lexicon(data: Mapping[str, Any], extra: Mapping[str, float] | None = None) -> Lexicon:
    """Build a lexicon from the parsed TOML of `analysis/data/tone_lexicon.toml` and a researcher's own entries.

    Parameters
    ----------
    data : mapping
        Groups (name, valence, words), acts, negate, invert, stop, reach.
    extra : mapping of str to float, optional
        Phrases and their valence, -1 to 1; they win over the lexicon's.

    Returns
    -------
    Lexicon
    """
    lexicon = Lexicon(
        negate=_phrases(data["negate"]["words"]),
        invert=_phrases(data["invert"]["words"]),
        spoil=_phrases(data.get("spoil", {}).get("words", ())),
        relieve=_phrases(data.get("relieve", {}).get("words", ())),
        stop=frozenset(data["stop"]["words"]),
        acts={act: float(valence) for act, valence in data["acts"].items()},
        reach=int(data["reach"]["words"]),
    )
    lexicon.unturned = {group["name"] for group in data["group"] if not group.get("turned", True)}
    for group in data["group"]:
        for phrase in group["words"]:
            lexicon.add(phrase, group["valence"], group["name"])
    for phrase, valence in (extra or {}).items():
        lexicon.add(phrase, valence, "codebook")
    return lexicon


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Read the lexicon that ships with the package."""
    return make_lexicon(_shipped())


def extended_lexicon(extra: Mapping[str, float] | None) -> Lexicon:
    """Return the lexicon that ships with the package, with a researcher's own entries (phrase to valence), if any."""
    return make_lexicon(_shipped(), extra) if extra else default_lexicon()


def _shipped() -> dict[str, Any]:
    return read_toml("tone_lexicon.toml")


def _match(lexicon: Lexicon, words: Sequence[str], i: int) -> tuple[int, float, str] | None:
    best: tuple[int, int, float, str] | None = None
    rows = (*lexicon.entries.get(words[i], ()), *lexicon.prefixes.get(words[i][:2], ()))
    for phrase, valence, group in rows:
        if len(phrase) <= len(words) - i and all(map(_fits, phrase, words[i : i + len(phrase)])):
            key = (len(phrase), sum(map(len, phrase)))
            if best is None or key > best[:2]:
                best = (*key, valence, group)
    return None if best is None else (best[0], best[2], best[3])


def _starts(phrases: Sequence[tuple[str, ...]], words: Sequence[str], i: int) -> int:
    """Length of the phrase that begins at word i, or 0."""
    return max(
        (len(p) for p in phrases if len(p) <= len(words) - i and all(map(_fits, p, words[i : i + len(p)]))),
        default=0,
    )


def _turned(lexicon: Lexicon, words: Sequence[str], i: int, good: bool, marks: Mapping[int, float]) -> list[str]:
    """Return the words before word i that turn it around, back to a boundary or the end of their reach.

    A word of the other sign in between takes the turn upon itself ("no quarrel with a friendly nation", "not accept
    violations"), and so does a bad one before a bad one, unless they stand side by side or are joined by "and", "or" or
    a comma. `marks` holds the valence of each word that counts so far, and 0 for the words of a phrase without tone,
    which turn nothing.
    """
    turns: list[str] = []
    kept = lexicon.spoil if good else lexicon.relieve
    j, joined = i - 1, True
    while j >= 0 and i - j <= lexicon.reach and words[j] not in _BOUNDARY and words[j] not in lexicon.stop:
        valence = marks.get(j)
        if words[j] == "and" and not marks.get(j - 1):
            break
        if (0 < _starts(kept, words, j) <= i - j) or (
            valence is None and (_starts(lexicon.negate, words, j) or 0 < _starts(lexicon.invert, words, j) <= i - j)
        ):
            turns.append(words[j])
        elif valence and ((valence > 0) != good or not (good or joined)):
            break
        joined = joined and (bool(valence) or words[j] in _JOINING)
        j -= 1
    return turns


def find_hits(text: str, lexicon: Lexicon | None = None, spans: Sequence[Sequence[int]] | None = None) -> list[Hit]:
    """Find what moves the tone of a text, with reasons.

    Parameters
    ----------
    text : str
        Any text.
    lexicon : Lexicon, optional
        By default the one that ships with the package.
    spans : sequence of (start, end), optional
        Only words that begin inside count; the words before them still negate.

    Returns
    -------
    list of Hit
        In order of the text. An odd number of negating or inverting words within reach turns a word around; a
        denied good word counts fully as bad, a denied bad word four tenths as good (Hutto and Gilbert 2014 scale by
        0.74; "is not hostile" is less than friendly), an inverted bad word eight tenths. A phrase of valence 0 hides
        its words: they neither count nor turn others.
    """
    lexicon = lexicon or default_lexicon()
    found = [(m.start(), m.end(), m.group().casefold().replace("’", "'")) for m in _TOKEN.finditer(text)]
    words = [w for _, _, w in found]
    hits: list[Hit] = []
    marks: dict[int, float] = {}
    i = 0
    while i < len(words):
        match = _match(lexicon, words, i)
        if match is None:
            i += 1
            continue
        length, valence, group = match
        start, end = found[i][0], found[i + length - 1][1]
        # A word that inverts others counts itself only where it finds nothing to invert ("they refused").
        idle = _starts(lexicon.invert, words, i) and any(
            (_match(lexicon, words, k) or (0, 0.0))[1]
            for k in range(i + length, min(len(words), i + length + lexicon.reach - 1))
            if not _BOUNDARY & set(words[i : k + 1])
        )
        if not idle:
            marks |= dict.fromkeys(range(i, i + length), valence)
        turns = [] if group in lexicon.unturned else _turned(lexicon, words, i, valence > 0, marks)
        reason = group
        if len(turns) % 2:
            denied = bool(_starts(lexicon.negate, [turns[0]], 0))
            valence = -valence if valence > 0 else -valence * (0.4 if denied else 0.8)
        if turns:
            reason = f"{group}; turned by {', '.join(reversed(turns))}"
        inside = spans is None or any(s <= start < e for s, e in spans)
        if inside and valence and not idle:
            hits.append(Hit(start, end, text[start:end], round(valence, 3), reason))
        i += length
    return hits


def score_hits(hits: Sequence[Hit], target: Sequence[int] | None = None, prior: float = 0.0) -> float:
    """Add up hits to a score between -1 and 1.

    Parameters
    ----------
    hits : sequence of Hit
        What was found.
    target : (start, end), optional
        Where given, a hit counts less the farther it stands from the target (half at 60 characters).
    prior : float
        What the speech act adds before any word is counted.

    Returns
    -------
    float
        s / sqrt(s^2 + 1.5) of the sum s, the saturation of Hutto and Gilbert (2014).
    """
    total = prior
    for hit in hits:
        weight = 1.0
        if target is not None:
            gap = max(0, hit.start - target[1], target[0] - hit.end)
            weight = 60 / (60 + gap)
        total += hit.valence * weight
    return total / math.sqrt(total * total + _SATURATION)
