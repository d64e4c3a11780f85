"""Read the statements of articles: the encoder's attributions, mended and completed by what is surer than it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from analysis.encoder.reading import WEIGHTS, Reader, default_reader
from analysis.quotations import Quotation, kind_of, pair_quotations
from analysis.statements.acts import cue_entry, performed, speech_act, told_act
from analysis.statements.decoding import Attribution, decode, transition_scores
from analysis.statements.documents import in_words_of, issued_statements
from analysis.statements.filters import FIRST_PERSON, HELD, is_statement
from analysis.statements.naming import DOCUMENTS, Index, Named, name_source
from analysis.statements.saying import Saying
from analysis.statements.splitting import MARKS, noun_phrase, speaks, split_sayings
from analysis.statements.turns import ANSWERING, Turn, read_turns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.article import Article

LEADING = re.compile(r"(?P<lead>[^\"“”«»:\n]{16,400}):\s*(?=[\"“«])")
NEXT = re.compile(r"(?<=[^\W\d_A-Z]{3})[.!?]\s+(?=[\"“«][^\W\d_])")
QUOTE = re.compile(r"[\"“”«»]")
ENDED = re.compile(r"[.!?]")
UNREAD = ("furniture",)
# How many words of a content may belong to a cue of several words ("called" "for").
ONWARD = 3
# How far behind another saying a quotation without a source still has that one's speaker.
NEAR = 600
# How many words of a source may have been missed.
LONGEST_REST = 12
ADDRESSED = {"you", "your"}
NO_STATEMENTS = ("byline", "dateline", "caption", "furniture")


@lru_cache(maxsize=1)
def trained_transitions() -> np.ndarray:
    """Return the transition scores of the weights that come with the package."""
    table = json.loads((WEIGHTS / "transitions.json").read_text(encoding="utf-8"))
    return transition_scores(np.array(table["log_probabilities"]))


def read_statements(articles: Sequence[Article], *, reader: Reader | None = None) -> list[list[Saying]]:
    """Find the attributed statements of articles: the first phase, one article at a time.

    Parameters
    ----------
    articles : sequence of Article
    reader : Reader, optional
        By default the encoder that comes with the package.

    Returns
    -------
    list of list of Saying
        One list an article, in the order of the contents. An article reads the same alone and among others.
    """
    reader = reader or default_reader()
    transitions = trained_transitions()
    return [_read(article, reader, transitions) for article in articles]


def _read(article: Article, reader: Reader, transitions: np.ndarray) -> list[Saying]:
    blocks = [(block.start, block.end, block.kind) for block in article.blocks]
    read = [(start, end) for start, end, kind in blocks if kind not in UNREAD]
    sentences = [sentence.start_char for sentence in article.sentences()]
    found = decode(article.text, reader.read(article.text, read), transitions, sentences)
    index = Index(article)
    quotations = pair_quotations(article.text)
    turns = read_turns(article.text, blocks)
    found = [a for a in found if article.kind_at(a.content[0][0]) not in NO_STATEMENTS]
    found = split_sayings(found, index)
    kept = [part for attribution in outside_turns(found, turns, index) for part in by_paragraph(attribution, article)]
    rows = [row for attribution in kept if (row := _saying(attribution, index, article.text, quotations))]
    rows += _turn_sayings(turns, article, index)
    issued = [] if turns else issued_statements(article, index, rows, quotations)
    rows = [row for row in rows if not _within(row, issued)] + issued
    rows += [] if turns else in_words_of(article, index, rows, quotations)
    rows.sort(key=lambda row: (row.content, row.source, row.cue))
    for number, row in enumerate(rows):
        if not (row.source or row.label or row.core):
            row.core = _lead_in(row.content[0][0], blocks, article.text)
        if not (row.source or row.cue or row.label or row.core):
            introduced = introducer(row.content[0][0], index, article, rows[:number])
            row.core, row.behind, row.joint, row.head = (
                introduced.core,
                introduced.behind,
                introduced.joint,
                introduced.head,
            )
        if number and not row.source and not row.label and not row.core:
            gap = row.content[0][0] - max(end for _, end in rows[number - 1].content)
            row.follows = number - 1 if gap <= NEAR else -1
        elif number and row.label and not row.source:
            row.follows = number - 1
    return rows


def _lead_in(at: int, blocks: Sequence[tuple[int, int, str]], text: str) -> list[list[int]]:
    """Return the paragraph whose colon leads to a saying without a source ("Points from the envoy's talk:")."""
    number = bisect_right(blocks, at, key=itemgetter(0)) - 1
    if number < 1 or any(char.isalnum() for char in text[blocks[number][0] : at]):
        return []
    start, end, _ = blocks[number - 1]
    return [[start, end]] if text[max(start, end - 3) : end].rstrip().endswith(":") else []


def introducer(at: int, index: Index, article: Article, before: Sequence[Saying]) -> Named:
    """Name who is the subject of the sentence right before a quotation: 'Kern struck a harsher note. "We had to act."'.

    A sentence that holds a saying of its own leaves the quotation to that one's speaker.
    """
    block = article.block_at(at)
    start = article.text.rfind("\n", 0, at) + 1 if block is None else block.start
    told = index.tokens([(start, at)])
    if not told or article.text[at] not in MARKS:
        return Named()
    sentence = [token for token in told if token.sent == told[-1].sent]
    opening = sentence[0].idx
    if any(opening <= span[0] < at for saying in before for span in [*saying.content, *saying.cue]):
        return Named()
    for verb in sentence:
        subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ != "ROOT" or subject is None:
            continue
        owner = next((child for child in subject.children if child.dep_ == "poss"), None)
        speaker = subject if speaks(subject) else owner
        if speaker is not None and (speaker is subject or speaker.pos_ in ("PROPN", "PRON")):
            return name_source([token for token in noun_phrase(speaker) if token.i < verb.i])
    return Named()


def _within(row: Saying, issued: Sequence[Saying]) -> bool:
    """Say whether a saying is only the issuer's own words in a statement given in full."""
    quotes = bool(row.source) and row.kind != "indirect"
    return not quotes and any(i.content[0][0] <= row.content[0][0] < i.content[0][1] for i in issued)


def by_paragraph(attribution: Attribution, article: Article) -> list[Attribution]:
    """Part a quotation that runs over several paragraphs, each part with the same cue and source."""
    parts: dict[int, list[tuple[int, int]]] = {}
    for start, end in attribution.content:
        block = article.block_at(start)
        parts.setdefault(block.start if block else start, []).append((start, end))
    found = [replace(attribution, content=spans) for _, spans in sorted(parts.items())]
    if len(found) > 1 and attribution.cue:
        block = article.block_at(attribution.cue[0][0])
        first = block.start if block else 0
        # What stands in a paragraph of its own, no quotation, is not said by the cue of a later one.
        parts_kept = []
        for part in found:
            if part.content[-1][1] > first or article.text[part.content[0][0]] in MARKS:
                parts_kept.append(part)
            elif QUOTE.search(article.text, part.content[0][0], part.content[-1][1]):
                parts_kept.append(Attribution(part.content, acts=part.acts))
        found = parts_kept
    return [part for whole in found for part in by_sentence(whole, article.text)]


def by_colon(attribution: Attribution, text: str) -> list[Attribution]:
    """Part a quotation from the saying that leads to it: "paid tribute to the rescuers: “They came at night.”"."""
    (start, end), *later = attribution.content
    match = LEADING.match(text, start, end)
    if match is None or later:
        return [attribution]
    return [
        replace(attribution, content=[(start, match.end("lead"))]),
        replace(attribution, content=[(match.end(), end)]),
    ]


def _quoted_apart(attribution: Attribution, text: str) -> list[Attribution]:
    """Part a quotation that is a sentence of its own from what is said in front of it: 'dismissed the claim. "No."'."""
    (start, end), *later = attribution.content
    match = NEXT.search(text, start, end) if text[start] not in MARKS else None
    if match is None:
        return []
    first = replace(attribution, content=[(start, match.start() + 1)])
    return [first, Attribution([(match.end(), end), *later], acts=attribution.acts)]


def by_sentence(attribution: Attribution, text: str) -> list[Attribution]:
    """Part what stands in a sentence of its own, unquoted, behind a quotation and its cue."""
    parted = by_colon(attribution, text)
    if len(parted) > 1:
        return parted
    quoted = _quoted_apart(attribution, text)
    if quoted:
        return quoted
    (first, *later) = attribution.content
    if text[first[0]] not in MARKS or not attribution.cue:
        return [attribution]
    before = max(first[1], *(end for _, end in [*attribution.cue, *attribution.source]))
    apart = [s for s in later if s[0] > before and text[s[0]] not in MARKS and ENDED.search(text[before : s[0]])]
    if not apart:
        return [attribution]
    kept = [span for span in attribution.content if span not in apart]
    return [replace(attribution, content=kept)] + [Attribution([span], acts=attribution.acts) for span in apart]


def _saying(attribution: Attribution, index: Index, text: str, quotations: list[Quotation]) -> Saying | None:
    cue, content = index.tokens(attribution.cue), index.tokens(attribution.content)
    lemma, entry = cue_entry(cue, content)
    source, spans = index.tokens(attribution.source), attribution.source
    if not is_statement(entry, cue, content, source):
        return None
    more = rest_of_phrase(source, {token.i for token in [*cue, *content]})
    if more:
        source = [*source, *more]
        spans = [*spans[:-1], (spans[-1][0], more[-1].idx + len(more[-1].text))]
    named = name_source(source)
    return Saying(
        content=[list(span) for span in attribution.content],
        cue=[list(span) for span in attribution.cue],
        source=[list(span) for span in spans],
        kind=kind_of(attribution.content, text, quotations),
        act=told_act(entry, cue, content, named.joint) or speech_act(entry, attribution.acts),
        cue_lemma=lemma,
        lemmas=[token.lemma_.lower() for token in cue],
        onward=[token.lemma_.lower() for token in content[:ONWARD]],
        core=named.core,
        behind=named.behind,
        joint=named.joint,
        head=named.head,
        unnamed=named.unnamed,
        through=_document(cue),
    )


def rest_of_phrase(source: Sequence[Token], taken: set[int]) -> list[Token]:
    """Return the words that follow a source which ends before its noun does: "Its" of "Its chairman, Lea Vogt"."""
    if not source:
        return []
    last, inside = source[-1], {token.i for token in source}
    head = next((t for t in source if t.head.i not in inside or t.head.i == t.i), last)
    if head.dep_ not in ("det", "predet", "amod", "compound", "poss", "nmod", "nummod") or head.head.i <= last.i:
        return []
    noun = head.head
    until = max((t.i for child in noun.children if child.dep_ == "appos" for t in child.subtree), default=noun.i)
    more = list(last.doc[last.i + 1 : until + 1])
    whole = noun.pos_ in ("NOUN", "PROPN") and len(more) <= LONGEST_REST
    return more if whole and not any(t.i in taken or t.is_space for t in more) else []


def _document(cue: Sequence[Token]) -> str:
    """Return the document that a saying was made in ("said in a statement")."""
    if not cue:
        return ""
    doc, last = cue[-1].doc, cue[-1].i
    for token in [*cue, *doc[last + 1 : last + 6]]:
        if token.pos_ == "NOUN" and token.lemma_.lower() in DOCUMENTS:
            return token.lemma_.lower()
        if token.text in {".", ",", '"'}:
            break
    return ""


def outside_turns(found: list[Attribution], turns: list[Turn], index: Index) -> list[Attribution]:
    """Leave out what the speaker of a turn says of himself: the turn is the statement.

    What a turn reports of another source stays, what it only supposes of one ("Spain understands this") does not.
    """
    kept, text = [], index.text
    starts = [turn.source[0] if turn.source else turn.start for turn in turns]
    for attribution in found:
        at = attribution.content[0][0]
        number = bisect_right(starts, at) - 1
        turn = turns[number] if number >= 0 and at < turns[number].end else None
        if turn is None:
            kept.append(attribution)
            continue
        source = {word for start, end in attribution.source for word in text[start:end].casefold().split()}
        spans = [*attribution.content, *attribution.cue, *attribution.source]
        within = all(turn.start <= start and end <= turn.end for start, end in spans)
        verbs = {token.lemma_.lower() for token in index.tokens(attribution.cue)}
        if within and source and not source & (FIRST_PERSON | ADDRESSED) and not verbs & HELD:
            kept.append(attribution)
    return kept


def _turn_sayings(turns: list[Turn], article: Article, index: Index) -> list[Saying]:
    """Make a saying of each paragraph of the turns; who answers "A" stands in what comes before the talk."""
    rows = []
    for turn in turns:
        source = [list(turn.source)] if turn.source else []
        said = [[turn.start, turn.end]]
        act = performed(index.tokens(said)) or ("discuss" if turn.asks else "assert")
        core = list(source)
        if ANSWERING.match(turn.label):
            core = [
                [block.start, block.end]
                for block in article.blocks
                if block.end <= (turns[0].source or (turns[0].start,))[0] and block.kind not in (*UNREAD, "byline")
            ]
        rows.append(Saying(said, source=source, kind="direct", act=act, core=core, label=turn.label))
    return rows
