"""Score the tone of texts and statements with one of three scorers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.tone.lexicon import Lexicon, default_lexicon, extended_lexicon, find_hits, score_hits
from analysis.tone.window import CONTENT, CUE, TARGET, Marked, statement_window

if TYPE_CHECKING:
    import pandas as pd

SCORERS = ("model", "lexicon", "textblob")


def check_scorer(scorer: str) -> None:
    """Raise ValueError for a scorer that does not exist."""
    if scorer not in SCORERS:
        raise ValueError(f"Unknown scorer {scorer!r}: choose one of {', '.join(SCORERS)}.")


def score_marked(
    marked: Sequence[Marked], scorer: str, *, acts: Sequence[str | None] | None = None, lexicon: Lexicon | None = None
) -> list[float]:
    """Score marked texts.

    Parameters
    ----------
    marked : sequence of Marked
        What is read, with the parts judged.
    scorer : "model", "lexicon" or "textblob"
    acts : sequence of str or None, optional
        Speech act of each, which the model and the lexicon weigh in.
    lexicon : Lexicon, optional
        By default the one that ships with the package.

    Returns
    -------
    list of float
        Tones from -1 to 1, rounded to four digits.
    """
    check_scorer(scorer)
    lexicon = lexicon or default_lexicon()
    said = acts if acts is not None else [None] * len(marked)
    if scorer == "model":
        from analysis.tone.model import read_probabilities, tone_of, with_act

        rows = zip(read_probabilities(marked), said, strict=True)
        return [round(tone_of(with_act(row, lexicon.acts.get(act or "", 0.0))), 4) + 0.0 for row, act in rows]
    if scorer == "lexicon":
        return [_lexicon_score(one, act, lexicon) for one, act in zip(marked, said, strict=True)]
    from analysis.tone.textblob import mask, polarity_subjectivity

    out = []
    for one in marked:
        content = [(s, e) for s, e, role in one.marks if role == CONTENT]
        text = " ".join(one.text[s:e] for s, e in content) if content else one.text
        out.append(polarity_subjectivity(mask(text))[0])
    return out


def _judged(one: Marked) -> list[tuple[int, int]] | None:
    return [(s, e) for s, e, role in one.marks if role in (CONTENT, CUE)] or None


def _lexicon_score(one: Marked, act: str | None, lexicon: Lexicon) -> float:
    target = next(((s, e) for s, e, role in one.marks if role == TARGET), None)
    hits = find_hits(one.text, lexicon, None if target else _judged(one))
    return round(score_hits(hits, target, lexicon.acts.get(act or "", 0.0)), 4) + 0.0


def _check_target(n: int, text: str, target: Any) -> tuple[int, int]:
    try:
        start, end = (int(x) for x in target)
    except (TypeError, ValueError):
        raise ValueError(f"Target {n} is {target!r}: give a (start, end) span of text {n}, or None.") from None
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Target {n}, ({start}, {end}), lies outside text {n}, which has {len(text)} characters.")
    return start, end


def score_tone(
    texts: Iterable[str], targets: Iterable[Sequence[int] | None] | None = None, *, scorer: str = "model"
) -> pd.DataFrame:
    """Score the tone of texts, as wholes or towards a target in each.

    Parameters
    ----------
    texts : iterable of str
        Sentences or short passages.
    targets : iterable of (start, end) or None, optional
        For each text the span tone is measured towards; None reads that text as a whole.
    scorer : "model", "lexicon" or "textblob"
        What fills `tone`: the fine-tuned encoder (default), the open lexicon, or TextBlob's polarity.

    Returns
    -------
    DataFrame, one row a text, index 0..n-1
        polarity (-1..1) and subjectivity (0..1): TextBlob's on the text with titles masked. tone (-1..1): within 0.05
        of zero reads as neutral.

    Raises
    ------
    ValueError
        If a scorer is unknown, targets and texts differ in number, or a target lies outside its text.

    Examples
    --------
    >>> score_tone(["They praised the accord."], scorer="lexicon")["tone"].gt(0).tolist()
    [True]
    """
    import pandas as pd

    from analysis.tone.textblob import mask, polarity_subjectivity

    check_scorer(scorer)
    texts = [str(text) for text in texts]
    spans: list[Any] = [None] * len(texts) if targets is None else list(targets)
    if len(spans) != len(texts):
        raise ValueError(
            f"There are {len(texts)} texts and {len(spans)} targets: give one target a text, or None for it."
        )
    marked = []
    for n, (text, target) in enumerate(zip(texts, spans, strict=True)):
        marks = () if target is None else ((*_check_target(n, text, target), TARGET),)
        marked.append(Marked(text, marks))
    moods = [polarity_subjectivity(mask(text)) for text in texts]
    return pd.DataFrame(
        {
            "polarity": pd.Series([p for p, _ in moods], dtype="float64"),
            "subjectivity": pd.Series([s for _, s in moods], dtype="float64"),
            "tone": pd.Series(score_marked(marked, scorer), dtype="float64"),
        }
    )


def explain_tone(
    text: str,
    *,
    act: str | None = None,
    spans: Sequence[Sequence[int]] | None = None,
    extra: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Show which words move the lexicon's score of a text, and why.

    Parameters
    ----------
    text : str
        A sentence or statement.
    act : str, optional
        Its speech act.
    spans : sequence of (start, end), optional
        Count only words in these parts.
    extra : mapping of str to float, optional
        A researcher's own entries.

    Returns
    -------
    DataFrame, one row a word or phrase that counts, in order of the text
        start, end, text, valence (after negation), reason. The speech act, where it counts, is the first row, with an
        empty span.
    """
    import pandas as pd

    lexicon = extended_lexicon(extra)
    rows: list[dict[str, Any]] = []
    if act and lexicon.acts.get(act):
        rows.append({"start": 0, "end": 0, "text": "", "valence": lexicon.acts[act], "reason": f"speech act: {act}"})
    rows += [vars(hit) for hit in find_hits(text, lexicon, spans)]
    return pd.DataFrame(rows, columns=["start", "end", "text", "valence", "reason"])


def read_tones(articles: Sequence[Any], sayings: Sequence[Sequence[Any]]) -> list[list[float]]:
    """Read the tone of what is said in articles with the model.

    Parameters
    ----------
    articles : sequence of Article
        Only `article.text` is read.
    sayings : sequence of sequences of Saying
        For each article its statements (content, cue, source: lists of [start, end]; act).

    Returns
    -------
    list of list of float
        For each article the tone of each saying, in the same order.
    """
    return [read_tone(article, said) for article, said in zip(articles, sayings, strict=True)]


def read_tone(article: Any, sayings: Sequence[Any]) -> list[float]:
    """Read the tone of the statements of one article with the model.

    Parameters
    ----------
    article : Article
    sayings : sequence of Saying

    Returns
    -------
    list of float
        One tone a saying, -1 to 1.
    """
    marked = [statement_window(article.text, s.content, s.cue, s.source) for s in sayings]
    return score_marked(marked, "model", acts=[s.act for s in sayings])
