"""Who and what an article has spoken of so far, and how likely each is meant again."""

from __future__ import annotations

from dataclasses import dataclass, field

NEAREST = 12
# What the subject of a clause within another lacks before the subject of a sentence.
EMBEDDED = 0.8


@dataclass
class Mention:
    """A place where a referent is mentioned."""

    start: int
    sentence: int
    role: str
    quoted: bool
    pronoun: bool = False
    embedded: bool = False


@dataclass
class Referent:
    """Someone or something an article speaks of.

    Attributes
    ----------
    sort : person, country, institution, group (several persons) or pair (several countries).
    keys : what its mentions stand for.
    settled : whether the keys are canonical names.
    named : False for "a spokesman" and the like, whose keys are those of the institution.
    """

    sort: str
    keys: list[str]
    settled: bool
    named: bool = True
    gender: str = ""
    offices: set[str] = field(default_factory=set)
    portfolios: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    guessed: str = ""
    deputy: bool = False
    international: bool = False
    type: str = "PERSON"
    mentions: list[Mention] = field(default_factory=list)

    def last_before(self, char: int) -> Mention | None:
        """Return its last mention before `char`."""
        return next((m for m in reversed(self.mentions) if m.start < char), None)

    def salience(self, char: int, sentence: int, quoted: bool) -> float:
        """Return how present the referent is at a place: nearness, and the role of its last mentions.

        A ranking in the manner of Lappin and Leass (1994): subjects before objects before the rest,
        a subject of what is said after who says it, each sentence between costs, and what is inside a
        quotation is hardly spoken of outside it.
        """
        score = -99.0
        counted = 0
        for m in reversed(self.mentions):
            if m.start >= char:
                continue
            counted += 1
            gap = sentence - m.sentence
            if counted > NEAREST or gap > 6:
                break
            value = -1.6 * gap + {"subject": 2.2, "object": 0.3, "oblique": 0.0, "possessive": -0.2}.get(m.role, 0.0)
            value -= EMBEDDED if m.embedded else 0.0
            if m.quoted and not quoted:
                value -= 3.0
            score = max(score, value)
        return score + min(0.6, 0.1 * counted) if score > -99 else score


def compatible(referent: Referent, gender: str) -> bool:
    """Tell whether a person may be meant by words of a gender."""
    return not gender or not referent.gender or referent.gender == gender
