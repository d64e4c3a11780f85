"""What the first phase keeps of one statement."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Saying:
    """One attributed statement of one article, before anybody knows which entity said it.

    Attributes
    ----------
    content, cue, source : list of [start, end]
        What is said (quotation marks included), the words that attribute it, the words that name who said it.
    kind : str
        direct, indirect or mixed, by the quotation marks.
    act : str
        The speech act, from the cue, what is said and the encoder.
    cue_lemma : str
        The cue's dictionary form ("express"), or the noun of a nominal cue ("statement"); empty without a cue.
    lemmas, onward : list of str
        The dictionary forms of the cue's words, and of the first words of the content, by which a codebook's cues are
        found ("hit", "out").
    core, behind : list of [start, end]
        The words at the head of the source ("a spokesman"), and those it speaks for ("the Commerce Ministry").
    joint : bool
        Whether the head of the source joins several speakers ("Athens and Ankara").
    head : str
        Dictionary form of the noun at the head of the source ("statement"), or its first person ("we"); empty for
        names.
    unnamed : bool
        Whether the source is somebody without a name ("a Kenyan official").
    through : str
        The document that the cue names ("said in a statement"); empty for none.
    label : str
        The label of a transcript turn, without its colon; empty elsewhere.
    follows : int
        Number among the article's sayings of one that has the same speaker, where the saying names none itself (the
        second paragraph of a quotation); -1 for none.
    """

    content: list[list[int]]
    cue: list[list[int]] = field(default_factory=list)
    source: list[list[int]] = field(default_factory=list)
    kind: str = "indirect"
    act: str = "assert"
    cue_lemma: str = ""
    lemmas: list[str] = field(default_factory=list)
    onward: list[str] = field(default_factory=list)
    core: list[list[int]] = field(default_factory=list)
    behind: list[list[int]] = field(default_factory=list)
    joint: bool = False
    head: str = ""
    unnamed: bool = False
    through: str = ""
    label: str = ""
    follows: int = -1
