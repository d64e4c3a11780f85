"""Part what the encoder leaves in one: coordinated sayings, participial tails, and sayings inside sayings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.statements.cues import LIGHT, load_cues
from analysis.statements.decoding import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.statements.naming import Index

MARKS = frozenset("\"'“”‘’«„")
# How many characters behind a quotation its own "Kern said" may stand.
SHORT = 80
QUOTING = {"quote", "cite"}
BESIDE_VERB = {"aux", "auxpass", "advmod", "neg"}
NO_SOURCES = {"it", "there", "this", "that", "which", "what", "i", "we", "you", "one"}
# Common nouns that speak: a subject that is neither a name nor one of these says nothing.
SPEAKING = {
    "side", "party", "minister", "president", "official", "delegation", "leader", "government", "ministry",
    "diplomat", "spokesman", "spokeswoman", "spokesperson", "ambassador", "secretary", "interlocutor",
    "counterpart", "pair", "chief", "premier", "chancellor", "envoy", "representative", "statement",
    "communique", "declaration", "document", "host", "guest", "presidency", "embassy", "office",
    "department", "council", "commission", "army", "military", "police", "king", "sheikh",
}  # fmt: skip


def is_saying(token: Token) -> bool:
    """Say whether a verb attributes a statement: the lexicon has it or the noun it carries, and not for mere talk."""
    cues = load_cues()
    cue = cues.get((token.lemma_.lower(), "verb"))
    if token.pos_ != "VERB":
        return False
    if cue is None and token.lemma_.lower() in LIGHT:
        objects = [child.lemma_.lower() for child in token.children if child.dep_ == "dobj"]
        cue = next((cues[noun, "noun"] for noun in objects if (noun, "noun") in cues), None)
    return cue is not None and cue.act != "discuss"


def head_of(tokens: Sequence[Token]) -> Token | None:
    """Return the verb that a run of tokens hangs on."""
    inside = {token.i for token in tokens}
    verbs = [token for token in tokens if token.pos_ in ("VERB", "AUX")]
    return next((token for token in verbs if token.head.i not in inside or token.head.i == token.i), None)


def _verb_span(verb: Token) -> tuple[int, int]:
    """Return the token range of a verb with its auxiliaries, adverbs and particle."""
    doc, first, last = verb.doc, verb.i, verb.i + 1
    while first and doc[first - 1].head.i == verb.i and doc[first - 1].dep_ in BESIDE_VERB:
        first -= 1
    while last < len(doc) and doc[last].head.i == verb.i and doc[last].dep_ == "prt":
        last += 1
    return first, last


def _span(tokens: Sequence[Token]) -> Span | None:
    """Return the character span of tokens, without what only joins them to their surroundings."""
    run = list(tokens)
    while run and (run[-1].is_space or run[-1].dep_ == "cc" or run[-1].text in {",", ";", "-", "–", "—", ":"}):
        run.pop()
    while run and (run[0].is_space or run[0].text in {",", ";", ":"} or run[0].lower_ == "that"):
        run.pop(0)
    if not any(token.is_alpha or token.like_num for token in run):
        return None
    return run[0].idx, run[-1].idx + len(run[-1].text)


def _joined(content: Sequence[Token], verb: Token) -> list[Token]:
    """Return the verbs within a content that share the cue's subject: its conjuncts, and participles behind it."""
    chain = {verb.i}
    found = []
    for token in content:
        if token.i < verb.i or not is_saying(token):
            continue
        if any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in token.children):
            continue
        conjunct = token.dep_ == "conj" and token.head.i in chain
        behind = token.doc[_verb_span(token)[0] - 1]
        tail = token.tag_ == "VBG" and token.dep_ == "advcl" and token.head.i in chain and behind.text == ","
        if conjunct or tail:
            chain.add(token.i)
            found.append(token)
    return found


def _cue_before(piece: Span, current: Attribution, index: Index) -> Span | None:
    """Return the span of a saying verb that stands right before a later piece, and is not the cue it was given."""
    if not current.content:
        return None
    known = {token.i for token in index.tokens([*current.cue, *current.source])}
    gap = [t for t in index.tokens([(current.content[-1][1], piece[0])]) if t.idx < piece[0]]
    while gap and (gap[-1].lower_ in ("that", "the", "a") or gap[-1].is_punct or gap[-1].is_space):
        gap.pop()
    if not gap or gap[-1].i in known or not is_saying(gap[-1]) or known & {token.i for token in gap}:
        return None
    first, last = _verb_span(gap[-1])
    tail = gap[-1].doc[last - 1]
    return gap[-1].doc[first].idx, tail.idx + len(tail.text)


def split_joined(attribution: Attribution, index: Index) -> list[Attribution]:
    """Part coordinated sayings: "praised X and expressed Y", "said X, noting that Y"."""
    verb = head_of(index.tokens(attribution.cue))
    if verb is None:
        return [attribution]
    found: list[Attribution] = []
    current = replace(attribution, content=[])
    for piece in attribution.content:
        unseen = _cue_before(piece, current, index)
        if unseen:
            found.append(current)
            current = replace(attribution, content=[], cue=[unseen])
        tokens = index.tokens([piece])
        start = tokens[0].i if tokens else 0
        cuts = [token for token in _joined(tokens, verb) if _verb_span(token)[0] > start or current.content]
        if not cuts:
            current.content.append(piece)
            continue
        doc, end = tokens[0].doc, tokens[-1].i + 1
        bounds = [(start, *_verb_span(cuts[0]))]
        bounds += [(_verb_span(a)[1], *_verb_span(b)) for a, b in pairwise(cuts)]
        for first, last, after in bounds:
            span = _span(list(doc[first:last]))
            if span:
                current.content.append((piece[0] if first == start else span[0], span[1]))
            if current.content:
                found.append(current)
            current = replace(
                attribution, content=[], cue=[(doc[last].idx, doc[after - 1].idx + len(doc[after - 1].text))]
            )
        rest = _span(list(doc[_verb_span(cuts[-1])[1] : end]))
        if rest:
            current.content.append((rest[0], piece[1]))
    if current.content:
        found.append(current)
    return found or [attribution]


def split_clauses(attribution: Attribution, index: Index) -> list[Attribution]:
    """Part clauses joined under one cue: "said that the talks were over and that the border would close"."""
    if not attribution.cue or index.text[attribution.content[0][0]] in MARKS:
        return [attribution]
    found, current = [], replace(attribution, content=[])
    for piece in attribution.content:
        tokens = index.tokens([piece])
        cuts = [k for k in range(1, len(tokens)) if _opens_clause(tokens, k)]
        for first, last in pairwise([0, *cuts, len(tokens)]):
            if first and current.content:
                found.append(current)
                current = replace(attribution, content=[])
            span = _span(tokens[first:last])
            if span:
                start = span[0] if first else piece[0]
                current.content.append((start, span[1] if last < len(tokens) else piece[1]))
    return [*found, current] if current.content else found or [attribution]


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "that" at a place opens a further clause of what is said: behind "and", "but" or a comma."""
    token, before = tokens[k], tokens[k - 1]
    if token.lower_ != "that" or not (before.dep_ == "cc" or before.text == ","):
        return False
    quoted = sum(t.is_quote for t in tokens[:k]) % 2
    verb = token.head
    told = verb.i > token.i and verb.pos_ in ("VERB", "AUX") and token.dep_ == "mark" and verb.dep_ in ("conj", "ccomp")
    return told and not quoted and any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children)


def inner_saying(attribution: Attribution, index: Index) -> Attribution | None:
    """Find the saying that a content itself reports ("the statement said [the king noted X]").

    Only institutions and documents report so; what a person says of another stays that person's.
    """
    outer = index.tokens(attribution.source)
    heads = [t for t in outer if t.head.i < outer[0].i or t.head.i > outer[-1].i or t.head.i == t.i]
    if any(t.ent_type_ == "PERSON" or t.pos_ == "PRON" for t in heads):
        return None
    piece = attribution.content[0]
    tokens = [token for token in index.tokens([piece]) if token.text not in "\"'"]
    verb = head_of(tokens)
    if verb is None or not is_saying(verb):
        return None
    inside = {token.i for token in tokens}
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i in inside), None)
    if subject is None or subject.i > verb.i or not speaks(subject):
        return None
    first, last = _verb_span(verb)
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    doc = verb.doc
    named = [token for token in noun_phrase(subject) if token.i < first and token.i in inside]
    content = _span([token for token in tokens if token.i >= last])
    source = _span(named)
    if content is None or source is None or doc[last].pos_ == "PUNCT":
        return None
    cue = (doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text))
    return Attribution([(content[0], piece[1]), *attribution.content[1:]], [cue], [source], attribution.acts)


def noun_phrase(head: Token) -> list[Token]:
    """Return the tokens of a noun phrase without the clauses that hang on it."""
    clauses = {t.i for child in head.children if child.dep_ in ("acl", "relcl", "advcl") for t in child.subtree}
    return [token for token in head.subtree if token.i not in clauses]


def speaks(subject: Token) -> bool:
    """Say whether a subject is somebody who can say something: a name, a person, an institution."""
    if subject.lower_ in NO_SOURCES:
        return False
    if subject.pos_ == "PRON":
        return subject.lower_ in ("he", "she", "they", "both")
    if subject.lemma_.lower() in SPEAKING:
        return True
    return subject.pos_ == "PROPN" and subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "")


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or that of the verb it is joined to or trails as a participle."""
    for _ in range(4):
        found = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        trails = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
        if found is not None or not trails:
            return found
        verb = verb.head
    return None


def quoted_source(attribution: Attribution, verb: Token, index: Index) -> Attribution:
    """Give what "Kern was quoted as saying by the agency" to Kern, and take his name out of what is said."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if verb.lemma_.lower() not in QUOTING or subject is None or not speaks(subject) or subject.i > verb.i:
        return attribution
    phrase = [token for token in noun_phrase(subject) if token.i < verb.i]
    source = _span(phrase)
    if source is None:
        return attribution
    # The parser may draw a quotation in front of it into the phrase.
    start = max([source[0], *(q.idx + len(q.text) for q in phrase if q.is_quote or q.text == ",")])
    while index.text[start].isspace():
        start += 1
    source = (start, source[1])
    content = [(a, min(b, start) if a < start else b) for a, b in attribution.content]
    content = [(a, a + len(index.text[a:b].rstrip())) for a, b in content if not (start <= a and b <= source[1])]
    content = [(a, b) for a, b in content if a < b]
    return replace(attribution, content=content, source=[source]) if content else attribution


def own_source(attribution: Attribution, index: Index) -> Attribution:
    """Give a saying the subject of its cue for a source, where the encoder gave it none or another's.

    In "the statement said Kern noted X" it is Kern who noted.
    """
    verb = head_of(index.tokens(attribution.cue))
    if verb is None:
        return attribution
    if any(child.dep_ in ("auxpass", "agent") for child in verb.children):
        return quoted_source(attribution, verb, index)
    subject = subject_of(verb)
    given = index.tokens(attribution.source)
    personal = any(token.ent_type_ == "PERSON" or token.pos_ == "PRON" for token in given)
    if subject is None or not speaks(subject) or (given and (verb.dep_ == "conj" or (personal and subject.i > verb.i))):
        return attribution
    if personal and subject not in verb.children:
        return attribution
    inside = {token.i for token in index.tokens([*attribution.content, *attribution.cue])}
    own = {token.i for token in given}
    phrase = [t for t in noun_phrase(subject) if t.i < verb.i or subject.i > verb.i]
    if own & {token.i for token in phrase} or inside & {token.i for token in phrase}:
        return attribution
    span = _span(phrase)
    return attribution if span is None else replace(attribution, source=[span])


def _rest_of_line(end: int, index: Index) -> list[Token]:
    """Return the words of a paragraph from a place on, those of a short clause."""
    stop = index.text.find("\n", end, end + SHORT)
    return index.tokens([(end, stop if stop >= 0 else min(end + SHORT, len(index.text)))])


def spoken_between(attribution: Attribution, index: Index) -> Attribution:
    """Take the nearer of two sources: in "“X,” Kern said, according to the ministry" it is Kern who said it.

    Nor does a quotation that has its own "Kern said" behind it belong to the paragraph in front.
    """
    cue = index.tokens(attribution.cue)
    *pieces, (start, end) = attribution.content
    beside = bool(cue) and cue[0].lower_ == "according" and end < cue[0].idx
    first = attribution.content[0][0]
    far = bool(cue) and cue[-1].idx < first and "\n" in index.text[cue[-1].idx : first] and index.text[first] in MARKS
    if not (beside or far):
        return attribution
    marks = [token for token in index.tokens([(start, end)]) if token.is_quote]
    if len(marks) > 1 and marks[0].idx == start:
        end = marks[-1].idx + len(marks[-1].text)
    between = index.tokens([(end, cue[0].idx)]) if beside else _rest_of_line(end, index)
    for verb in between[:8]:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None and is_saying(verb) and subject in between and speaks(subject):
            first, last = _verb_span(verb)
            source = _span([t for t in noun_phrase(subject) if t in between])
            if source:
                end_token = verb.doc[last - 1]
                cue_span = (verb.doc[first].idx, end_token.idx + len(end_token.text))
                return replace(attribution, content=[*pieces, (start, end)], cue=[cue_span], source=[source])
    return attribution


def trailing_source(attribution: Attribution, index: Index, cues: set[int]) -> Attribution:
    """Take a whole clause for what is said where its speaker was missed: "The town will help, Kern said".

    In front of the clause it counts where a person says what a country holds: "Kern added that the town expects X".
    """
    verb = head_of(index.tokens(attribution.cue))
    end = attribution.content[-1][1]
    if verb is None or verb.dep_ != "ccomp" or not is_saying(verb.head):
        return attribution
    said = verb.head
    subject = next((child for child in said.children if child.dep_ == "nsubj"), None)
    if subject is None or said.idx in cues or not speaks(subject):
        return attribution
    given = index.tokens(attribution.source)
    inside = {token.i for token in given}
    country = any(t.ent_type_ in ("GPE", "NORP") for t in given if t.head.i not in inside)
    if subject.idx < end and (subject.idx > attribution.content[0][0] or not country):
        return attribution
    if said.lemma_.lower() == "report" and any(t.ent_type_ == "PERSON" or t.pos_ == "PRON" for t in given):
        return attribution
    first, last = _verb_span(said)
    clause = _span([token for token in verb.subtree if token.idx < end and token.i != said.i and not token.is_space])
    source = _span([token for token in noun_phrase(subject) if token.i < first or subject.i > said.i])
    if clause is None or source is None or clause[0] > attribution.content[0][0]:
        return attribution
    tail = said.doc[last - 1]
    return replace(
        attribution, content=[(clause[0], end)], cue=[(said.doc[first].idx, tail.idx + len(tail.text))], source=[source]
    )


def split_sayings(found: Sequence[Attribution], index: Index) -> list[Attribution]:
    """Part joined sayings and add those inside others.

    Parameters
    ----------
    found : sequence of Attribution
    index : Index
        Of the article they come from.

    Returns
    -------
    list of Attribution
        Each saying with its own cue; the reporter of a saying inside another keeps the whole.
    """
    claimed = {token.idx for attribution in found for token in index.tokens(attribution.cue)}
    found = [trailing_source(attribution, index, claimed) for attribution in found]
    whole = [own_source(spoken_between(attribution, index), index) for attribution in found]
    parts = [part for attribution in whole for part in split_joined(attribution, index)]
    cues = {span[0] for part in parts for span in part.cue}
    result = []
    for part in parts:
        result += split_clauses(part, index)
        inner = inner_saying(part, index)
        if inner is not None and inner.cue[0][0] not in cues:
            result += split_joined(inner, index)
    return result
