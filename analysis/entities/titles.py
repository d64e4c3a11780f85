"""Titles of persons: what office, ministry and gender they tell."""

from __future__ import annotations

import functools
import re

from analysis.entities.gazetteer import lexicon
from analysis.entities.ministries import portfolio_of

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
FEMALE = re.compile(r"(?:woman|women|queen|princess|duchess|chairwoman|actress|baroness|dame|lady)$")
MALE = re.compile(r"(?:[a-z]man|[a-z]men|king|prince|duke|emir|sultan|emperor|sir|lord)$")


@functools.cache
def honorifics() -> dict[str, str]:
    """Return the gender ("m", "f" or "") of each honorific."""
    table = lexicon("titles.toml")["honorifics"]
    return {form: ("" if gender == "n" else gender) for gender in ("m", "f", "n") for form in table[gender]}


@functools.cache
def offices() -> dict[str, str]:
    """Return the office of each lower-case form of a title, singular and plural."""
    found: dict[str, str] = {}
    for office, forms in lexicon("titles.toml")["offices"].items():
        for form in forms:
            found.setdefault(form.lower(), office)
            for plural in plurals(form.lower()):
                found.setdefault(plural, office)
    return found


@functools.cache
def roles() -> dict[str, frozenset[str]]:
    """Return what offices each role word may mean ("any" for all), singular and plural."""
    table = lexicon("titles.toml")["roles"]
    return {form: frozenset(meant) for word, meant in table.items() for form in (word.lower(), *plurals(word.lower()))}


def plurals(word: str) -> list[str]:
    """Return the plural of a title or role: ministers, spokeswomen, secretaries, foreign ministers."""
    if word.endswith(("man", "woman")):
        return [word[:-2] + "en"]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word[:-1] + "ies"]
    if word in {"secretary of state", "head of state", "head of government", "chief of staff"}:
        first, rest = word.split(" ", 1)
        return [f"{plurals(first)[0]} {rest}", word + "s"]
    return [word + ("es" if word.endswith(("s", "ch")) else "s")]


@functools.cache
def head_words() -> frozenset[str]:
    """Return the last words of all titles, lower-case, singular."""
    return frozenset(
        form.lower().split()[-1] for forms in lexicon("titles.toml")["offices"].values() for form in forms
    ) - {"state", "affairs", "government", "staff"}


@functools.cache
def modifier_words() -> frozenset[str]:
    """Return the words that stand before or inside a title and never in a name."""
    return frozenset(lexicon("titles.toml")["modifiers"]["words"])


def office_of(title: str) -> str:
    """Return the office that a title names: the longest form of data/titles.toml, the last one first.

    "Deputy Prime Minister - Minister of Foreign Affairs" is a minister, "Vice President" a vice_president.
    """
    words = [w.lower() for w in WORD.findall(re.split(r",", title)[0])]
    cut = next(
        (i for i, w in enumerate(words) if i and w in {"of", "for", "to"} and words[i - 1] in head_words()), None
    )
    tails = [words[:cut], words] if cut else [words]
    for tail in tails:
        for end in range(len(tail), 0, -1):
            for start in range(max(0, end - 4), end):
                office = offices().get(" ".join(tail[start:end]))
                if office:
                    return office
    return ""


def describe(title: str) -> tuple[str, str, str]:
    """Return the office, portfolio and gender that a title tells."""
    words = WORD.findall(title)
    gender = ""
    told = [honorifics().get(word, "") or honorifics().get(word + ".", "") for word in words]
    for word in words:
        if FEMALE.search(word.lower()):
            gender = "f"
        elif MALE.search(word.lower()) and not gender:
            gender = "m"
    gender = "f" if "f" in told else gender or ("m" if "m" in told else "")
    office = office_of(title)
    return office, portfolio_of(title) if office in {"minister", "spokesperson", "", "chief", "adviser"} else "", gender
