"""Role phrases and pronouns of an article, read in order with what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.entities.discourse import Discourse, portfolio_key
from analysis.entities.gazetteer import capitals, gazetteer, of_country, words_of
from analysis.entities.ministries import embassy, ministry
from analysis.entities.name import Name
from analysis.entities.nominals import POSSESSIVES, Nominal, nominals
from analysis.entities.pronouns import PRONOUNS, antecedents, relative
from analysis.entities.referents import Referent
from analysis.entities.standing import OPPOSITE, country_of, stands_for

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.entities.page import Page
    from analysis.entities.people import Figure

GENERIC = ("Council", "Commission", "Committee", "Court", "Assembly", "Parliament", "Secretariat", "Army", "Board")
NATIONAL = {"minister", "spokesperson", "premier", "president", "monarch", "lawmaker", "officer", "chancellor"}
PEERS = OPPOSITE | {"guest", "host", "visitor"}
WITHOUT_COUNTRY = ("Ministry of ", "Department of ")


def references(page: Page, names: list[Name], people: list[Figure]) -> list[Name]:
    """Resolve the role phrases and pronouns of an article.

    Parameters
    ----------
    page : the article.
    names : its names; ministries without a country and persons without one get theirs from the context.
    people : its persons.

    Returns
    -------
    One Name a resolved phrase or pronoun, of kind nominal or pronoun. Where the article does not tell
    whom it stands for there is none.
    """
    discourse = Discourse(page, names, people)
    phrases = nominals(page, names)
    _introduce(discourse, phrases)
    items: list[tuple[int, int, object]] = [(n.start, 0, n) for n in names]
    items += [(p.start if p.possessor_at < 0 else p.start + 1, 1, p) for p in phrases]
    items += [
        (t.idx, 2, t)
        for first, last in page.sentences
        for t in page.tokens(first, last)
        if t.lower_ in PRONOUNS and t.text != "HE"
    ]
    found: list[Name] = []
    resolved: dict[int, Referent] = {}
    spoken: dict[int, list[Referent]] = {}
    for _, _, item in sorted(items, key=lambda i: (i[0], i[1])):
        if isinstance(item, Name):
            _hear(discourse, item, spoken)
        elif isinstance(item, Nominal):
            found += _phrase(discourse, item, resolved, spoken)
        else:
            token: Token = item  # type: ignore[assignment]
            meant = relative(page, token, spoken) if token.lower_ in {"who", "which"} else antecedents(discourse, token)
            if meant:
                resolved[token.idx] = meant[0]
                found += _rows(discourse, token.idx, token.idx + len(token.text), "pronoun", meant)
                spoken[token.i] = meant
    return found


def _introduce(discourse: Discourse, phrases: list[Nominal]) -> None:
    """Give persons the office and country of the role phrases beside their names, or just before they are named."""
    for name in discourse.names:
        referent = discourse.by_person.get(name.key) if name.type == "PERSON" and name.title else None
        if referent is not None:
            _place(discourse, name, referent)
    for phrase in phrases:
        if phrase.bearer is None and phrase.sort == "person" and phrase.office and not phrase.plural:
            _name_later(discourse, phrase)
    for phrase in phrases:
        if phrase.bearer is None or phrase.sort != "person":
            continue
        referent = discourse.by_person.get(phrase.bearer.key)
        country = country_of(discourse, phrase)
        if referent is None:
            continue
        if phrase.gender and not referent.gender:
            referent.gender = phrase.gender
        if phrase.office:
            referent.offices.add(phrase.office)
        if (country and not referent.countries and phrase.determiner not in POSSESSIVES - {"its"}) or (
            country and phrase.word in OPPOSITE and not referent.countries
        ):
            referent.countries.add(country)


def _place(discourse: Discourse, name: Name, referent: Referent) -> None:
    """Guess the country of a person whose title is a nation's and names none: the one spoken of there."""
    referent.international = referent.international or _international(name)
    if not (referent.countries or referent.guessed or referent.international) and referent.offices & NATIONAL:
        referent.guessed = discourse.context_country(name.start, "")


def _name_later(discourse: Discourse, phrase: Nominal) -> None:
    """Give an office to the one who is named after it without any: "Poland's minister ... Jan Kowalski spoke"."""
    country = country_of(discourse, phrase)
    if not country or any(phrase.office in r.offices for r in discourse.by_country.get(country, [])):
        return
    sentence = discourse.page.sentence(phrase.start)
    later = [n for s in range(sentence, sentence + 5) for n in discourse.by_sentence.get(s, [])]
    for name in later:
        if name.type != "PERSON" or name.start < phrase.end or name.key in discourse.authors:
            continue
        referent = discourse.by_person[name.key]
        if referent.offices or referent.countries:
            continue
        block = discourse.page.blocks[discourse.page.block(phrase.start)]
        if name.role == "subject" or block.kind in {"title", "heading"}:
            referent.offices.add(phrase.office)
            referent.countries.add(country)
            referent.portfolios |= {portfolio_key(phrase.portfolio)} - {""}
        return


def _hear(discourse: Discourse, name: Name, spoken: dict[int, list[Referent]]) -> None:
    """Take in a name: its referent is mentioned here."""
    page = discourse.page
    if name.type == "PERSON":
        referent = discourse.by_person[name.key]
        _place(discourse, name, referent)
        if not name.country:
            name.country = min(referent.countries, default="")
        for office in sorted(referent.offices):
            name.office = name.office or office
    elif name.settled and discourse.is_country(name.key):
        referent = discourse.country(name.key)
    elif name.type in {"ORG", "EVENT"} and name.keys:
        if not name.settled and not name.country and name.key.startswith(WITHOUT_COUNTRY):
            country = _nearby(discourse, name)
            if not country and name.text == "Foreign Office" and "United Kingdom" in discourse.count:
                country = "United Kingdom"
            country = country or discourse.context_country(name.start, name.portfolio)
            if country:
                subject = name.key.split(" of ", 1)[1]
                foreign = portfolio_key(name.portfolio) == "Foreign Affairs"
                whole = ministry(name.portfolio if foreign or not subject else subject, country, name.text)
                discourse.renamed[name.key] = whole
                name.keys, name.settled, name.country = [whole], True, country
        if name.key.startswith("Embassy of ") and name.country and " in " not in name.key:
            name.keys = [embassy(name.country, _nearby(discourse, name) or discourse.home)]
        _owned(discourse, name)
        referent = discourse.institution(name.key, name.settled, name.portfolio, name.country)
        referent.type = name.type
    else:
        return
    role = name.role if name.type != "NORP" else "other"
    discourse.mention(referent, name.start, role)
    token = page.root(name.start, name.end)
    if token is not None:
        spoken[token.i] = [referent]
        _join(discourse, token, name, referent, spoken)


def _owned(discourse: Discourse, name: Name) -> None:
    """Give an institution the country or organisation that owns it: "the African Union's Security Council"."""
    if name.key in discourse.renamed and not name.settled:
        name.keys, name.settled = [discourse.renamed[name.key]], True
    if name.settled or not name.text.endswith(GENERIC):
        return
    before = discourse.page.text[max(0, name.start - 3) : name.start]
    owner = discourse.index.ends.get(name.start - 3) if before == "'s " else None
    if owner is None or not owner.settled:
        return
    own = name.key
    name.keys = [f"{own} of {of_country(owner.key)}" if discourse.is_country(owner.key) else f"{owner.key} {own}"]
    name.settled = True
    discourse.renamed[own] = name.keys[0]


def _international(name: Name) -> bool:
    """Tell whether a title is one of an organisation: "NATO Secretary General"."""
    words = words_of(name.title)
    return any(
        (match := gazetteer().longest(words, i)) and match[1].sort in {"organisation", "union", "forum"}
        for i in range(len(words))
    )


def _nearby(discourse: Discourse, name: Name) -> str:
    """Return the country beside a ministry: "Kyrgyzstan's Interior Ministry", "the Foreign Ministry in Moscow"."""
    before = discourse.page.text[max(0, name.start - 3) : name.start]
    other = discourse.index.ends.get(name.start - 3)
    if other is not None and before == "'s " and discourse.is_country(other.key):
        return other.key
    after = discourse.page.text[name.end : name.end + 4]
    other = discourse.index.starts.get(name.end + 4)
    if other is not None and after == " in ":
        place = capitals().get(other.key, other.key)
        return place if discourse.is_country(place) else ""
    return ""


def _join(
    discourse: Discourse, token: Token, name: Name, referent: Referent, spoken: dict[int, list[Referent]]
) -> None:
    """Note persons or countries joined by "and" as a group that "they" may mean."""
    if token.dep_ != "conj":
        return
    head = token.head
    for _ in range(4):
        members = spoken.get(head.i)
        if members:
            joined = [*members, referent]
            if len({m.sort for m in joined}) == 1 and referent not in members:
                group = Referent("group", [k for m in joined for k in m.keys], referent.settled, type=referent.type)
                discourse.mention(group, name.start, name.role)
                discourse.groups.append(group)
                spoken[head.i] = joined
            return
        if head.head is head:
            return
        head = head.head


def _phrase(
    discourse: Discourse, phrase: Nominal, resolved: dict[int, Referent], spoken: dict[int, list[Referent]]
) -> list[Name]:
    meant = stands_for(discourse, phrase, resolved.get(phrase.possessor_at))
    if not meant:
        return []
    possessor = resolved.get(phrase.possessor_at)
    if phrase.word in PEERS and phrase.bearer is not None and possessor is not None and not meant[0].offices:
        meant[0].offices |= possessor.offices
        meant[0].portfolios |= possessor.portfolios
    page = discourse.page
    role = page.role(phrase.head.idx, phrase.head.idx + len(phrase.head.text))
    for referent in meant:
        discourse.mention(referent, phrase.start, role)
    if len(meant) > 1:
        group = Referent("group", [k for m in meant for k in m.keys], meant[0].settled, type=meant[0].type)
        discourse.mention(group, phrase.start, role)
        discourse.groups.append(group)
    spoken[phrase.head.i] = meant
    if phrase.bearer is not None and phrase.bare:
        return []
    start = phrase.start
    opening = ("the ", "The ", "THE ", "a ", "A ", "an ", "An ")
    for article in opening if phrase.bearer is None else (*opening, "that "):
        if page.text.startswith(article, start):
            start += len(article)
            break
    return _rows(discourse, start, phrase.end, "nominal", meant)


def _rows(discourse: Discourse, start: int, end: int, kind: str, meant: list[Referent]) -> list[Name]:
    """Make the row of a phrase or pronoun: one, or one for each way its keys are settled."""
    page = discourse.page
    rows = []
    for settled in (False, True):
        for type_ in sorted({r.type for r in meant if r.settled is settled}):
            keys = [k for r in meant if r.settled is settled and r.type == type_ for k in r.keys]
            first = next(r for r in meant if r.settled is settled and r.type == type_)
            rows.append(
                Name(
                    start,
                    end,
                    page.article.text[start:end],
                    type_,
                    kind,
                    list(dict.fromkeys(keys)),
                    settled,
                    office=min(first.offices, default=""),
                    country=min(first.countries, default=""),
                    gender=first.gender,
                    plural=len(meant) > 1,
                    sentence=page.sentence(start),
                    role=page.role(start, end),
                )
            )
    return rows
