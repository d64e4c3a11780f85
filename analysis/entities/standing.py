"""Whom a role phrase stands for in its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.entities.discourse import Discourse, portfolio_key
from analysis.entities.gazetteer import capitals, of_country
from analysis.entities.ministries import ministry
from analysis.entities.nominals import INDEFINITE, Nominal
from analysis.entities.referents import Referent, compatible
from analysis.entities.stand_ins import forces, institution_in, institution_meant
from analysis.entities.titles import offices, roles

if TYPE_CHECKING:
    from analysis.entities.name import Name

OPPOSITE = frozenset({"counterpart", "colleague", "homologue", "opposite number"})
TITLES = {"premier": "Prime Minister", "president": "President", "monarch": "Head of State"}
ALMOST = {
    frozenset({"chancellor", "minister"}),
    frozenset({"ambassador", "minister"}),
    frozenset({"chief", "minister"}),
}
# What one who is not yet mentioned lacks before those who are, however long ago.
UNHEARD = 5
# A rank tells no office: a colonel may be a minister.
RANKS = frozenset({"officer"})
SENT_TO = re.compile(r"\bto (?:the )?$")
AND_PEOPLE = re.compile(r" and (?:the )?(?:brotherly |friendly )?people of (?:the )?")


def country_of(discourse: Discourse, nominal: Nominal) -> str:
    """Return the country that a phrase names: its people, its owner, a place after it."""
    owner = [nominal.owner] if nominal.owner else []
    place_first = nominal.sort in {"embassy"}
    for name in [
        *owner,
        *[n for n in nominal.inside if n not in nominal.place],
        *nominal.place,
        *_people_of(discourse, nominal),
    ]:
        key = name.key if name.settled else ""
        if nominal.office == "ambassador" and SENT_TO.search(discourse.page.text, max(0, name.start - 8), name.start):
            continue
        if discourse.is_country(key):
            return key
        if key in capitals() and not place_first:
            return capitals()[key]
        if name.type == "ORG" and name.country:
            return name.country
    return ""


def _people_of(discourse: Discourse, nominal: Nominal) -> list[Name]:
    """Return the country of "the Government and people of Samoa"."""
    end = nominal.head.idx + len(nominal.head.text)
    match = AND_PEOPLE.match(discourse.page.text, end) if nominal.sort == "government" else None
    name = discourse.index.starts.get(match.end()) if match else None
    return [name] if name is not None else []


def stands_for(discourse: Discourse, nominal: Nominal, possessor: Referent | None) -> list[Referent]:
    """Find whom a role phrase stands for.

    Parameters
    ----------
    discourse : what the article has established before the phrase.
    nominal : the phrase.
    possessor : whom "his", "her", "its" or "their" in it stands for.

    Returns
    -------
    The referents, none where the article does not tell. Someone without a name is the institution or country
    spoken for.
    """
    if nominal.determiner in {"my", "our", "your"}:
        return []
    country = country_of(discourse, nominal)
    if possessor is not None and possessor.sort == "country" and nominal.place and nominal.office == "ambassador":
        country = possessor.keys[0]  # "its ambassador to Brazil"
    if not country and possessor is not None:
        if possessor.sort == "country":
            country = possessor.keys[0]
        elif nominal.word not in OPPOSITE and (possessor.countries or possessor.guessed):
            country = min(possessor.countries, default=possessor.guessed)
    if nominal.sort == "person":
        if nominal.plural:
            return _several(discourse, nominal, country)
        return _person(discourse, nominal, country, possessor)
    return institution_meant(discourse, nominal, country)


def _person(discourse: Discourse, nominal: Nominal, country: str, possessor: Referent | None) -> list[Referent]:
    if nominal.bearer is not None:
        return [discourse.by_person[nominal.bearer.key]]
    institution = institution_in(nominal)
    if nominal.determiner in INDEFINITE:
        return _unnamed(discourse, nominal, country, institution)
    if nominal.bare and not (nominal.head.text[0].isupper() or nominal.head.is_title):
        return []
    if nominal.word in OPPOSITE:
        return _opposite(discourse, country, possessor)
    best, score = None, 0.0
    for referent in discourse.candidates(country):
        value = fit(discourse, referent, nominal, country)
        if value is None or (possessor is referent and nominal.sort == "person"):
            continue
        if best is None or value > score:
            best, score = referent, value
    best = best or _taking_office(discourse, nominal, country)
    if best is not None:
        return [best]
    return _unnamed(discourse, nominal, country, institution)


def _taking_office(discourse: Discourse, nominal: Nominal, country: str) -> Referent | None:
    """Return the person just spoken of, of whom no office or country is told, for a phrase that tells both."""
    if not country or (nominal.place and not nominal.office):
        return None
    wanted = roles().get(nominal.word) or frozenset({nominal.office or nominal.word})
    for salience, referent in discourse.present(discourse.named_person, nominal.start):
        known = referent.countries or {referent.guessed} - {""}
        fits = not referent.offices or "any" in wanted or referent.offices & wanted
        if (
            not known
            and fits
            and compatible(referent, nominal.gender)
            and salience > 0.2
            and not referent.international
        ):
            referent.countries.add(country)
            return referent
    return None


def fit(discourse: Discourse, referent: Referent, nominal: Nominal, country: str) -> float | None:
    """Return how well a person fits a role phrase, None where the phrase excludes the person."""
    if not compatible(referent, nominal.gender):
        return None
    score = 0.0
    lands = referent.countries or {referent.guessed} - {""}
    guest = nominal.word in {"guest", "visitor"} or any(c.lower_ == "visiting" for c in nominal.head.children)
    host = nominal.word == "host"
    if lands and discourse.home and ((guest and discourse.home in lands) or (host and discourse.home not in lands)):
        return None
    if country:
        if referent.countries:
            if country not in referent.countries:
                return None
            score += 3
        elif referent.guessed:
            if country != referent.guessed:
                return None
            score += 1.5
        else:
            return None
    wanted = roles().get(nominal.word) or frozenset({nominal.office or nominal.word})
    if "any" in wanted:
        if not country and nominal.word in {"official"} and referent.named and discourse.unnamed:
            score -= 0.5
    elif referent.offices - RANKS or referent.offices & wanted:
        if referent.offices & wanted:
            score += 2 + (offices().get(nominal.word) in referent.offices)
        elif not referent.named or nominal.word in roles() or not _almost(referent, nominal, wanted):
            return None
        elif not country:
            score -= 1
    elif not country or score == 0:
        return None
    if nominal.office == "minister":
        score += -3.0 if referent.deputy != nominal.deputy else 0.0
    portfolio = portfolio_key(nominal.portfolio)
    if nominal.word == "diplomat" and referent.offices == {"minister"}:
        portfolio = "Foreign Affairs"
    if portfolio and referent.portfolios and referent.offices & wanted:
        if portfolio not in referent.portfolios:
            return None
        score += 1
    if not country and "any" in wanted and not nominal.determiner:
        return None
    last = referent.last_before(nominal.start)
    if last is None:
        if not country or (not referent.mentions and score < 2):
            return None
        return score - UNHEARD
    sentence, quoted = discourse.page.sentence(nominal.start), discourse.page.quoted(nominal.start)
    salience = referent.salience(nominal.start, sentence, quoted)
    return score + 0.5 * max(salience, -8)


def _almost(referent: Referent, nominal: Nominal, wanted: frozenset[str]) -> bool:
    """Tell whether an office is called by another's name somewhere: a "chancellor" may be a foreign minister.

    Not where the phrase names a ministry that the person's titles don't.
    """
    if portfolio_key(nominal.portfolio) not in referent.portfolios | {""}:
        return False
    if "chief" in wanted | referent.offices and not {"chief", "head", "secretary"} & set(nominal.word.split()):
        return False
    return any(frozenset({a, b}) in ALMOST for a in referent.offices for b in wanted)


def _opposite(discourse: Discourse, country: str, possessor: Referent | None) -> list[Referent]:
    """Return the counterpart of someone: the person of the country named, or the one of another country."""
    others = [r for r in discourse.people if r is not possessor]
    if country:
        mine = [r for r in others if country in (r.countries or {r.guessed})]
        same = [r for r in mine if possessor is not None and r.offices & possessor.offices]
        return (same or mine)[:1]
    if possessor is None:
        return []
    theirs = possessor.countries or {possessor.guessed}
    away = [r for r in others if r.offices & possessor.offices and not (r.countries or {r.guessed}) & theirs]
    return away[:1] if len(away) == 1 else []


def _unnamed(discourse: Discourse, nominal: Nominal, country: str, institution: Name | None) -> list[Referent]:
    """Return someone without a name: the institution or the country spoken for, or the office itself."""
    portfolio = nominal.portfolio
    office = nominal.office
    if office == "spokesperson" and institution is None and nominal.forces:
        keys = [r.keys[0] for _, r in discourse.present(forces, nominal.start)[:1]]
        keys = keys or ([f"Armed Forces of {of_country(country)}"] if country else [])
        return [_new(discourse, nominal, keys, True, "ORG", country)] if keys else []
    if institution is not None and not portfolio:
        return [_new(discourse, nominal, institution.keys, institution.settled, "ORG", country)]
    if office == "spokesperson" and portfolio:
        country = country or discourse.context_country(nominal.start, portfolio)
        if country:
            return [_new(discourse, nominal, [ministry(portfolio or "Foreign Affairs", country)], True, "ORG", country)]
    if not country:
        return []
    if office in TITLES or (office == "minister" and portfolio):
        name = "Secretary" if country == "United States" else "Minister"
        title = TITLES.get(office, f"{name} of {portfolio}")
        return [_new(discourse, nominal, [f"{title} of {of_country(country)}"], True, "PERSON", country)]
    if (
        office in {"spokesperson", "ambassador"}
        and nominal.word not in {"representative", "delegate", "observer"}
        and office == "ambassador"
    ):
        return [_new(discourse, nominal, [f"Ambassador of {of_country(country)}"], True, "PERSON", country)]
    if (
        nominal.word
        in {
            "official",
            "representative",
            "delegate",
            "observer",
            "diplomat",
            "envoy",
            "officer",
            "negotiator",
            "mediator",
        }
        or office == "spokesperson"
    ):
        return [_new(discourse, nominal, [country], True, "GPE", country)]
    return []


def _new(discourse: Discourse, nominal: Nominal, keys: list[str], settled: bool, kind: str, country: str) -> Referent:
    known = next(
        (
            r
            for r in discourse.unnamed
            if r.keys == keys and r.type == kind and (nominal.office in r.offices or not nominal.office)
        ),
        None,
    )
    if known:
        return known
    referent = Referent(
        "person",
        list(keys),
        settled,
        named=False,
        gender=nominal.gender,
        offices={nominal.office or nominal.word} - {""},
        countries={country} - {""},
        type=kind,
    )
    discourse.unnamed.append(referent)
    return referent


def _several(discourse: Discourse, nominal: Nominal, country: str) -> list[Referent]:
    """Return the persons of a plural phrase: those of the countries it names, or the two the article is about."""
    named = [n.key for n in [*nominal.inside, *nominal.place] if n.settled and discourse.is_country(n.key)]
    named = list(dict.fromkeys(named))
    if not named and nominal.countries_owned:
        named = [r.keys[0] for r in discourse.pair(nominal.start)]
    if len(named) > 1:
        persons = [_of_country(discourse, nominal, key) for key in named]
        if all(persons):
            return [p for p in persons if p]
        return [discourse.country(key) for key in named]
    institution = institution_in(nominal)
    if institution is not None and not nominal.many:
        return _unnamed(discourse, nominal, country, institution)
    if country and not nominal.many:
        return (
            [discourse.country(country)]
            if nominal.word in {"officials", "diplomats", "representatives", "leaders"}
            else []
        )
    wanted = roles().get(nominal.word) or frozenset({nominal.office or nominal.word})
    definite = nominal.determiner in {"the", "both", "these"}
    if (definite and nominal.two >= nominal.many) or (nominal.two and "any" not in wanted):
        fits = [
            r for r in discourse.people if "any" in wanted or r.offices & wanted or (nominal.many and not r.offices)
        ]
        fits = [r for r in fits if not country or country in (r.countries or {r.guessed})]
        fits = [
            r
            for r in fits
            if not nominal.portfolio or not r.portfolios or portfolio_key(nominal.portfolio) in r.portfolios
        ]
        return discourse.protagonists(nominal.start, fits)
    return []


def _of_country(discourse: Discourse, nominal: Nominal, country: str) -> Referent | None:
    wanted = roles().get(nominal.word) or frozenset({nominal.office or nominal.word})
    fits = [
        r
        for r in discourse.people
        if country in (r.countries or {r.guessed}) and ("any" in wanted or r.offices & wanted or not r.offices - RANKS)
    ]
    return fits[0] if len(fits) == 1 else None
