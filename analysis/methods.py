"""What each method is and how accurate it was measured to be, in two sentences for the reader of a notebook."""

from __future__ import annotations

from functools import cache
from typing import Any

from analysis.data import read_toml
from analysis.pages.prose import Prose

METHODS = {
    "entities": (
        "Names come from a statistical parser, corrected and completed by rules and a gazetteer of "
        "countries, titles and "
        "forums, and are resolved over the whole corpus, so that one person, state or organisation is one row."
    ),
    "statements": (
        "A small encoder tags what is said, the words that attribute it and who says it; speakers are resolved to the "
        "corpus's entities, and the attributing words give the speech act and its place between "
        "conflict and cooperation."
    ),
    "tone": (
        "Tone is the valence of what is said, from -1 (critical) to 1 (cordial), read inside its "
        "sentence by a fine-tuned "
        "encoder with the speech act beside it; within 0.05 of zero it reads as neutral, a band fixed before any coded "
        "statement was looked at."
    ),
    "dates": (
        "Temporal expressions are found by a grammar and resolved against the article's day, the "
        "previous expression or "
        "the day of a statement; a date that the text does not give stays unknown."
    ),
    "events": (
        "Clauses that report something dated become events, plans, targets or figures, and reports "
        "of one event are joined "
        "where their intervals overlap, their actors are shared and their words are alike."
    ),
}
WORDS = {
    "mentions_f1": "names found and right (F1)",
    "b_cubed_f1": "one actor, one row (B-cubed F1)",
    "canonical_accuracy": "the row under the right name",
    "recall": "statements found",
    "precision": "of those shown, statements",
    "right_speaker": "of those found, with the right speaker",
    "accuracy": "read as the coder did",
    "macro_f1": "macro-F1",
    "textblob_accuracy": "TextBlob on like statements",
    "second_coder": "a second coder on like statements",
    "value_f1": "expressions with the right value (F1)",
    "timeline_recall": "dated events found",
    "merge_f1": "reports joined rightly (F1)",
}


@cache
def accuracy() -> dict[str, dict[str, Any]]:
    """Return what analysis/data/accuracy.toml holds: measured figures by method."""
    return read_toml("accuracy.toml")


def method(name: str) -> Prose:
    """Say in two sentences how something is found and how accurate that is.

    Parameters
    ----------
    name : a key of `METHODS`.

    Returns
    -------
    Prose; the figures are those of analysis/data/accuracy.toml, which the benchmarks give.

    Raises
    ------
    ValueError : for another name.
    """
    if name not in METHODS:
        raise ValueError(f"No method {name!r}: choose one of {', '.join(METHODS)}.")
    measured = accuracy().get(name, {})
    parts = [f"{words} {100 * measured[key]:.3g}%" for key, words in WORDS.items() if key in measured]
    if not parts:
        return Prose(f"{METHODS[name]} How accurate this is has not been measured yet.")
    return Prose(f"{METHODS[name]} Measured on {measured.get('on', 'coded articles')}: {'; '.join(parts)}.")
