"""Statements without quotation marks or a verb: "The ministry issued the following statement:", "In her words, ..."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.quotations import Quotation, kind_of
from analysis.statements.acts import performed, told_act
from analysis.statements.filters import FIRST_PERSON
from analysis.statements.naming import name_source
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
WORDS = re.compile(
    r"In (?:the words of (?P<whom>[^,\n]{2,60})|(?:(?P<whose>his|her|their)|(?P<owner>[^,\n'’]{2,60})['’]s?)"
    r" (?:own )?words), ?(?=\S)"
)
QUOTED = re.compile(r"[\"“”«‘]")
TITLE = {"title", "heading", "byline", "dateline", "caption", "furniture"}
LONGEST = 20
# Verbs by which a writer reports; nobody tells of himself that he said so.
TELLING = {"say", "add", "tell", "state", "continue", "conclude"}


def issued_statements(
    article: Article, index: Index, sayings: Sequence[Saying], quotations: list[Quotation]
) -> list[Saying]:
    """Read the paragraphs behind a line that announces a statement as the issuer's own words.

    They end where a heading stands, or where the writer reports again: a paragraph that opens with a quotation mark, or
    in which anybody but the issuer is said to have said something.

    Parameters
    ----------
    article : Article
    index : Index
    sayings : sequence of Saying
        What was found without it.
    quotations : list of Quotation
        The article's.

    Returns
    -------
    list of Saying
        One a paragraph, each with the issuer's span for its source.
    """
    found: list[Saying] = []
    source: list[list[int]] | None = None
    length = 0
    for block in article.blocks:
        paragraph = article.text[block.start : block.end]
        if block.kind in TITLE:
            source = None if block.kind == "heading" else source
        elif LEAD.search(paragraph[-160:]):
            source, length = _issuer(index.tokens([(block.start, block.end)])), 0
        elif source is not None:
            reported = _reported(block.start, block.end, sayings, index, index.tokens(source))
            if QUOTED.match(paragraph) or reported or length >= LONGEST:
                source = None
                continue
            length += 1
            text, issuer = [[block.start, block.end]], [list(span) for span in source]
            kind = kind_of(text, article.text, quotations)
            head = "" if source else "statement"
            act = performed(index.tokens(text)) or "assert"
            found.append(Saying(text, source=issuer, kind=kind, act=act, core=[list(s) for s in issuer], head=head))
    return found


def in_words_of(article: Article, index: Index, sayings: Sequence[Saying], quotations: list[Quotation]) -> list[Saying]:
    """Read the sentences given in somebody's words: "In her words, the border stays open."

    Parameters
    ----------
    article : Article
    index : Index
    sayings : sequence of Saying
        What was found without it; a sentence that holds one is left.
    quotations : list of Quotation
        The article's.

    Returns
    -------
    list of Saying
        One such a sentence.
    """
    taken = sorted(saying.content[0][0] for saying in sayings)
    found = []
    for sentence in article.sentences():
        start, end = sentence.start_char, sentence.end_char
        match = WORDS.match(article.text, start, end)
        k = bisect_left(taken, start)
        if match is None or (k < len(taken) and taken[k] < end):
            continue
        group = next(name for name in ("whom", "whose", "owner") if match[name])
        source = [list(match.span(group))]
        content = article.text[match.end() : end].rstrip()
        content = content[:-1] if content.endswith(".") else content
        if not any(char.isalnum() for char in content):
            continue
        at = article.text.index("words", start)
        cue = [[start, start + 2], [at, at + len("words")]]
        named = name_source(index.tokens(source))
        spans = [[match.end(), match.end() + len(content)]]
        act = told_act(None, [], index.tokens(spans), named.joint) or "assert"
        kind = kind_of(spans, article.text, quotations)
        row = Saying(spans, cue, source, kind, act, "words", core=named.core, behind=named.behind, head=named.head)
        found.append(row)
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


def _reported(start: int, end: int, sayings: Sequence[Saying], index: Index, issuer: Sequence[Token]) -> bool:
    """Say whether a paragraph is the writer's: it tells what another said, or what the issuer has said."""
    known = {token.lemma_.lower() for token in issuer if token.pos_ in ("NOUN", "PROPN", "ADJ")}
    for saying in sayings:
        if not (saying.source and saying.cue and start <= saying.content[0][0] < end):
            continue
        source = index.tokens(saying.source)
        if any(token.lower_ in FIRST_PERSON for token in source):
            continue
        # An issuer speaks in the present; who reports tells in the past.
        told = {token.lemma_.lower() for token in index.tokens(saying.cue) if token.tag_ in ("VBD", "VBG")}
        names = {token.lemma_.lower() for token in source if token.pos_ in ("NOUN", "PROPN", "ADJ")}
        other = not names <= known if names else any(token.lower_ in ("he", "she") for token in source)
        if told & TELLING or (told and other) or saying.head == "statement":
            return True
    return False
