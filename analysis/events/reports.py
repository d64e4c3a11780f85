"""Read the clauses of one article that may report an event."""

from __future__ import annotations

from collections.abc import Sequence
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
        reader = SentenceReader(article, sentence, heads, expressions, names)
        for report in reader.read():
            if not prose and not report.times:
                continue
            report.sentence, report.paragraph = number, paragraph
            report.lead = paragraph == lead
            reports.append(report)
    return sorted(reports, key=lambda r: (r.start, r.end, r.head, r.form))
