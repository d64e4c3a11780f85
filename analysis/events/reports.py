"""Read the clauses of one article that may report an event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from analysis.events.clauses import clause_heads, has_subject
from analysis.events.report import Report
from analysis.events.sentence import SentenceReader

if TYPE_CHECKING:
    from analysis.article import Article

SKIPPED = {"byline", "dateline", "furniture"}
PROSE = {"paragraph", "list", "quote"}


def read_reports(article: Article, expressions: Sequence[Any], names: Sequence[Any]) -> list[Report]:
    """Read the clauses of an article that may report an event.

    Parameters
    ----------
    article : one parsed article.
    expressions : its temporal expressions, with `start` and `end`.
    names : its names, with `start`, `end` and `type`; they tell places from parties.

    Returns
    -------
    Reports in the order of the text: clauses with a time of their own or shared by syntax, main clauses, clauses with
    an amount, noun phrases with a time ("the meeting on Monday"), and anniversaries.
    """
    reports: list[Report] = []
    quotes = [n for n, character in enumerate(article.doc.text) if character == '"']
    dated, named = _Starting(expressions), _Starting(names)
    blocks: dict[int, int] = {}
    lead = -1
    for number, sentence in enumerate(article.sentences()):
        first = next(token for token in sentence if not token.is_space)
        block = article.block_at(first.idx)
        if block is None or block.kind in SKIPPED:
            continue
        prose = block.kind in PROSE
        paragraph = blocks.setdefault(block.start, len(blocks))
        heads = clause_heads(sentence)
        if lead < 0 and prose and any(has_subject(head) for head in heads) and len(sentence) > 7:
            lead = paragraph
        begin, finish = sentence.start_char, sentence.end_char
        opened = bisect_left(quotes, block.start)
        reader = SentenceReader(
            article,
            sentence,
            heads,
            dated.between(begin, finish),
            named.between(begin, finish),
            partial(_odd, quotes, opened),
        )
        for report in reader.read():
            if not prose and not report.times:
                continue
            report.sentence, report.paragraph = number, paragraph
            report.lead = paragraph == lead
            reports.append(report)
    return sorted(reports, key=lambda r: (r.start, r.end, r.head, r.form))


class _Starting:
    """Rows with a `start`, ready to be asked for those that start in a stretch."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.start, row.end))
        self.starts = [row.start for row in self.rows]

    def between(self, start: int, end: int) -> list[Any]:
        """Return the rows that start in a stretch, in order."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _odd(marks: list[int], opened: int, at: int) -> bool:
    """Tell whether an odd number of marks stand before an offset, the first `opened` of them left out."""
    return (bisect_left(marks, at) - opened) % 2 == 1
