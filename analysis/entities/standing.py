"""Whom a role phrase stands for in its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.entities.discourse import Discourse, portfolio_key
from analysis.entities.gazetteer import capitals, countries, of_country
from analysis.entities.institutions import ministry
from analysis.entities.nominals import INDEFINITE, Nominal
from analysis.entities.referents import Referent, compatible
from analysis.entities.titles import roles

if TYPE_CHECKING:
    from analysis.entities.name import Name

OPPOSITE = frozenset({"counterpart", "colleague", "homologue", "opposite number"})
TITLES = {"premier": "Prime Minister", "president": "President", "monarch": "Head of State"}
ALMOST = {
    frozenset({"chancellor", "minister"}),
    frozenset({"ambassador", "minister"}),
    frozenset({"chief", "minister"}),
}
# A rank tells no office: a colonel may be a minister.
RANKS = frozenset({"officer"})
DOCUMENT = re.compile(
    r"\b(?:joint (?:statement|declaration)|communiqu[eé]|(?:the|final|joint) document)\b", re.IGNORECASE
)


def country_of(discourse: Discourse, nominal: Nominal) -> str:
    """Return the country that a phrase names: its people, its owner, a place after it."""
    owner = [nominal.owner] if nominal.owner else []
    place_first = nominal.sort in {"embassy"}
    for name in [*owner, *[n for n in nominal.inside if n not in nominal.place], *nominal.place]:
        key = name.key if name.settled else ""
        if discourse.is_country(key):
            return key
        if key in capitals() and not place_first:
            return capitals()[key]
        if name.type == "ORG" and name.country:
            return name.country
    return ""


def institution_in(nominal: Nominal) -> Name | None:
    """Return the institution that a phrase names, if any."""
    owner = [nominal.owner] if nominal.owner else []
    return next((n for n in [*owner, *nominal.inside, *nominal.place] if n.type == "ORG" and n.keys), None)


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
    if not country and possessor is not None:
        if possessor.sort == "country":
            country = possessor.keys[0]
        elif nominal.word not in OPPOSITE and (possessor.countries or possessor.guessed):
            country = min(possessor.countries, default=possessor.guessed)
    if nominal.sort == "person":
        if nominal.plural:
            return _several(discourse, nominal, country)
        return _person(discourse, nominal, country, possessor)
    return _institution(discourse, nominal, country, possessor)


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
            score += 2
        elif (
            not referent.named
            or nominal.word in roles()
            or not any(frozenset({a, b}) in ALMOST for a in referent.offices for b in wanted)
        ):
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
        return score - 2
    sentence, quoted = discourse.page.sentence(nominal.start), discourse.page.quoted(nominal.start)
    salience = referent.salience(nominal.start, sentence, quoted)
    return score + 0.5 * max(salience, -8)


def _almost(referent: Referent, wanted: frozenset[str]) -> bool:
    """Tell whether an office is called by another's name somewhere: a "chancellor" may be a foreign minister."""
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
        keys = [r.keys[0] for _, r in discourse.present(_forces, nominal.start)[:1]]
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
    if nominal.determiner in {"the", "both", "these"} or nominal.many:
        wanted = roles().get(nominal.word) or frozenset({nominal.office or nominal.word})
        fits = [
            r for r in discourse.people if "any" in wanted or r.offices & wanted or (nominal.many and not r.offices)
        ]
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


def _institution(discourse: Discourse, nominal: Nominal, country: str, possessor: Referent | None) -> list[Referent]:
    sort = nominal.sort
    if nominal.determiner in INDEFINITE and not country:
        return []
    if sort in {"country", "side", "government", "capital"}:
        return _state(discourse, nominal, country, possessor)
    if nominal.plural:
        return []
    if sort == "ministry":
        return _ministry(discourse, nominal, country)
    if sort == "organisation":
        if (
            nominal.determiner != "the"
            or nominal.inside
            or nominal.place
            or nominal.word in {"union", "group", "company", "council", "commission"}
        ):
            return []
        ranked = discourse.present(lambda r: r.sort == "institution" and not r.portfolios, nominal.start)
        return [ranked[0][1]] if ranked and ranked[0][0] > -3 else []
    if sort == "embassy":
        if not country:
            known = discourse.present(lambda r: r.keys[0].startswith("Embassy"), nominal.start)
            return [r for _, r in known[:1]]
        seat = next((capitals().get(n.key, n.key) for n in nominal.place if n.key != country), discourse.home)
        where = f" in {of_country(seat)}" if seat and seat != country and seat in countries() else ""
        return [discourse.institution(f"Embassy of {of_country(country)}{where}", True, country=country)]
    if sort == "forces" and not country:
        return [r for _, r in discourse.present(_forces, nominal.start)[:1]]
    name = {"presidency": "Presidency", "parliament": "Parliament", "forces": "Armed Forces"}[sort]
    country = country or discourse.context_country(nominal.start)
    if not country or nominal.determiner in INDEFINITE:
        return []
    return [discourse.institution(f"{name} of {of_country(country)}", True, country=country)]


def _forces(referent: Referent) -> bool:
    return referent.keys[0].startswith("Armed Forces")


def _ministry(discourse: Discourse, nominal: Nominal, country: str) -> list[Referent]:
    """Return the ministry meant: the one its words name, or the one spoken of before."""
    portfolio = nominal.portfolio
    if not portfolio:
        ranked = discourse.present(
            lambda r: r.sort == "institution" and bool(r.portfolios) and (not country or country in r.countries),
            nominal.start,
        )
        if ranked:
            return [ranked[0][1]]
        country = country or discourse.context_country(nominal.start)
        portfolio = discourse.portfolio_of(country)
        return [discourse.institution(ministry(portfolio, country), True, portfolio, country)] if portfolio else []
    country = country or discourse.context_country(nominal.start, portfolio)
    if not country:
        return []
    words = discourse.page.text[nominal.start : nominal.end]
    return [discourse.institution(ministry(portfolio, country, words), True, portfolio, country)]


def _state(discourse: Discourse, nominal: Nominal, country: str, possessor: Referent | None) -> list[Referent]:
    """Return the country or countries of "the country", "both sides", "the two governments", "his delegation"."""
    if nominal.sort == "capital":
        city = countries()[country].capital if country in countries() else ""
        return [Referent("place", [city], True, type="GPE")] if city and not nominal.plural else []
    paired = nominal.plural or nominal.determiner in {"both", "each"}
    if paired:
        named = [n.key for n in [*nominal.inside, *nominal.place] if n.settled and discourse.is_country(n.key)]
        named = list(dict.fromkeys(named))
        if named:
            return [discourse.country(key) for key in named]
        if nominal.determiner not in {"the", "both", "each", "their", "these"} and not nominal.many:
            return []
        if nominal.sort == "side":
            return _sides(discourse, nominal)
        return discourse.pair(nominal.start) if nominal.many or nominal.determiner == "their" else []
    if country:
        return [discourse.country(country)]
    if nominal.sort == "side" or nominal.determiner != "the" or nominal.place:
        return []
    if nominal.sort == "government":
        key = discourse.context_country(nominal.start)
        return [discourse.country(key)] if key else []
    if len(discourse.page.text[nominal.start : nominal.end].split()) > 2:
        return []
    ranked = discourse.present(lambda r: r.sort == "country", nominal.start)
    return [ranked[0][1]] if ranked and ranked[0][0] > -3 else []


def _in_document(discourse: Discourse, char: int) -> bool:
    """Tell whether words stand in a document of both sides, or behind its name in a sentence that reports it."""
    page = discourse.page
    start = page.sentences[page.sentence(char)][0] if page.sentence(char) >= 0 else char
    titles = [page.text[block.start : block.end] for block in page.blocks[:2] if block.kind in {"title", "heading"}]
    return bool(DOCUMENT.search(page.text[start:char]) or any(DOCUMENT.match(title) for title in titles))


def _sides(discourse: Discourse, nominal: Nominal) -> list[Referent]:
    """Return who the two sides are: two persons who met alone in the article, else two countries.

    Persons, where the article so far tells of two persons of two countries as its subjects more than
    of countries; the answer stays for the article. In a joint document it is the countries that speak.
    """
    persons = discourse.protagonists(nominal.start)
    pair = discourse.pair(nominal.start)
    if len(pair) < 2:
        return persons
    if _in_document(discourse, nominal.start):
        return pair

    def led(referents: list[Referent]) -> int:
        return sum(
            m.role == "subject" and not m.quoted for r in referents for m in r.mentions if m.start < nominal.start
        )

    lands = [r.countries or {r.guessed} - {""} for r in persons]
    told = [land or sum(m.role == "subject" for m in r.mentions) > 1 for land, r in zip(lands, persons, strict=True)]
    apart = len(persons) == 2 and all(told) and not lands[0] & lands[1]
    if apart and discourse.sides != "countries":
        crowd = [r for _, r in discourse.present(discourse.named_person, nominal.start)]
        if len(crowd) == 2 and led(persons) > led(pair):
            discourse.sides = "persons"
            return persons
    discourse.sides = "countries"
    return pair
