"""Temporal expressions: what is found and what it means."""

from datetime import date, timedelta
from itertools import pairwise
from time import process_time
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dates import interval, read_text, resolve_article, resolve_dates
from analysis.dates.reading import date_grammar
from analysis.dates.tokens import tokenise

FRIDAY = date(2013, 3, 22)


def values(text, published=FRIDAY):
    found = read_text(text)
    return [(e.text, r.value) for e, r in zip(found, resolve_article(found, published), strict=True)]


def value(text, published=FRIDAY):
    (row,) = values(text, published)
    return row[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on May 20, 2022.", "2022-05-20"),
        ("They met on 20 May 2022.", "2022-05-20"),
        ("They met on the 20th of May, 2022.", "2022-05-20"),
        ("They met on Tuesday, Sept. 6, 2022.", "2022-09-06"),
        ("They met on February 28,2023.", "2023-02-28"),
        ("They met on 2022-05-20.", "2022-05-20"),
        ("They met on 20.05.2022.", "2022-05-20"),
        ("They met on 2022/05/20.", "2022-05-20"),
        ("They met in mid-1943.", "1943"),
        ("They met on 25/12/2012.", "2012-12-25"),
        ("They met on 11/7/2023.", "2023-11-07"),
        ("They met in December 1991.", "1991-12"),
        ("They have met since 1991.", "1991"),
        ("They met in the summer of 1943.", "1943-SU"),
        ("They met in the first half of 2022.", "2022-H1"),
        ("They met in the third quarter of 2022.", "2022-Q3"),
        ("They met in Q3 2022.", "2022-Q3"),
        ("They met in early 2022.", "2022"),
        ("Tension rose in the 1930s.", "193"),
        ("Tension rose in the late '80s.", "198"),
        ("Tension rose in the 19th century.", "18"),
        ("The treaty was signed in March 241 BC.", "BC0241-03"),
        ("The budget of fiscal 2012 was approved.", "2012"),
        ("They met on Christmas Day 1989.", "1989-12-25"),
        ("They met on Good Friday 2022.", "2022-04-15"),
        ("They met on Thanksgiving 2022.", "2022-11-24"),
        ("The pact was signed in nineteen ninety-seven.", "1997"),
        ("Trade grew in the week of March 6, 2000.", "2000-W10"),
    ],
)
def test_explicit_dates_need_no_publication(text, expected):
    assert value(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met today.", "2013-03-22"),
        ("They met the day before yesterday.", "2013-03-20"),
        ("They met on Friday.", "2013-03-22"),
        ("They met on Thursday.", "2013-03-21"),
        ("They will meet on Thursday.", "2013-03-28"),
        ("They met last Friday.", "2013-03-15"),
        ("They will meet next Monday.", "2013-03-25"),
        ("They met on Wednesday night.", "2013-03-20TNI"),
        ("They met last week.", "2013-W11"),
        ("They will meet next month.", "2013-04"),
        ("They met two years ago.", "2011"),
        ("They met six months ago.", "2012-09"),
        ("They met a decade ago.", "2003"),
        ("They met in December.", "2012-12"),
        ("They will meet in May.", "2013-05"),
        ("They agreed to meet in October.", "2013-10"),
        ("The visit runs through Monday.", "2013-03-25"),
        ("They have been quiet since February.", "2013-02"),
        ("They met on Nov. 3.", "2012-11-03"),
        ("They will meet on 3 June.", "2013-06-03"),
        ("They will meet in the second half of next year.", "2014-H2"),
        ("They met last summer.", "2012-SU"),
        ("They met last weekend.", "2013-W11-WE"),
        ("They met at 3:30 p.m. local time (1430 GMT) on Tuesday.", "2013-03-19T15:30"),
        ("They met two days before Christmas.", "2012-12-23"),
        ("They met on the 15th of this month.", "2013-03-15"),
    ],
)
def test_deictic_dates_are_told_from_publication(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("It lasted three months.", "DURATION", "P3M"),
        ("It grew over the past 30 years.", "DURATION", "P30Y"),
        ("It was a two-day visit.", "DURATION", "P2D"),
        ("It lasted two and a half years.", "DURATION", "P2Y6M"),
        ("It will end in the coming weeks.", "DURATION", "PXW"),
        ("It lasted half an hour.", "DURATION", "PT30M"),
        ("It grew in the first nine months of 2022.", "DURATION", "P9M"),
        ("It is an annual meeting.", "SET", "P1Y"),
        ("It happens every two years.", "SET", "P2Y"),
        ("It happens every Monday.", "SET", "XXXX-WXX-1"),
        ("It happens twice a week.", "SET", "P1W"),
        ("It is happening now.", "DATE", "PRESENT_REF"),
    ],
)
def test_durations_and_sets(text, kind, expected):
    (found,) = read_text(text)
    assert (found.type, resolve_article([found], None)[0].value) == (kind, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on May 20, 2022. The same day they signed.", ["2022-05-20", "2022-05-20"]),
        ("They met on May 20, 2022. A day earlier they dined.", ["2022-05-20", "2022-05-19"]),
        ("Trade grew in 2022 over the previous year.", ["2022", "2021"]),
        ("They met on 30 June 1941. Three days later they left.", ["1941-06-30", "1941-07-03"]),
        ("They met on 30 June 1941. The following month they left.", ["1941-06-30", "1941-07"]),
        ("They met in 2001. In March of that year they left.", ["2001", "2001-03"]),
    ],
)
def test_anaphoric_dates_are_told_from_the_previous_expression(text, expected):
    assert [v for _, v in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 19-20 May 2022", ["2022-05-19", "2022-05-20"]),
        ("on May 19 to 20, 2022", ["2022-05-19", "2022-05-20"]),
        ("from 2015 to 2018", ["2015", "2018"]),
        ("from 264 to 241 BC", ["BC0264", "BC0241"]),
        ("in 1998-2000", ["1998", "2000"]),
        ("in 1998-99", ["1998", "1999"]),
        ("in 2022/2023", ["2022", "2023"]),
        ("from 28 February to 1 March 2023", ["2023-02-28", "2023-03-01"]),
        ("between December and January 2010", ["2009-12", "2010-01"]),
    ],
)
def test_a_range_is_two_expressions(text, expected):
    assert [v for _, v in values(f"They met {text}.", None)] == expected


def test_years_of_a_history_come_from_the_previous_expression():
    text = (
        "The war began on 22 June 1941. In July the advance slowed. On 7 December 1941 another front opened. "
        "In February the ground froze. By 1943 the tide had turned. It ended in 1945. Today it is remembered."
    )
    found = [v for _, v in values(text, date(2010, 5, 1))]
    assert found == ["1941-06-22", "1941-07", "1941-12-07", "1942-02", "1943", "1945", "PRESENT_REF"]


def test_a_year_that_is_not_known_stays_unknown():
    text = "A file photo of Sept 8, 2015. They met last Wednesday (May 15). The quiet had lasted since February."
    assert [v for _, v in values(text, None)] == ["2015-09-08", "XXXX-05-15", "XXXX-02"]


def test_an_undated_article_on_plans_is_no_history():
    text = (
        "Ties date from Dec. 25, 1991. Trade was $2 billion in 2019. A dialogue will meet in early 2022. "
        "The country pledged neutrality by 2060 and will use renewables by 2030. The delegation returned on May 20."
    )
    assert values(text, None)[-1] == ("May 20", "XXXX-05-20")


def test_days_are_counted_from_a_day_whose_year_is_not_known():
    text = "They met on May 20. The same day they signed. A day earlier they dined."
    assert [v for _, v in values(text, None)] == ["XXXX-05-20", "XXXX-05-20", "XXXX-05-19"]


def test_days_are_not_counted_over_a_february_of_unknown_length():
    assert [v for _, v in values("They met on March 1. A day earlier they dined.", None)] == [
        "XXXX-03-01",
        "XXXX-XX-XX",
    ]


def test_other_dates_of_the_article_decide_the_order_of_day_and_month():
    text = "It opened on 25/12/2012 and closed on 11/7/2013."
    assert [v for _, v in values(text)] == ["2012-12-25", "2013-07-11"]


def test_publication_decides_the_order_of_day_and_month():
    assert value("They met on 11/7/2013.", date(2013, 7, 12)) == "2013-07-11"


@pytest.mark.parametrize(
    "text",
    [
        "on February 30",
        "on 99/99/9999",
        "in the year 123456789",
        "on 2013-02-29",
        "We paid $62 or $2,000.",
        "Some 2000 people came.",
        "Resolution 1973 was passed.",
        "She may march on.",
        "a 46-year-old envoy",
        "the second minister",
        "three-quarters of its food",
        "document 1147-11-2019",
        "on the 15th floor",
    ],
)
def test_what_is_no_date(text):
    assert read_text(text) == []


def test_in_a_quotation_today_is_the_day_of_the_statement():
    text = '"We signed the deal today," she said on Wednesday. He left today.'
    reading = SimpleNamespace(doc_id="a", expressions=read_text(text))
    documents = pd.DataFrame({"doc_id": ["a"], "published": ["2013-03-22"]})
    table = resolve_dates([reading], documents)
    assert table[["text", "value", "anchor"]].to_numpy().tolist() == [
        ["today", "2013-03-20", "statement"],
        ["Wednesday", "2013-03-20", "published"],
        ["today", "2013-03-22", "published"],
    ]


def test_bounds_on_publication_resolve_what_they_agree_on():
    reading = SimpleNamespace(doc_id="a", expressions=read_text("They met on May 20. They left today."))
    documents = pd.DataFrame(
        {"doc_id": ["a"], "published": [None], "earliest": [date(2022, 5, 20)], "latest": [date(2022, 5, 22)]}
    )
    table = resolve_dates([reading], documents)
    assert table["value"].tolist() == ["2022-05-20", "XXXX-XX-XX"]
    assert table["anchor"].tolist() == ["published", None]


def test_the_table_gives_the_interval_of_every_value():
    reading = SimpleNamespace(doc_id="a", expressions=read_text("They met in the first half of 2022 for two days."))
    table = resolve_dates([reading], pd.DataFrame({"doc_id": ["a"], "published": [None]}))
    assert list(table.columns) == ["doc_id", "start", "end", "text", "type", "value", "earliest", "latest", "anchor"]
    assert table[["earliest", "latest"]].to_numpy().tolist() == [[date(2022, 1, 1), date(2022, 6, 30)], [None, None]]


def test_no_articles_give_an_empty_table():
    assert resolve_dates([], pd.DataFrame({"doc_id": [], "published": []})).empty


@pytest.mark.parametrize(
    ("timex", "expected"),
    [
        ("2022-02", (date(2022, 2, 1), date(2022, 2, 28))),
        ("198", (date(1980, 1, 1), date(1989, 12, 31))),
        ("1998-W08-WE", (date(1998, 2, 21), date(1998, 2, 22))),
        ("1941-WI", (date(1941, 12, 1), date(1942, 2, 28))),
        ("XXXX-05-20", None),
        ("P3M", None),
        ("BC0264", None),
        ("2022-13", None),
    ],
)
def test_interval(timex, expected):
    assert interval(timex) == expected


def test_furniture_is_not_read_and_no_expression_runs_over_a_block():
    text = "20\nMay 2022 was warm. Share on 1 June 2022."
    found = read_text(text, breaks=[3], furniture=[(21, len(text))])
    assert [e.text for e in found] == ["May 2022"]


WORDS = """the a last next May 20 2022 , . - / ' 1990s third quarter of year ago two days before after Friday night at
3 pm today every 99 half BC century Christmas 1/2 1,000 early mid and to ( ) fiscal Q3 first 30 said " 11/7/2023"""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=40).map(" ".join) | st.text(max_size=80),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_nothing_raises_and_every_span_is_its_text(text, published):
    found = read_text(text)
    resolved = resolve_article(found, published)
    assert len(resolved) == len(found)
    assert all(text[e.start : e.end] == e.text and e.text.strip() for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{:%B} {:%d}, {:%Y}", "{:%d} {:%B} {:%Y}", "{:%Y}-{:%m}-{:%d}"]),
)
def test_every_day_is_read_as_itself(day, form):
    assert value(f"They met on {form.format(day, day, day)}.", None) == day.isoformat()


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_bare_weekday_is_within_the_week_before_publication(published):
    day = date.fromisoformat(value("They met on Monday.", published))
    assert day.isoweekday() == 1
    assert timedelta(0) <= published - day < timedelta(7)


@pytest.mark.parametrize(
    "unit", ["1 1 1 1 ", "the the the ", "1,111", "a few ", "May ", "12:00", "first half of ", "20 May 2022 "]
)
def test_candidates_grow_no_faster_than_the_text(unit):
    grammar = date_grammar()

    def work(size):
        tokens = tokenise(unit * (size // len(unit)), grammar.codes, grammar.lexicon)
        return sum(m.end() - m.start() for pattern, _ in grammar.rules for m in pattern.finditer(tokens.codes))

    assert work(20_000) <= 2.1 * work(10_000) + 50


@pytest.mark.parametrize("unit", ["in 2001 a day earlier ", '"today" on Friday ', "the quarter ", "last week "])
def test_a_long_article_is_resolved_from_what_is_near(unit):
    def seconds(size):
        found = read_text(unit * (size // len(unit)))
        begun = process_time()
        resolve_dates(
            [SimpleNamespace(doc_id="a", expressions=found)], pd.DataFrame({"doc_id": ["a"], "published": [FRIDAY]})
        )
        return process_time() - begun

    assert seconds(60_000) <= 10 * seconds(15_000) + 0.5


def test_patterns_repeat_nothing():
    for pattern, _ in date_grammar().rules:
        bare = pattern.pattern.replace("\\*", "").replace("\\+", "")
        assert "*" not in bare
        assert "+" not in bare
        assert "{" not in bare
