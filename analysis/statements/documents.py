"""Statements given in full without quotation marks: "The ministry issued the following statement:" and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.statements.saying import Saying
from analysis.statements.splitting import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.article import Article
    from analysis.statements.naming import Index

KINDS = r"(?:statement|communiqu[eé]|declaration|message|letter|text)"
LEAD = re.compile(
    rf"(?:\bthe following (?:joint |press |official |brief )?{KINDS}(?: \w+){{0,3}}"
    r"|\bstat(?:e|es|ed|ing) the following"
    rf"|\b{KINDS}\b[^.:]{{0,80}}\b(?:as follows|reads|in full|full text)"
    r"|\bfull text of [^.:]{3,80})\s*[.:]$",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“”«‘]")
TITLE = {"title", "heading", "byline", "dateline", "caption", "furniture"}
LONGEST = 20


def issued_statements(article: Article, index: Index, sayings: Sequence[Saying]) -> list[Saying]:
    """Read the paragraphs behind a line that announces a statement as the issuer's own words.

    They end where a heading stands, or where the writer reports again: a paragraph that opens with a quotation mark, or
    in which a person or the document itself is said to have said something.

    Parameters
    ----------
    article : Article
    index : Index
    sayings : sequence of Saying
        What was found without it.

    Returns
    -------
    list of Saying
        One a paragraph.
    """
    found: list[Saying] = []
    source: list[list[int]] | None = None
    for block in article.blocks:
        paragraph = article.text[block.start : block.end]
        if block.kind in TITLE:
            source = None if block.kind == "heading" else source
        elif LEAD.search(paragraph[-160:]):
            source = _issuer(index.tokens([(block.start, block.end)]))
        elif source is not None:
            if QUOTED.match(paragraph) or _reported(block.start, block.end, sayings, index) or len(found) >= LONGEST:
                source = None
                continue
            text = [[block.start, block.end]]
            found.append(Saying(text, kind="direct", core=source, head="statement" if not source else ""))
    return found


def _issuer(tokens: Sequence[Token]) -> list[list[int]]:
    """Return the span of who issues: the subject of the paragraph's last main verb that has one."""
    for token in reversed(tokens):
        if token.pos_ == "VERB" and token.dep_ in ("ROOT", "conj", "ccomp", "xcomp"):
            subject = subject_of(token) or subject_of(token.head)
            if subject is not None:
                phrase = [t for t in subject.subtree if t.i < token.i]
                if phrase:
                    return [[phrase[0].idx, phrase[-1].idx + len(phrase[-1].text)]]
    return []


def _reported(start: int, end: int, sayings: Sequence[Saying], index: Index) -> bool:
    for saying in sayings:
        if saying.source and saying.cue and start <= saying.content[0][0] < end:
            source = index.tokens(saying.source)
            if any(token.ent_type_ == "PERSON" for token in source) or saying.head == "statement":
                return True
    return False
