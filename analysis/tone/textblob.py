"""TextBlob's polarity and subjectivity, on what is said with names and titles masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Words of title and country adjectives that TextBlob's lexicon scores though they only name someone.
_TITLES = re.compile(
    r"\b(?:(?:deputy|first|vice|prime|foreign|chief|senior|special|high|general|acting|late|right|supreme|honou?rable)\s+){0,3}"
    r"(?:minister|ministers|ministry|ministries|president|presidents|secretary|ambassador|envoy|representative|commissioner"
    r"|official|officials|chairman|chairwoman|excellency|majesty|highness|affairs)\b",
    re.I,
)

# TextBlob's splitter takes time with the square of a run of marks; no statement needs more than this.
MOST_CHARACTERS = 20_000
_RUN = re.compile(r"([^\w\s])\1{3,}")


def mask(text: str, names: Iterable[Sequence[int]] = ()) -> str:
    """Blank out names and titles.

    Parameters
    ----------
    text : str
        What is said.
    names : iterable of (start, end)
        Spans of names in `text`.

    Returns
    -------
    str
        The same length, with the masked characters as spaces.
    """
    out = list(text)
    for start, end in [*names, *(m.span() for m in _TITLES.finditer(text))]:
        for i in range(max(0, start), min(len(out), end)):
            out[i] = " "
    return "".join(out)


def polarity_subjectivity(text: str) -> tuple[float, float]:
    """Return TextBlob's polarity (-1..1) and subjectivity (0..1) of a text.

    Parameters
    ----------
    text : str
        Already masked. Only the first 20,000 characters are read.

    Returns
    -------
    tuple of float
        Rounded to four digits. No NLTK data is needed: the lexicon of pattern (De Smedt and Daelemans 2012) is
        called directly.
    """
    from textblob.en import sentiment

    polarity, subjectivity = sentiment(_RUN.sub(r"\1\1\1", text[:MOST_CHARACTERS]))[:2]
    return round(float(polarity), 4) + 0.0, round(float(subjectivity), 4) + 0.0
