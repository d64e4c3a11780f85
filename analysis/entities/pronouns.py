"""Whom a pronoun means: ranked by grammar, nearness and agreement, never across a quotation without need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.entities.discourse import Discourse
from analysis.entities.gazetteer import word_list
from analysis.entities.referents import Referent, compatible
from analysis.entities.speakers import SPEECH

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.entities.page import Page

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THING = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "themselves"})
ADDRESSING = word_list("addressing")
PRONOUNS = frozenset(GENDER) | THING | MANY | {"who"}
# By how much the best must lead before its gender counts as told.
CLEAR = 1.0
# Endings of names and how much they tell of gender.
FEMALE_SURNAMES = tuple(sorted(word_list("female_surnames")))
MALE_SURNAMES = tuple(sorted(word_list("male_surnames")))
FEMALE_GIVEN = tuple(sorted(word_list("female_given")))
SURNAME, GIVEN, OTHER, KNOWN = 1.2, 0.9, 0.3, 0.5
FARTHEST = {"person": -7.0, "thing": -3.0, "many": -3.5}


def antecedents(discourse: Discourse, token: Token) -> list[Referent]:
    """Return whom a pronoun means, no one where nothing before it agrees.

    Parameters
    ----------
    discourse : what the article has established before.
    token : the pronoun.
    """
    word = token.lower_
    role = discourse.page.role(token.idx, token.idx + len(token.text))
    if word in GENDER:
        meant = _person(discourse, token, GENDER[word], role)
    elif word in THING:
        meant = _thing(discourse, token, role)
    else:
        meant = _many(discourse, token)
    for referent in meant:
        discourse.mention(referent, token.idx, role, True)
    return meant


def relative(page: Page, token: Token, spoken: dict[int, list[Referent]]) -> list[Referent]:
    """Return whom "who" means: what its clause hangs on."""
    verb = token.head
    for _ in range(3):
        if verb.dep_ == "relcl":
            head = verb.head
            for candidate in (head, head.head):
                if candidate.i in spoken:
                    return spoken[candidate.i]
            near = [i for i in spoken if token.i - 4 <= i < token.i]
            return spoken[max(near)] if near else []
        if verb.head is verb:
            return []
        verb = verb.head
    return []


def _person(discourse: Discourse, token: Token, gender: str, role: str) -> list[Referent]:
    ranked = []
    for score, referent in discourse.present(_is_person(discourse), token.idx):
        if not compatible(referent, gender) or _same_clause(discourse, token, referent, role):
            continue
        if referent.gender == gender:
            score += KNOWN
        score += leaning(referent, gender) + _addressed(discourse, token, referent)
        if not referent.named:
            score -= 1.0
        ranked.append((score, referent))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].keys))
    if not ranked or ranked[0][0] <= FARTHEST["person"]:
        return []
    best = ranked[0][1]
    if not best.gender and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] > CLEAR):
        best.gender = gender
    return [best]


def _addressed(discourse: Discourse, token: Token, referent: Referent) -> float:
    """Return a weight for whom one thanks or congratulates, where "for his ..." or "on her ..." follows."""
    if token.dep_ != "poss" or token.head.dep_ != "pobj" or token.head.head.lower_ not in {"for", "on", "of"}:
        return 0.0
    last = referent.last_before(token.idx)
    if last is None or last.role not in {"object", "oblique"} or last.sentence != discourse.page.sentence(token.idx):
        return 0.0
    verb = discourse.page.doc[_verb(token)]
    return 3.0 if verb.lemma_ in ADDRESSING or verb.lemma_ in {"extend", "express", "offer", "convey"} else 0.0


def _is_person(discourse: Discourse) -> Callable[[Referent], bool]:
    return lambda r: r.sort == "person" and r.keys[0] not in discourse.authors


def leaning(referent: Referent, gender: str) -> float:
    """Return a small weight for a gender that a name's endings suggest, where nothing else tells it.

    A surname's ending tells more than a given name's, and a given name's in -a or -ie more than any other.
    """
    if referent.gender or not referent.named or " " not in referent.keys[0]:
        return 0.0
    words = referent.keys[0].casefold().split()
    if words[-1].endswith(FEMALE_SURNAMES):
        suggests, weight = "f", SURNAME
    elif words[-1].endswith(MALE_SURNAMES):
        suggests, weight = "m", SURNAME
    elif words[0].endswith(FEMALE_GIVEN):
        suggests, weight = "f", GIVEN
    else:
        suggests, weight = "m", OTHER
    return weight if suggests == gender else -weight


def _same_clause(discourse: Discourse, token: Token, referent: Referent, role: str) -> bool:
    """Tell whether a pronoun that is an object stands with the referent as subject of one verb."""
    last = referent.last_before(token.idx)
    if last is None or role not in {"object", "oblique"} or last.role != "subject":
        return False
    other = discourse.page.token(last.start)
    if other is None or other.sent != token.sent or token.lower_ in {"himself", "herself", "itself"}:
        return False
    return _verb(other) == _verb(token)


def _verb(token: Token) -> int:
    for _ in range(8):
        if token.pos_ in {"VERB", "AUX"} or token.head is token:
            return token.i
        token = token.head
    return token.i


def _thing(discourse: Discourse, token: Token, role: str) -> list[Referent]:
    head = token.head
    speaks = head.lemma_ in SPEECH and token.dep_ in {"nsubj"}
    if (
        token.lower_ == "it"
        and not speaks
        and (token.dep_ not in {"nsubj", "dobj"} or head.lemma_ in {"be", "seem", "appear", "become"})
    ):
        return []
    ranked = [
        (
            score
            + (0.7 if speaks and r.sort == "institution" else 0.0)
            + (0.5 if speaks and _spoke(discourse, r) else 0.0),
            r,
        )
        for score, r in discourse.present(lambda r: r.sort in {"institution", "country"}, token.idx)
        if r.type != "EVENT" and not _same_clause(discourse, token, r, role)
    ]
    best = max(ranked, key=lambda pair: (pair[0], pair[1].keys), default=None)
    return [best[1]] if best and best[0] > FARTHEST["thing"] else []


def _spoke(discourse: Discourse, referent: Referent) -> bool:
    last = referent.mentions[-1]
    token = discourse.page.token(last.start)
    return token is not None and last.role == "subject"


def _many(discourse: Discourse, token: Token) -> list[Referent]:
    recent = [(s, g) for s, g in discourse.present(lambda r: r.sort == "group", token.idx) if s > FARTHEST["many"]]
    if recent:
        members = [r for key in recent[0][1].keys for r in discourse.bearers(key)]
        if members:
            return list({id(r): r for r in members}.values())
    if token.lower_ == "they" and token.head.lemma_ in SPEECH:
        return discourse.protagonists(token.idx)
    return []
