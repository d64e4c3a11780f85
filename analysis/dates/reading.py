"""Find the temporal expressions of one article: the first phase, which needs no day of publication."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.dates import calendar_rules, clock_rules, duration_rules, period_rules, relative_rules
from analysis.dates.expression import DEADLINES, Expression
from analysis.dates.grammar import Grammar, compile_grammar
from analysis.dates.joining import join_times, widen
from analysis.dates.lexicon import read_lexicon
from analysis.dates.tense import deadline_before, governing_tense, light_tense
from analysis.dates.tokens import BREAK, SHAPES, Tokens, tokenise
from analysis.quotations import pair_quotations, quoted

_RELATIONS = frozenset(
    ["since", "until", "till", "by", "before", "after", "from", "to", "between", "through", "ended", "ending"]
)
_BEFORE = frozenset([("ahead", "of"), ("prior", "to")])
_SKIPPED = frozenset(
    ["the", "a", "an", "early", "late", "mid", "-", "about", "around", "at", "least", "nearly", "almost"]
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "sen",
        "rep",
        "gov",
        "st",
        "lt",
        "col",
        "sgt",
        "maj",
        "capt",
        "prof",
        "inc",
        "corp",
        "co",
        "ltd",
        "vs",
        "u",
        "s",
        "no",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)


@cache
def date_grammar() -> Grammar:
    """Return the grammar of English temporal expressions, compiled once a process."""
    rules = [
        *calendar_rules.RULES,
        *period_rules.RULES,
        *relative_rules.RULES,
        *clock_rules.RULES,
        *duration_rules.RULES,
    ]
    return compile_grammar(rules, read_lexicon())


def read_dates(article: Any) -> list[Expression]:
    """Read the temporal expressions of an article.

    Parameters
    ----------
    article : Article
        Its text, its blocks and its parse; page furniture is passed over.

    Returns
    -------
    list of Expression
        In the order of the text, none overlapping.
    """
    furniture = [(b.start, b.end) for b in article.blocks if b.kind == "furniture"]
    return read_text(article.text, breaks=[b.start for b in article.blocks], furniture=furniture, doc=article.doc)


def read_text(
    text: str, *, breaks: Sequence[int] = (), furniture: Sequence[tuple[int, int]] = (), doc: Any = None
) -> list[Expression]:
    """Read the temporal expressions of a text.

    Parameters
    ----------
    text : str
        The text; offsets index it.
    breaks : sequence of int
        Where blocks begin; no expression runs over one.
    furniture : sequence of (start, end)
        Stretches that are not read.
    doc : spacy Doc, optional
        A parse whose token offsets index `text`, for the tense of the governing verb. Without it a light rule decides.

    Returns
    -------
    list of Expression
        In the order of the text, none overlapping.
    """
    grammar = date_grammar()
    tokens = tokenise(text, grammar.codes, grammar.lexicon, frozenset(breaks))
    found = join_times(widen(list(grammar.search(tokens)), tokens), tokens)
    if not found:
        return []
    sentences = _sentence_starts(tokens)
    paragraphs = [i for i, code in enumerate(tokens.codes) if code == BREAK]
    inside = quoted(pair_quotations(text), [tokens.starts[first] for first, _, _ in found])
    order = _slash_order(tokens)
    out = []
    for (first, last, meaning), in_quotation in zip(found, inside, strict=True):
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if any(a < end and start < b for a, b in furniture):
            continue
        if order == "european" and meaning.other:
            meaning = meaning._replace(value=meaning.other, other="")
        elif order == "american":
            meaning = meaning._replace(other="")
        at = bisect_right(sentences, first) - 1
        head = sentences[at]
        tail = sentences[at + 1] if at + 1 < len(sentences) else len(tokens.words)
        span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
        relation = _relation(tokens, first) or (deadline_before(span) if span is not None and len(span) else "")
        out.append(
            Expression(
                start=start,
                end=end,
                text=text[start:end],
                **meaning._asdict(),
                relation=relation,
                tense=_tense(tokens, first, last, head, tail, span, deadline=relation in DEADLINES),
                quoted=in_quotation,
                sentence=at,
                paragraph=bisect_right(paragraphs, first),
            )
        )
    return out


def _tense(tokens: Tokens, first: int, last: int, head: int, tail: int, span: Any, *, deadline: bool) -> str:
    if span is not None and len(span):
        tense = governing_tense(span, deadline=deadline)
        if tense:
            return tense
    low, high = max(head, first - 40), min(tail, last + 20)
    return light_tense(tokens.words[low:high], first - low, last - low)


def _relation(tokens: Tokens, first: int) -> str:
    for at in range(first, max(first - 4, -1), -1):
        word = tokens.words[at]
        if at < first and word in _RELATIONS:
            return "until" if word == "till" else word
        if at and (tokens.words[at - 1], word) in _BEFORE:
            return "before"
        if at < first and word not in _SKIPPED:
            break
    return ""


def _sentence_starts(tokens: Tokens) -> list[int]:
    starts = [0]
    words, codes = tokens.words, tokens.codes
    for i, word in enumerate(words):
        if codes[i] == BREAK:
            starts.append(i)
        elif word in (".", "!", "?") and i + 1 < len(words):
            after = tokens.text[tokens.starts[i + 1]]
            spaced = tokens.starts[i + 1] > tokens.ends[i] or after in "\"”'’"
            if spaced and not after.islower() and not (word == "." and i and words[i - 1] in _ABBREVIATIONS):
                starts.append(i + 1)
    return starts


def _slash_order(tokens: Tokens) -> str:
    """Return the order of day and month that the unambiguous dates of the article show, or an empty string."""
    code = SHAPES["SLASHED"][1]
    at = tokens.codes.find(code)
    orders = set()
    while at >= 0:
        numbers = re.split("[/.]", tokens.words[at])
        if int(numbers[0]) > 12 >= int(numbers[1]):
            orders.add("european")
        elif int(numbers[1]) > 12 >= int(numbers[0]):
            orders.add("american")
        at = tokens.codes.find(code, at + 1)
    return orders.pop() if len(orders) == 1 else ""
