"""Notice an article that is not in English."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter

from analysis.data import read_toml

# Fewer words tell nothing; up to `FEW`, a single common word of English keeps an article.
FEWEST, FEW = 8, 30
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ][^\W\d_]+)?")


@functools.cache
def _common_words() -> dict[str, frozenset[str]]:
    """Return the common words of each language, English without those that others share ("a", "in")."""
    data = read_toml("languages.toml")
    shared = {word for language, words in data.items() if language != "English" for word in words}
    return {
        language: frozenset(words) - (shared if language == "English" else set()) for language, words in data.items()
    }


def other_language(text: str) -> str | None:
    """Return what an article seems to be written in, or None where it may be English.

    In doubt an article is English: it is another language only if most of its letters are of another
    script, or if it has few common words of English and at least twice as many of another language.

    Parameters
    ----------
    text : the article.

    Returns
    -------
    "Cyrillic letters" and the like, "French" and the like, or None.
    """
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    foreign = [c for c in letters if c > "\u024f" and not "\u1e00" <= c <= "\u1eff"]
    if len(letters) >= 20 and len(foreign) > 0.5 * len(letters):
        scripts = Counter(unicodedata.name(c, "unknown").split()[0].title() for c in foreign)
        return f"{min(scripts, key=lambda s: (-scripts[s], s))} letters"
    words = [word.replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < FEWEST:
        return None
    counts = {language: sum(word in common for word in words) for language, common in _common_words().items()}
    english = counts.pop("English")
    likely = min(counts, key=lambda language: (-counts[language], language))
    few = len(words) < FEW
    if (
        english < (1 if few else 0.1 * len(words))
        and counts[likely] > 2
        and counts[likely] > 0.2 * len(words)
        and counts[likely] >= 2 * english
    ):
        return likely
    return None
