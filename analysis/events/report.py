"""One clause that may report an event, as its sentence gives it, before anything is known about other articles."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Report:
    """A clause, or a noun phrase, that reports something that happened, was planned or was measured.

    Attributes
    ----------
    start, end : int
        Offsets of the clause.
    head : int
        Offset of its verb, or of the noun that names the event.
    lemma : str
        Lemma of that word.
    what : str
        The clause in the article's own words, with its subject.
    form : str
        clause, phrase (a noun phrase with a time of its own), figure or anniversary.
    tense : str
        past, perfect, pluperfect, present, future, possible or open.
    outlook : str
        happened, planned, possible, supposed (under an "if") or denied.
    classes : list of str
        Classes of event that its words belong to (see `data/events.toml`).
    objects : list of str
        Classes of the nouns that depend on its verb.
    words : list of str
        Stems of its content words, names left out.
    times : list of [start, end]
        The temporal expressions that tell its time, its own first.
    shared : bool
        Whether the expressions are another clause's of the sentence.
    gap, other, direction
        Offsets of a duration that lies between this and the clause whose head is at `other`;
        `direction` is -1 where this came first.
    places, parties : list of [start, end]
        Phrases that say where, and who took part.
    possessor : list of [start, end]
        Whose it is, for a phrase.
    amount, unit, qualifier : a quantity, for a figure.
    goal : bool
        Whether the words set a goal ("by 2060").
    says : bool
        Whether the clause reports words.
    performs : bool
        Whether the words are a deed ("announced a loan", "agreed to meet"), or the clause reports no words.
    quoted : bool
        Whether it stands inside quotation marks.
    main : bool
        Whether it is a main clause.
    lead : bool
        Whether it stands in the first paragraph.
    same_day : bool
        Whether "earlier" or "later" alone tells its time.
    reduced : bool
        Whether it is a participle under a noun ("figures released on Monday").
    occasion : bool
        Whether it refers to an occasion told before ("during the meeting").
    continues : bool
        Whether its subject is named by nothing but "the meeting", "it", "they", a day: it goes on about what was told.
    follows : bool
        Whether its subject is a pronoun or "the two", or "at the time" stands with it: its time may be that of the
        clause before.
    both : bool
        Whether its subject is "the two", "both ministers": two told before.
    then : bool
        Whether "at the time" or "then" stands with it: it is of another time than the article.
    awaited : bool
        Whether it is told as not to be before its time ("not due until October").
    sentence, paragraph : int
        Ordinal numbers in the article.
    """

    start: int
    end: int
    head: int
    lemma: str
    what: str
    form: str = "clause"
    tense: str = "past"
    outlook: str = "happened"
    classes: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    times: list[list[int]] = field(default_factory=list)
    shared: bool = False
    gap: list[int] = field(default_factory=list)
    other: int = -1
    direction: int = 0
    places: list[list[int]] = field(default_factory=list)
    parties: list[list[int]] = field(default_factory=list)
    possessor: list[list[int]] = field(default_factory=list)
    amount: float | None = None
    unit: str | None = None
    qualifier: str = ""
    goal: bool = False
    says: bool = False
    performs: bool = True
    quoted: bool = False
    main: bool = False
    lead: bool = False
    same_day: bool = False
    reduced: bool = False
    occasion: bool = False
    continues: bool = False
    follows: bool = False
    both: bool = False
    then: bool = False
    awaited: bool = False
    sentence: int = 0
    paragraph: int = 0
