"""Heads: what an article says of its own title, outlet and day of publication."""

from datetime import date

import pytest

from analysis.corpus.heads import read_head
from analysis.corpus.outlets import expand, known_outlet, looks_like_outlet, outlet_in_furniture, outlet_in_line

TITLE = "Two republics agree to open their border in the spring"
PROSE = "The foreign ministers of the two republics met on Tuesday and signed a protocol, their offices said."


def article(*head: str, lead: str = "") -> str:
    return "\n\n".join([*head, lead + PROSE, PROSE])


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published February 28,2023", date(2023, 2, 28)),
        ("28 Feb 2023 13:38", date(2023, 2, 28)),
        ("11/7/2023 8:10:01 AM", date(2023, 11, 7)),
        ("By Jane Doe | Tuesday, 28 February 2023", date(2023, 2, 28)),
        ("Published: March 1, 2023 | Updated: March 3, 2023", date(2023, 3, 1)),
        ("Updated: March 3, 2023", date(2023, 3, 3)),
        ("Last updated: 22 May 2022\nFirst published: 21 May 2022", date(2022, 5, 21)),
    ],
)
def test_days_in_bylines(line, published):
    head = read_head(article(TITLE, line))
    assert (head.title, head.published, head.basis) == (TITLE, published, "byline")


def test_a_day_in_the_dateline():
    head = read_head(article(lead="Quito, 21 May 2022 (QWE): "))
    assert (head.published, head.basis, head.outlet, head.title) == (date(2022, 5, 21), "dateline", "QWE", None)


def test_a_place_and_day_at_the_foot():
    head = read_head(article(TITLE, PROSE) + "\n\nOslo, 11 July 2019")
    assert (head.published, head.basis) == (date(2019, 7, 11), "dateline")


def test_the_dateline_wins_over_the_day_of_a_site_header():
    head = read_head(article("Thursday, November 21, 2024", TITLE, lead="LIMA, May 21, 2022 (Xinhua) -- "))
    assert (head.published, head.basis) == (date(2022, 5, 21), "dateline")


def test_a_header_day_that_the_dateline_contradicts_is_not_believed():
    assert read_head(article("Thursday, November 21, 2024", TITLE, lead="LIMA, May 21 (XYZ) -- ")).published is None


def test_a_header_day_beside_navigation_is_not_believed():
    assert read_head(article("Thursday, November 21, 2024", "Menu", TITLE)).published is None


def test_an_ambiguous_day_is_settled_by_the_dateline():
    assert read_head(article(TITLE, "07/10/2013", lead="LIMA, October 7 (XYZ) -- ")).published == date(2013, 10, 7)


def test_an_ambiguous_day_is_settled_by_a_day_in_the_article():
    head = read_head(article(TITLE, "07/10/2013") + "\n\nThe visit lasts from 6 to 10 October 2013.\n")
    assert (head.published, head.other) == (date(2013, 10, 7), None)


def test_an_ambiguous_day_is_settled_by_a_day_without_a_year():
    head = read_head(article(TITLE, "05/06/2013") + "\n\nThe ministry chose on 3 June to answer.\n")
    assert (head.published, head.other) == (date(2013, 6, 5), None)


def test_an_ambiguous_day_that_nothing_settles_keeps_its_other_reading():
    head = read_head(article(TITLE, "07/10/2013"))
    assert (head.published, head.other) == (date(2013, 7, 10), date(2013, 10, 7))


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["Ministry of External Affairs, Government of India"], "Ministry of External Affairs, Government of India"),
        (["REPUBLIC OF ZAMBIA", "MINISTRY OF WORKS", "PRESS RELEASE"], "Ministry of Works, Republic of Zambia"),
        (["Embassy of Peru in Quito", "Press release No. 118"], "Embassy of Peru in Quito"),
    ],
)
def test_a_letterhead_names_who_issued_a_release(lines, outlet):
    head = read_head(article(*lines, TITLE))
    assert (head.outlet, head.title) == (outlet, TITLE)


def test_a_day_in_the_prose_is_no_day_of_publication():
    assert (
        read_head("The treaty was signed on 4 June 2009 in the capital, said the ministry.\n\n" + PROSE).published
        is None
    )


def test_a_day_without_a_year_is_no_day_of_publication():
    assert read_head(article(TITLE, lead="LIMA, March 3 — ")).published is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (["Anadolu Agency WORLD\nPublished February 28,2023"], "Anadolu Agency"),
        (["The Harbour Gazette | World | April 7"], "The Harbour Gazette"),
        (["By Jane Doe, The Coast Daily, Port City"], "The Coast Daily"),
        (["Source: Xinhua   2017-10-18 20:41:07"], "Xinhua"),
        (["By JANE DOE Associated Press"], "The Associated Press"),
        (["By Jane Doe"], None),
    ],
)
def test_outlets_in_bylines(head, outlet):
    assert read_head(article(TITLE, *head)).outlet == outlet


def test_the_outlet_of_a_sign_up_line():
    text = article(TITLE) + "\n\nGet The Harbour Gazette stories sent directly to you! Sign up via the website."
    assert read_head(text).outlet == "The Harbour Gazette"


def test_an_outlet_that_the_prose_quotes_is_not_the_articles_own():
    assert (
        read_head(article(TITLE) + "\n\nThe president had arrived a day earlier, The Harbour Gazette reported.").outlet
        is None
    )


def test_an_agency_that_the_article_spells_out():
    text = article(TITLE, lead="LIMA (QNP) - ") + "\n\nHe spoke to the Quarterly News Post (QNP) in an interview."
    assert read_head(text).outlet == "Quarterly News Post"


def test_agencies_are_expanded_only_where_known():
    assert expand("AFP", "") == "Agence France-Presse"
    assert expand("QWE", "") == "QWE"
    assert known_outlet("Anadolu Agency WORLD") == "Anadolu Agency"
    assert known_outlet("Ministry") is None


@pytest.mark.parametrize("name", ["The Harbour Gazette", "Caspian Ledger", "DAILY NATION"])
def test_names_of_outlets(name):
    assert looks_like_outlet(name)


@pytest.mark.parametrize("name", ["Post Report", "Press Office", "Latest News", "Jane Doe", "News", "met the press"])
def test_what_is_no_name_of_an_outlet(name):
    assert not looks_like_outlet(name)


def test_copyright_lines():
    assert outlet_in_furniture("© Harbour Gazette, 2021. All rights reserved.") == "Harbour Gazette"
    assert outlet_in_furniture("All rights reserved.") is None
    assert outlet_in_line("Harbour.news, 3 Oct 2023 - 19:05, Lima") == "Harbour.news"


STYLES = [
    ("Date: 14/03/2023 | Source: KCNA.kp (En)", "", "Korean Central News Agency", date(2023, 3, 14)),
    (
        "By Jane Doe\n\nPublished On 14 Mar 2023",
        "Source: Al Jazeera and news agencies",
        "Al Jazeera",
        date(2023, 3, 14),
    ),
    (
        "Jane Doe Published March 14, 2023 10:22am",
        "Published in Coast Mail, March 15th, 2023",
        "Coast Mail",
        date(2023, 3, 14),
    ),
    (
        "March 14, 2023 10:22 pm | Updated March 15, 2023 08:01 am IST - LIMA\n\nThe Hindu Bureau",
        "",
        "The Hindu",
        date(2023, 3, 14),
    ),
    ("Jane Doe in Lima\n03/14/2023March 14, 2023", "jd/rc (AFP, Reuters)", None, date(2023, 3, 14)),
    ("Jane Doe\n14 March 2023", "(Reuters and AFP)", None, date(2023, 3, 14)),
    ("© UNICEF/Jane Doe\n\nA power line.\n\n14 March 2023", "", None, date(2023, 3, 14)),
    ("Reuters Staff\n\nMARCH 14, 2023", "", "Reuters", date(2023, 3, 14)),
    ("14 March 2023", "Originally published in Geneva, 13 March 2023", None, date(2023, 3, 14)),
]


@pytest.mark.parametrize(("lines", "foot", "outlet", "published"), STYLES)
def test_heads_and_feet_of_many_outlets(lines, foot, outlet, published):
    head = read_head(article(TITLE, lines) + f"\n\n{foot}")
    assert (head.title, head.outlet) == (TITLE, outlet)
    assert head.published == published


def test_the_title_stands_below_a_long_name_of_who_issued_it():
    issuer = "Ministry of Foreign Affairs and Trade of the Republic of Eastland"
    head = read_head(article(issuer, "PRESS RELEASE", TITLE, "Lima, 14 March 2023"))
    assert (head.title, head.published) == (TITLE, date(2023, 3, 14))
    headline = "Ministry of Foreign Affairs rejects the claims of Eastland over two islands"
    assert read_head(article(headline, "It calls them baseless and asks for talks")).title == headline


def test_an_abbreviation_that_several_agencies_share_is_not_expanded():
    assert read_head(article(TITLE, lead="Lima. 14 March. APA: ")).outlet == "APA"
