"""One temporal expression as the text gives it, before anything is known about the day of publication."""

from dataclasses import dataclass

# Relations by which a time is the last one that something has: of two that fit, it is the one ahead.
DEADLINES = frozenset(["until", "by", "through", "before"])


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression with a symbolic value.

    Parameters
    ----------
    start, end : int
        Character offsets into the article, end exclusive.
    text : str
        The expression itself.
    type : str
        TIMEX3 type: DATE, TIME, DURATION or SET.
    value : str
        TIMEX3 value, X where the expression alone does not tell ("XXXX-05-20", "XXXX-WXX-5").
    mode : str
        How the value is completed: ``absolute`` (it is complete), ``calendar`` (the year, or the month, is missing),
        ``weekday``, ``shift`` (`amount` of `unit` away from the anchor), ``holiday``, ``clock`` (a time
        without its day).
    anchor : str
        ``published`` for what is told from the day of publication ("last week"), ``previous`` for what is told from the
        expression before it ("a day earlier"), ``next`` from the expression after it ("two days before Christmas").
    unit : str
        Unit of a shift, as in the table of units of the lexicon.
    amount : float
        Units of a shift, negative for the past.
    hint : str
        ``last``, ``this`` or ``next``; or ``past``, ``future`` for a direction the words give.
    part : str
        What is appended to the day or the week: "TEV", "T10:00", "-WE"; for a holiday the rule of its day.
    other : str
        The value if day and month were in the other order ("11/7/2023"), else empty.
    relation : str
        since, until, by, before, after, from, to, between, or empty: the preposition in front;
        "ahead of" and "prior to" are before.
    tense : str
        past, present, future, or empty: the verb that governs the expression; purpose for an infinitive that tells
        what somebody came for.
    quoted : bool
        Whether the expression is inside a quotation.
    sentence, paragraph : int
        Ordinal numbers in the article.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mode: str = "absolute"
    anchor: str = ""
    unit: str = ""
    amount: float = 0.0
    hint: str = ""
    part: str = ""
    other: str = ""
    relation: str = ""
    tense: str = ""
    quoted: bool = False
    sentence: int = 0
    paragraph: int = 0
