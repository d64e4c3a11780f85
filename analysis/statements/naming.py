"""What of a source's words names the speaker: its head, and whom the head speaks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.article import Article

DOCUMENTS = {
    "statement", "communique", "communiqué", "letter", "declaration", "document", "message", "text", "release", "note",
    "readout", "tweet", "post", "report",
}  # fmt: skip
FIRST_PERSON = {"we", "i"}
# Heads that, without a name and not taken for known, stand for somebody whom the text does not name.
PLAIN_UNNAMED = {
    "official", "source", "diplomat", "aide", "insider", "officer", "analyst", "expert", "observer", "resident",
    "witness", "lawmaker", "legislator", "mp", "staffer", "employee", "worker", "villager", "trader", "member",
    "critic", "activist", "adviser", "advisor", "negotiator", "mediator", "delegate", "participant", "politician",
    "driver", "passenger", "soldier", "commander", "person", "man", "woman", "colleague",
}  # fmt: skip
UNNAMED = PLAIN_UNNAMED | {"minister", "ambassador", "envoy", "counsellor", "councillor", "prosecutor", "judge"}
DEFINITE = {"the", "this", "that", "both", "these", "those", "his", "her", "its", "their", "our", "my", "your"}
ASIDE = {"who", "whose", "whom", "which"}
BEHIND = {"of", "for", "from", "by", "with", "at", "in", "on", "to", "near"}


@dataclass
class Named:
    """The parts of a source: the words at its head, and those that say whose spokesman, statement or office it is."""

    core: list[list[int]] = field(default_factory=list)
    behind: list[list[int]] = field(default_factory=list)
    joint: bool = False
    head: str = ""
    unnamed: bool = False


class Index:
    """Finds the tokens of a character span."""

    def __init__(self, article: Article) -> None:
        self.doc, self.text = article.doc, article.text
        self.starts = [token.idx for token in article.doc]
        self.ends = [token.idx + len(token.text) for token in article.doc]

    def tokens(self, spans: Sequence[Sequence[int]]) -> list[Token]:
        """Return the tokens that the spans touch, white space left out."""
        found = []
        for start, end in spans:
            low, high = bisect_right(self.ends, start), bisect_left(self.starts, end)
            found += [token for token in self.doc[low:high] if not token.is_space]
        return found


def name_source(tokens: Sequence[Token]) -> Named:
    """Part a source into the words at its head and the owners and complements behind it.

    "a statement by the Kazakh presidency" has the head "a statement" and "the Kazakh presidency" behind it;
    "Sudan's army" the head "army" and "Sudan" behind it; "the minister, Anna Kern of Oslo," two phrases at its head.

    Parameters
    ----------
    tokens : sequence of spaCy Token
        The source's.

    Returns
    -------
    Named
        With "we" or "i" for its head where the source speaks of itself so.
    """
    tokens = _without_asides(tokens)
    inside = {token.i for token in tokens}
    dropped: set[int] = set()
    behind: list[list[int]] = []
    for token in tokens:
        if token.i in dropped:
            continue
        owner = token.dep_ == "poss" and token.head.i in inside and token.pos_ not in ("PRON", "DET")
        complement = token.dep_ in ("prep", "agent") and token.head.i in inside
        clause = token.dep_ in ("relcl", "acl", "advcl") and token.head.i in inside
        if owner or complement or clause:
            branch = [t for t in token.subtree if t.i in inside and t.i not in dropped]
            if not branch or len(branch) == len(tokens):
                continue
            dropped.update(t.i for t in branch)
            if (owner or token.lower_ in BEHIND) and not clause:
                named = [t for t in branch if not (complement and t.i == token.i)]
                if named:
                    behind.append([named[0].idx, named[-1].idx + len(named[-1].text)])
    core: list[list[int]] = []
    last = None
    for token in tokens:
        if token.i in dropped:
            last = None
            continue
        end = token.idx + len(token.text)
        if last is not None and token.i == last + 1:
            core[-1][1] = end
        else:
            core.append([token.idx, end])
        last = token.i
    joint = any(token.dep_ == "cc" or token.lower_ in ("and", "&") for token in tokens if token.i not in dropped)
    heads = [t for t in tokens if t.i not in dropped and t.pos_ == "NOUN" and t.dep_ != "compound"]
    heads = heads or [t for t in tokens if t.i not in dropped and t.tag_ == "NNPS"]
    joint = joint or any(t.tag_ in ("NNS", "NNPS") for t in heads[:1])
    if tokens and tokens[0].lower_ in FIRST_PERSON:
        return Named(core, behind, joint, tokens[0].lower_)
    head = singular(heads[0]) if heads else ""
    joint = joint or (head in DOCUMENTS and any(token.lower_ in ("joint", "their", "common") for token in tokens))
    return Named(core, behind, joint, head, bool(heads) and is_unnamed(heads[0], head, tokens, dropped))


def _without_asides(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out what a source tells beside its name: ", who met Anna Kern", ", speaking beside Anna Kern"."""
    for k in range(2, len(tokens)):
        aside = tokens[k].lower_ in ASIDE or tokens[k].tag_ in ("VBG", "VBN", "VBD")
        if aside and tokens[k - 1].text == "," and any(t.pos_ in ("NOUN", "PROPN") for t in tokens[: k - 1]):
            return tokens[: k - 1]
    return tokens


def is_unnamed(noun: Token, head: str, tokens: Sequence[Token], dropped: set[int]) -> bool:
    """Say whether a source is somebody without a name: "a Kenyan official", "sources in the delegation"."""
    before = [token for token in tokens if token.i < noun.i and token.i not in dropped]
    if any(token.lower_ in DEFINITE or token.dep_ == "poss" for token in [*before, *tokens[:1]]):
        return False
    if any(token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and token.dep_ == "appos") for token in tokens):
        return False
    if noun.tag_ in ("NNS", "NNPS"):
        return head in PLAIN_UNNAMED
    return head in UNNAMED and any(token.lower_ in ("a", "an", "another", "one", "some", "any") for token in before)


def singular(token: Token) -> str:
    """Return the dictionary form of a noun; a capitalised plural ("Ministers") is taken for a common one."""
    word = token.lower_
    return word[:-1] if token.tag_ == "NNPS" and word.endswith("s") else token.lemma_.lower()
