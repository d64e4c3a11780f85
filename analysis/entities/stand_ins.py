"""What institution, country or sides a phrase stands for: "the ministry", "the kingdom", "both sides"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.entities.discourse import Discourse, portfolio_key
from analysis.entities.gazetteer import called, capitals, countries, of_country
from analysis.entities.ministries import embassy, ministry
from analysis.entities.nominals import INDEFINITE, Nominal
from analysis.entities.referents import Referent

if TYPE_CHECKING:
    from analysis.entities.name import Name

# Bodies that bear in their name what they are.
BY_NAME = frozenset({"court", "bank", "party", "association"})
DOCUMENT = re.compile(
    r"\b(?:joint (?:statement|declaration)|communiqu[eé]|(?:the|final|joint) document)\b", re.IGNORECASE
)


def institution_in(nominal: Nominal) -> Name | None:
    """Return the institution that a phrase names, if any."""
    owner = [nominal.owner] if nominal.owner else []
    return next((n for n in [*owner, *nominal.inside, *nominal.place] if n.type == "ORG" and n.keys), None)


def institution_meant(discourse: Discourse, nominal: Nominal, country: str) -> list[Referent]:
    """Find what institution, country or sides a phrase stands for.

    Parameters
    ----------
    discourse : what the article has established before the phrase.
    nominal : the phrase.
    country : the country that it names or whose it is, "" for none.
    """
    sort = nominal.sort
    if nominal.determiner in INDEFINITE and not country:
        return []
    if sort in {"side", "government"} and not (nominal.place or nominal.inside) and _of_a_thing(discourse, nominal):
        return []
    if sort in {"country", "side", "government", "capital"}:
        return _state(discourse, nominal, country)
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
        if len(discourse.page.text[nominal.start : nominal.end].split()) > 2:
            return []
        ranked = discourse.present(
            lambda r: r.sort == "institution" and not r.portfolios and _so_called(r, nominal.word), nominal.start
        )
        return [ranked[0][1]] if ranked and ranked[0][0] > -3 else []
    if sort == "embassy":
        if not country:
            known = discourse.present(lambda r: r.keys[0].startswith("Embassy"), nominal.start)
            return [r for _, r in known[:1]]
        body = institution_in(nominal)
        if body is not None and body.key not in countries():
            return []  # "the UN mission in Libya"
        seat = next((capitals().get(n.key, n.key) for n in nominal.place if n.key != country), discourse.home)
        return [discourse.institution(embassy(country, seat), True, country=country)]
    if sort == "forces" and not country:
        return [r for _, r in discourse.present(forces, nominal.start)[:1]]
    name = {"presidency": "Presidency", "parliament": "Parliament", "forces": "Armed Forces"}[sort]
    country = country or discourse.context_country(nominal.start)
    if not country or nominal.determiner in INDEFINITE:
        return []
    return [discourse.institution(f"{name} of {of_country(country)}", True, country=country)]


def _so_called(referent: Referent, word: str) -> bool:
    """Tell whether an institution may be called by a word: a court is one by name, an agency need not be."""
    return word not in BY_NAME or word in referent.keys[0].casefold()


def _of_a_thing(discourse: Discourse, nominal: Nominal) -> bool:
    """Tell whether "of" and no name follows: "both sides of the fence", "the regime of free transit"."""
    text = discourse.page.text[nominal.head.idx + len(nominal.head.text) : nominal.end]
    return text.startswith(" of ") and not text.endswith(("table", "dispute", "conflict", "divide"))


def forces(referent: Referent) -> bool:
    """Tell whether a referent is the armed forces of a country."""
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
    known = [
        r
        for r in discourse.institutions.values()
        if portfolio_key(portfolio) in r.portfolios and country in r.countries and r.last_before(nominal.start)
    ]
    return known[:1] or [discourse.institution(ministry(portfolio, country, words), True, portfolio, country)]


def _state(discourse: Discourse, nominal: Nominal, country: str) -> list[Referent]:
    """Return the country or countries of "the country", "both sides", "the two governments", "his delegation"."""
    if nominal.sort == "capital":
        city = countries()[country].capital if country in countries() else ""
        return [Referent("place", [city], True, type="GPE")] if city and not nominal.plural else []
    paired = (nominal.plural and nominal.word != "authorities") or nominal.determiner in {"both", "each"}
    if paired:
        named = [n.key for n in [*nominal.inside, *nominal.place] if n.settled and discourse.is_country(n.key)]
        named = list(dict.fromkeys(named))
        if named:
            return [discourse.country(key) for key in named]
        if nominal.determiner not in {"the", "both", "each", "their", "these"} and not nominal.many:
            return []
        if nominal.many and not nominal.two:
            return []
        if nominal.sort == "side":
            return _sides(discourse, nominal)
        return discourse.pair(nominal.start) if nominal.two or nominal.determiner == "their" else []
    if country:
        return [discourse.country(country)]
    if nominal.sort == "side" or nominal.determiner != "the" or nominal.place:
        return []
    if nominal.sort == "government":
        key = discourse.context_country(nominal.start)
        return [discourse.country(key)] if key else []
    if len(discourse.page.text[nominal.start : nominal.end].split()) > 2:
        return []
    realms = called(nominal.word)
    ranked = discourse.present(lambda r: r.sort == "country" and (not realms or r.keys[0] in realms), nominal.start)
    return [ranked[0][1]] if ranked and (ranked[0][0] > -3 or realms) else []


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
