"""The row that the first phase leaves of every name and every reference to one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Name:
    """A name, or words that stand for one, in one article.

    Attributes
    ----------
    start, end : int
        Span in the article's text, a leading "the" and a possessive left out.
    text : str
    type : str
        PERSON, ORG, GPE, LOC, NORP, EVENT or FAC.
    kind : str
        name, nominal ("the Foreign Minister") or pronoun.
    keys : list of str
        What it stands for, one key for each entity: the fullest form of the name in the article, or a
        canonical name where `settled`. Empty where the article does not tell.
    settled : bool
        Whether `keys` are canonical names already: countries, institutions and forums of the lexicons.
    title : str
        The words of a person's title, before or after the name.
    office : str
        The office that the title or the role names ("minister", "spokesperson"; see data/titles.toml).
    portfolio : str
        The ministry of that office ("Foreign Affairs").
    country : str
        The country that the article gives a person or an institution.
    gender : str
        "m", "f" or "".
    plural : bool
        Whether it stands for several.
    sentence : int
        Index of its sentence in the article, -1 outside any.
    role : str
        subject, object, oblique, possessive or other.
    acts : bool
        False for a country or capital that is only the place of something.
    """

    start: int
    end: int
    text: str
    type: str
    kind: str = "name"
    keys: list[str] = field(default_factory=list)
    settled: bool = False
    title: str = ""
    office: str = ""
    portfolio: str = ""
    country: str = ""
    gender: str = ""
    plural: bool = False
    sentence: int = -1
    role: str = "other"
    acts: bool = True

    @property
    def key(self) -> str:
        """The first of its keys, or an empty string."""
        return self.keys[0] if self.keys else ""
