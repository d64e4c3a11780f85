"""What an article has said so far: the points in time that later expressions are told from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from analysis.dates.expression import Expression
from analysis.dates.timex import granularity, interval

LAST = frozenset(("last", "past"))
NEXT = frozenset(("next", "coming", "upcoming"))
ANAPHORIC = frozenset(("that", "same", "previous", "preceding", "following"))
FAR = timedelta(days=548)  # a year and a half, beyond which a year told outright makes a paragraph historical
HORIZON = 60  # how many expressions back one may be told from


class Resolved(NamedTuple):
    """The value of an expression, and what it was told from: published, previous, statement, or None."""

    value: str
    anchor: str | None


@dataclass
class Discourse:
    """What the article has said so far."""

    published: date | None
    narrative: bool
    historical: frozenset[int] = frozenset()
    points: list[tuple[Expression, str]] = field(default_factory=list)
    latest: tuple[Expression, str] | None = None

    def point(
        self, *kinds: str, paragraph: int | None = None, sentence: int | None = None, partial: bool = False
    ) -> str | None:
        """Return the latest value of one of the granularities.

        In a narrative it must lie within the latest value of all: "the next day" after "in 1953" is not
        counted from a day
        of 1918. With `partial`, a day whose year is not known serves too.
        """
        frame = None
        for expression, value in reversed(self.points[-HORIZON:]):
            if paragraph is not None and expression.paragraph != paragraph:
                return None
            if sentence is not None and expression.sentence != sentence:
                return None
            span = interval(value)
            if self.narrative and self.published is None and expression.tense == "future":
                continue
            if granularity(value) in kinds and (partial or span or value.startswith("BC")):
                inside = frame is None or (span is not None and frame[0] <= span[0] <= frame[1])
                return value if inside or not self.narrative else None
            if frame is None:
                frame = span
        return None

    def interrupted(self, expression: Expression, value: str) -> bool:
        """Tell whether the paragraph told another time since `value`: "In May he left. Two weeks later" is of May.

        What is told from a time that is not known, or known more coarsely than it is told, is not known.
        """
        if self.latest is None or self.latest[0].paragraph != expression.paragraph:
            return False
        return self.latest[1] != value and not (interval(self.latest[1]) and granularity(self.latest[1]) in ("D", "W"))

    def quarter(self) -> str | None:
        """Return the quarter that a report is about: the latest one not itself told by comparison with another year."""
        for expression, value in reversed(self.points[-HORIZON:]):
            if expression.type == "DURATION":
                return None
            if granularity(value) == "Q" and not (expression.unit == "Y" and expression.amount):
                return value
        return None


def is_narrative(expressions: Sequence[Expression], published: date | None) -> bool:
    """Tell whether an article is history: most of its dates are years told outright, long before publication.

    Without a publication the dates must be past by their tense, and some must be days or months: an article on a
    plan for
    2030 that looks back to 1991 is no history.
    """
    limit = published - FAR if published else None
    far = precise = near = 0
    for expression in expressions:
        if expression.mode == "absolute":
            span = interval(expression.value)
            ancient = expression.value.startswith("BC")
            past = expression.tense != "future" and expression.relation != "by" if limit is None else True
            if ancient or (span and past and (limit is None or span[1] < limit)):
                far += 1
                precise += ancient or granularity(expression.value) in ("D", "M")
        elif expression.anchor == "published" and expression.type in ("DATE", "TIME") and not expression.quoted:
            near += 1
    if published is None:
        return far >= 4 and precise >= 2 and far >= 2 * near
    return far >= 6 and far >= 4 * near


def historical_paragraphs(expressions: Sequence[Expression], published: date | None) -> frozenset[int]:
    """Return the paragraphs that tell two or more years long before publication, and nothing near it."""
    if published is None:
        return frozenset()
    far: dict[int, int] = {}
    near = set()
    for expression in expressions:
        span = interval(expression.value) if expression.mode == "absolute" else None
        if span and span[1] < published - FAR:
            far[expression.paragraph] = far.get(expression.paragraph, 0) + 1
        elif span or (expression.anchor == "published" and expression.text.lower() != "today"):
            near.add(expression.paragraph)
    return frozenset(paragraph for paragraph, count in far.items() if count >= 2 and paragraph not in near)
