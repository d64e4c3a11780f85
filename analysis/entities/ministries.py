"""What ministries and embassies are called, whatever an article calls them."""

from __future__ import annotations

import functools

from analysis.entities.gazetteer import UNIONS, countries, lexicon, of_country, words_of


@functools.cache
def portfolios() -> dict[str, str]:
    """Return the portfolio of each lower-case word or phrase that names one."""
    return {form: name for name, forms in lexicon("titles.toml")["portfolios"].items() for form in forms}


def portfolio_of(text: str) -> str:
    """Return the portfolio that a title or a ministry's name gives, the longest and leftmost; "" for none."""
    words = [w.text for w in words_of(text.lower()) if w.text.isalpha()]
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = portfolios().get(" ".join(words[i : i + size]))
            if name:
                return name
    return ""


def ministry(portfolio: str, country: str, text: str = "") -> str:
    """Return the canonical name of a ministry.

    Parameters
    ----------
    portfolio : as in data/titles.toml, or the ministry's own words.
    country : canonical name, or "".
    text : how the article writes it; gives the spelling of "Defense" or "Defence".

    Returns
    -------
    "Ministry of Foreign Affairs of Peru", "United States Department of Defense".
    """
    name = portfolio
    lowered = text.lower()
    if portfolio == "Defence" and ("defense" in lowered or country == "United States"):
        name = "Defense"
    if country == "United States":
        name = {"Foreign Affairs": "State", "Finance": "the Treasury"}.get(name, name)
        return f"United States Department of {name}"
    if portfolio == "State":
        name = "Foreign Affairs"
    if portfolio == "Foreign Affairs" and "external" in lowered:
        name = "External Affairs"
    if portfolio == "Foreign Affairs" and country == "United Kingdom":
        return "Foreign and Commonwealth Office of the United Kingdom"
    if country == "India" and portfolio == "Foreign Affairs":
        name = "External Affairs"
    return f"Ministry of {name} of {of_country(country)}" if country else f"Ministry of {name}"


def embassy(country: str, seat: str) -> str:
    """Return the name of an embassy: "Embassy of Chad in Sudan", "Mission of Norway to the European Union"."""
    if not seat or seat == country or seat not in countries():
        return f"Embassy of {of_country(country)}"
    if seat in UNIONS:
        return f"Mission of {of_country(country)} to {of_country(seat)}"
    return f"Embassy of {of_country(country)} in {of_country(seat)}"
