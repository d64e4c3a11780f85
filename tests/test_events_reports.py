"""What one article's clauses report: heads, tenses, times by syntax, quantities."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Article, load_model, read_articles
from analysis.dates import read_dates
from analysis.events import Report, read_reports
from analysis.events.phrases import stem
from analysis.events.quantities import quantities

Reader = Callable[[str], list[Report]]


@pytest.fixture
def reports(read_text: Callable[[str], Article]) -> Reader:
    """Return a function that reads the reports of one text."""

    def read(text: str) -> list[Report]:
        article = read_text(text)
        names = [
            SimpleNamespace(start=e.start_char, end=e.end_char, type=e.label_)
            for e in article.doc.ents
            if e.label_ == "GPE"
        ]
        return read_reports(article, read_dates(article), names)

    return read


def with_time(found: list[Report], text: str) -> dict[str, list[str]]:
    return {r.lemma: [text[s:e] for s, e in r.times] for r in found if r.times}


def test_a_time_belongs_to_the_verb_it_modifies_not_to_the_nearest(reports: Reader) -> None:
    text = "The minister, who had resigned in March, returned to parliament on Monday after a long silence."
    assert with_time(reports(text), text) == {"resign": ["March"], "return": ["Monday"]}


def test_a_fronted_time_is_shared_by_coordinated_verbs(reports: Reader) -> None:
    text = "On Monday, the president met the ambassador and signed the decree."
    found = {r.lemma: (bool(r.times), r.shared) for r in reports(text)}
    assert found["meet"] == (True, False)
    assert found["sign"] == (True, True)


def test_a_noun_that_names_an_event_takes_the_time_beside_it(reports: Reader) -> None:
    found = reports("Critics of the 2019 agreement praised the envoy of the union for her patience.")
    assert [(r.form, r.lemma, r.classes) for r in found if r.times] == [("phrase", "agreement", ["agreement"])]


def test_the_time_of_a_visit_to_come_is_not_that_of_the_talk(reports: Reader) -> None:
    text = "They also discussed a visit by the president to Ottawa in the first half of 2031."
    told = {r.form: r for r in reports(text)}
    assert told["phrase"].outlook == "planned"
    assert told["clause"].times == []


def test_a_comparison_dates_nothing(reports: Reader) -> None:
    text = "Exports were higher than in the previous year."
    assert all(r.times == [] for r in reports(text))


@pytest.mark.parametrize(
    ("text", "lemma", "outlook"),
    [
        ("The envoy met the minister on Monday.", "meet", "happened"),
        ("The envoy will meet the minister on Monday.", "meet", "planned"),
        ("The envoy did not meet the minister on Monday.", "meet", "denied"),
        ("The envoy may meet the minister on Monday.", "meet", "possible"),
        ("The envoy agreed to meet the minister on Monday.", "meet", "planned"),
        ("The envoy refused to meet the minister on Monday.", "meet", "denied"),
        ("The first elections are not due until October.", "be", "planned"),
    ],
)
def test_outlook(reports: Reader, text: str, lemma: str, outlook: str) -> None:
    assert next(r for r in reports(text) if r.lemma == lemma).outlook == outlook


def test_a_light_verb_gives_way_to_the_noun(reports: Reader) -> None:
    found = reports("The two leaders held talks in Ankara on Friday.")
    assert [(r.form, r.classes) for r in found if r.times] == [("clause", ["meeting"])]


def test_a_measured_amount_makes_a_figure(reports: Reader) -> None:
    found = next(r for r in reports("Trade between the two countries exceeded 3 billion euros in 2029.") if r.amount)
    assert (found.form, found.amount, found.unit, found.qualifier) == ("figure", 3e9, "EUR", "more")


def test_an_announced_amount_is_an_event(reports: Reader) -> None:
    assert [r.form for r in reports("The minister announced $25 million for the initiative on Friday.")] == ["clause"]


def test_a_goal_with_a_date(reports: Reader) -> None:
    found = next(r for r in reports("The nation pledged to achieve carbon neutrality by 2060.") if r.times)
    assert (found.goal, found.outlook) == (True, "planned")


def test_the_dateline_is_no_part_of_the_report(reports: Reader) -> None:
    found = reports("OSLO (ABC) – The prime minister received the king of Sweden on Tuesday at the palace.")
    assert found[0].what.startswith("The prime minister received")


def test_a_coordinated_verb_is_told_with_its_subject(reports: Reader) -> None:
    found = reports("The president arrived on Monday and will leave for Lima on Thursday.")
    assert [r.what for r in found if r.outlook == "planned"] == ["The president will leave for Lima on Thursday"]


def test_a_distance_links_two_clauses(reports: Reader) -> None:
    text = "The president visited Lima a month after the foreign minister visited Quito."
    found = reports(text)
    linked = [r for r in found if r.gap]
    assert {text[r.gap[0] : r.gap[1]] for r in linked} == {"a month"}
    assert {r.direction for r in linked} == {-1, 1}


def test_furniture_and_titles_report_nothing(reports: Reader) -> None:
    assert reports("") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nearly US$55 billion of investments", [(55e9, "USD", "less")]),
        ("more than €3.5m", [(3.5e6, "EUR", "more")]),
        ("37.2 percent higher", [(37.2, "%", "")]),
        ("over 1,200 troops and 30 tonnes", [(1200.0, "troops", "more"), (30.0, "tonnes", "")]),
        ("£1.2bn", [(1.2e9, "GBP", "")]),
        ("62 billion U.S. dollars", [(62e9, "USD", "")]),
        ("in 2022 and 1991", []),
        ("$", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q.amount, q.unit, q.qualifier) for q in quantities(text)] == expected


def test_words_of_one_root_have_one_stem() -> None:
    assert {stem(word) for word in ("invested", "investors", "investment", "investments")} == {"invest"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("1 $,.%bn€ milonprects"), max_size=120))
def test_quantities_lie_in_the_text_in_order(text: str) -> None:
    found = quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "On Monday",
                "the minister",
                "met",
                "will visit",
                ",",
                "Paris",
                "in 2019",
                "$5 billion",
                "by 2030",
                "\n",
                '"',
                "said",
                ".",
            ]
        ),
        max_size=14,
    )
)
def test_reports_lie_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    article = next(read_articles([("a", text)], model=load_model()))
    for report in read_reports(article, read_dates(article), []):
        assert 0 <= report.start < report.end <= len(text)
        assert report.start <= report.head < report.end or report.form == "phrase"
