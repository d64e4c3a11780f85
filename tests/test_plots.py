"""Charts by what their Axes hold: labels, lengths, marks, links; never by their pixels."""

from __future__ import annotations

import datetime
import itertools

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import DAY, small_tables

from analysis.events import coverage_lag, figure_disagreements, plan_ledger, timeline
from analysis.pages.prose import Prose
from analysis.pages.vocabulary import amount_words
from analysis.plots import actor_colours, chart, figures_folder, publish
from analysis.plots import entities as E
from analysis.plots import figures as F
from analysis.plots import over_time as O
from analysis.plots import statements as S
from analysis.plots import timeline as L
from analysis.plots import tone as T
from analysis.plots import validation as V
from analysis.plots.picture import worded
from analysis.plots.style import as_day, spread, text
from analysis.tone import dyads, tone_by

FREQUENCY = pd.DataFrame(
    {
        "entity": ["Chile", "$x$ <b>"],
        "type": ["GPE", "ORG"],
        "mentions": [5, 2],
        "documents": [2, 1],
        "low": [3.0, None],
        "high": [7.0, None],
    }
)


def tick_labels(ax: object) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]  # type: ignore[attr-defined]


def texts(ax: object) -> list[str]:
    return [label.get_text() for label in ax.texts]  # type: ignore[attr-defined]


def test_frequency_has_a_bar_an_entity_as_long_as_its_mentions() -> None:
    ax = E.plot_entity_frequency(FREQUENCY, colours={"Chile": "#0b5394"})
    assert tick_labels(ax) == ["Chile", "$x$ <b>"]
    assert [bar.get_width() for bar in ax.patches] == [5, 2]
    assert next(bar.get_url() for bar in ax.patches) == "evidence-c.html#e-Chile"
    assert texts(ax) == ["5 in 2", "2 in 1"]
    assert mpl.colors.to_hex(ax.patches[0].get_facecolor()) == "#0b5394"


def test_frequency_says_what_is_left_out() -> None:
    ax = E.plot_entity_frequency(FREQUENCY, top=1)
    assert "1 less named entities are not drawn." in texts(ax)


def test_words_of_frequency_name_the_first_and_the_numbers() -> None:
    assert "Chile 5 in 2" in E.describe_entity_frequency(FREQUENCY)


def test_entity_by_article_counts_in_cells_and_links_to_the_first_mention() -> None:
    tables = small_tables()
    ax = E.plot_entity_by_article(tables.mentions, tables.documents)
    assert tick_labels(ax)[0] == "Ana Ruiz"
    assert sorted(texts(ax)) == ["1", "1", "1", "1", "1", "2"]
    assert "articles/a.html#c0" in {patch.get_url() for patch in ax.patches}


def test_many_articles_are_shown_by_outlet() -> None:
    documents = pd.DataFrame({"doc_id": [str(i) for i in range(40)], "outlet": ["A", "B"] * 20})
    mentions = pd.DataFrame({"doc_id": [str(i) for i in range(40)], "entity": "Peru", "start": 0})
    counts, unit = E.article_counts(mentions, documents)
    assert unit == "outlet"
    assert counts.loc["Peru"].to_dict() == {"A": 20, "B": 20}


def test_dispersion_draws_a_stroke_a_mention() -> None:
    tables = small_tables()
    ax = E.plot_dispersion(tables.mentions, tables.documents, top=2)
    assert tick_labels(ax) == ["Ana Ruiz", "Chile"]
    assert [len(collection.get_segments()) for collection in ax.collections] == [3, 2]
    assert ax.collections[1].get_urls()[0] == "articles/a.html#c9"


def test_cooccurrence_writes_the_count_of_each_pair() -> None:
    pairs = pd.DataFrame({"a": ["Chile", "Chile"], "b": ["Peru", "Ruiz"], "sentences": [4, 1], "documents": [1, 1]})
    ax = E.plot_cooccurrence(pairs)
    assert {"4", "1"} <= set(texts(ax))
    assert E.describe_cooccurrence(pairs).endswith("Chile and Peru 4; Chile and Ruiz 1.")


def test_over_time_needs_three_months_and_says_so() -> None:
    tables = small_tables()
    shown = chart(O.plot_entities_over_time, tables.mentions, tables.documents)
    assert isinstance(shown, Prose)
    assert "2 of 3 articles give their day of publication, in one month" in repr(shown)


def test_over_time_is_the_share_of_the_month_s_articles() -> None:
    days = [datetime.date(2022, month, 1) for month in (1, 1, 2, 3)]
    documents = pd.DataFrame({"doc_id": list("abcd"), "published": days, "outlet": None})
    mentions = pd.DataFrame({"doc_id": ["a", "c", "d"], "entity": "Peru", "start": 0})
    assert O.share_by_period(mentions, documents)["Peru"].tolist() == [0.5, 1.0, 1.0]
    ax = O.plot_entities_over_time(mentions, documents)
    assert [round(bar.get_height() / O.TALLEST, 2) for bar in ax.patches if bar.get_height() > 0] == [0.5, 1.0, 1.0]
    assert "3 of 4" in texts(ax)


def test_a_month_without_an_article_has_no_bar_and_no_line() -> None:
    days = [datetime.date(2022, month, 1) for month in (1, 2, 9)]
    documents = pd.DataFrame({"doc_id": list("abc"), "published": days, "outlet": None})
    ax = O.plot_entities_over_time(pd.DataFrame({"doc_id": list("abc"), "entity": "Peru", "start": 0}), documents)
    assert len(ax.patches) == 3
    assert all(len(line.get_xdata()) == 2 for line in ax.lines)


def test_a_decade_is_counted_by_year() -> None:
    days = [datetime.date(year, 5, 1) for year in (2005, 2010, 2020)]
    documents = pd.DataFrame({"doc_id": list("abc"), "published": days, "outlet": None})
    share = O.share_by_period(pd.DataFrame({"doc_id": ["a"], "entity": "Peru", "start": 0}), documents)
    assert list(share.index) == [day.replace(month=1) for day in days]


def test_tone_over_time_has_a_row_for_all_and_one_a_pair_of_countries() -> None:
    days = [datetime.date(2022, 1, day) for day in (1, 2, 3, 4, 5)]
    documents = pd.DataFrame({"doc_id": list("abcde"), "published": days})
    statements = pd.DataFrame(
        {
            "doc_id": list("abcde"),
            "statement_id": list("abcde"),
            "speakers": [["Ruiz"]] * 3 + [["Lagos"]] * 2,
            "targets": [["Chile"]] * 3 + [["Peru"]] * 2,
            "tone": [0.5, 0.4, -0.9, 0.1, 0.2],
            "content": [[[0, 1]]] * 5,
        }
    )
    countries = {"Ruiz": "Peru", "Peru": "Peru", "Lagos": "Chile", "Chile": "Chile"}
    lanes = O.tones_over_time(statements, documents, countries)
    assert {name: len(rows) for name, rows in lanes.items()} == {O.EVERYONE: 5, "Peru about\nChile": 3}
    ax = O.plot_tone_over_time(statements, documents, countries)
    assert tick_labels(ax) == ["all statements  (n=5)", "Peru about\nChile  (n=3)"]
    assert "Peru about Chile 3, too few in any month for a mean" in O.describe_tone_over_time(
        statements, documents, countries
    )


def test_acts_are_ordered_from_conflict_to_cooperation() -> None:
    ax = S.plot_acts(small_tables().statements)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["warn", "assert", "thank"]
    assert tick_labels(ax) == ["Ana Ruiz", S.UNKNOWN]


def test_quotation_shares_sum_to_a_hundred() -> None:
    tables = small_tables()
    ax = S.plot_quotation(tables.statements, tables.documents)
    assert tick_labels(ax) == ["Gazette (2)", "outlet unknown (2)"]
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(200)


def test_each_statement_is_a_mark_that_leads_to_it_and_few_have_no_average() -> None:
    statements = small_tables().statements
    ax = T.plot_statement_tone(statements, tone_by(statements, "speakers"))
    assert tick_labels(ax) == ["Ana Ruiz (n=3)", f"{S.UNKNOWN} (n=1)"]
    marks = [c for c in ax.collections if len(c.get_offsets())]
    assert [offset[0] for offset in marks[0].get_offsets()] == [-0.6, -0.2, 0.9]
    assert marks[0].get_urls()[1] == "articles/b.html#c0"
    assert len(marks) == 2  # one a speaker, and no diamond


def test_an_average_has_its_interval_and_its_n() -> None:
    averages = pd.DataFrame({"speakers": ["Ana Ruiz"], "n": [5], "tone": [0.3], "low": [0.1], "high": [0.5]})
    ax = T.plot_statement_tone(small_tables().statements, averages)
    assert any(list(line.get_xdata()) == [0.1, 0.5] for line in ax.lines)


def test_dyads_under_five_have_a_number_and_no_average() -> None:
    pairs = dyads(small_tables().statements, {"Ana Ruiz": "Peru", "Chile": "Chile"})
    assert texts(T.plot_dyads(pairs)) == ["n=2"]
    assert "Peru about Chile 2, too few for a mean" in T.describe_dyads(pairs)


def test_marks_of_the_same_tone_stand_beside_each_other() -> None:
    assert len(set(T.stack([0.1, 0.1, 0.1]))) == 3
    assert T.stack([-0.5, 0.5]) == [0.0, 0.0]


def test_scorers_beside_codes_count_agreement() -> None:
    coded = pd.DataFrame({"tone": [1, 1, -1], "textblob": [0.0, 0.5, 0.0], "model": [0.9, 0.8, -0.7]})
    ax = T.plot_scorers_beside_codes(coded)
    assert tick_labels(ax)[0] == "coder: cordial · textblob 1 of 2"
    assert "model 3 of 3" in T.describe_scorers_beside_codes(coded)


def test_timeline_has_a_row_an_event_in_lanes_by_kind() -> None:
    tables = small_tables()
    events = timeline(tables.events, tables.documents)
    ax = L.plot_timeline(events)
    assert tick_labels(ax) == [
        "Peru and Chile met on May 20",
        "Chile rejected the offer on Friday",
        "A visit is planned for June",
    ]
    assert {"events", "plans", "2022-06"} <= set(texts(ax))


def test_a_far_date_does_not_press_the_others_together() -> None:
    near = [(DAY + datetime.timedelta(days=d),) * 2 for d in range(0, 50, 5)]
    low, high = L.focus([*near, (datetime.date(1991, 1, 1),) * 2])
    assert low > datetime.date(2022, 1, 1)
    assert high < datetime.date(2023, 1, 1)


def test_timeline_keeps_every_lane_however_few_are_drawn() -> None:
    tables = small_tables()
    drawn = L.lanes(timeline(tables.events, tables.documents), top=1)
    assert [(key, len(rows)) for key, rows in drawn] == [("event", 2), ("plan", 1)]


def test_among_events_of_like_weight_those_in_the_midst_of_the_coverage_are_drawn() -> None:
    days = [
        datetime.date(1941, 7, 1),
        datetime.date(1942, 1, 29),
        *(DAY + datetime.timedelta(days=d) for d in range(6)),
    ]
    rows = [
        {
            "event_id": str(n),
            "kind": "event",
            "earliest": d,
            "latest": d,
            "date": d.isoformat(),
            "articles": 1,
            "who": [],
        }
        for n, d in enumerate(days)
    ]
    ((_, drawn),) = L.lanes(pd.DataFrame(rows), top=5)
    assert {row["event_id"] for row in drawn} >= {"2", "3", "4", "5", "6"}


def test_plans_show_their_status() -> None:
    tables = small_tables()
    ledger = plan_ledger(tables.events, tables.documents)
    assert set(ledger["status"]) <= set(texts(L.plot_plans(ledger)))


def test_publication_counts_every_article_and_event_once() -> None:
    tables = small_tables()
    lag = coverage_lag(tables.events, tables.documents)
    ax = L.plot_publication(lag)
    assert sum(int(words) for words in texts(ax) if words.isdecimal()) == len(lag)


def test_delays_stand_in_bands_of_days() -> None:
    days = {-400: 0, -40: 1, -10: 2, -1: 3, 0: 4, 1: 5, 7: 5, 8: 6, 31: 7, 366: 8}
    assert {day: L.band_of(day) for day in days} == days


def test_figures_are_written_as_readers_say_them() -> None:
    assert amount_words(62e9, "USD") == "62 bn USD"
    assert amount_words(15.0, "%") == "15%"
    assert amount_words(590.0, "companies") == "590 companies"


def test_an_amount_that_many_give_is_drawn_once() -> None:
    told = [(5.0, None)] * 9 + [(6.0, "more")] + [(10.0 + n, None) for n in range(20)]
    same = {"unit": "USD", "outlet": None, "doc_id": "a", "quantity": 1, "about": "trade", "what": "w"}
    rows = [
        {**same, "amount": amount, "qualifier": hedge, "given_by": [f"S{n:02d}"], "start": n}
        for n, (amount, hedge) in enumerate(told)
    ]
    drawn = F.amounts(pd.DataFrame(rows))
    assert len(drawn) == F.MOST_AMOUNTS
    assert (drawn[0]["amount"], drawn[0]["given"], drawn[-1]["amount"]) == (5.0, "S00 and 8 more", 29.0)
    assert len([word for word in texts(F.plot_figures(pd.DataFrame(rows))) if "USD" in word]) == F.MOST_AMOUNTS


def test_no_disagreement_gives_a_sentence() -> None:
    tables = small_tables()
    apart = figure_disagreements(tables.events, tables.documents, tables.statements)
    assert repr(chart(F.plot_figures, apart)) == "No two sources give different figures for one quantity."


def test_confusion_has_words_and_counts() -> None:
    counts = pd.DataFrame(
        [[1, 0, 0], [0, 2, 1], [0, 0, 7]], index=[-1, 0, 1], columns=pd.Index([-1, 0, 1], name="model")
    )
    ax = V.plot_confusion(counts)
    assert tick_labels(ax) == ["critical (1)", "neutral (3)", "cordial (7)"]
    assert sorted(texts(ax)) == sorted(["1", "0", "0", "0", "2", "1", "0", "0", "7"])


@pytest.mark.parametrize(
    ("plot", "arguments"),
    [
        (E.plot_entity_frequency, (FREQUENCY.head(0),)),
        (S.plot_acts, (small_tables().statements.head(0),)),
        (T.plot_dyads, (pd.DataFrame(),)),
        (L.plot_timeline, (pd.DataFrame(),)),
        (L.plot_plans, (pd.DataFrame(),)),
        (L.plot_publication, (pd.DataFrame(),)),
    ],
)
def test_nothing_to_draw_is_said_in_a_sentence(plot: object, arguments: tuple[pd.DataFrame]) -> None:
    assert isinstance(chart(plot, *arguments), Prose)  # type: ignore[arg-type]


def test_the_same_actor_has_the_same_colour_whatever_is_drawn() -> None:
    colours = actor_colours(small_tables().mentions)
    assert list(colours) == ["Ana Ruiz", "Chile", "<script>alert(1)</script>", "Peru"]
    assert len(set(colours.values())) == 4


def test_plots_leave_matplotlib_as_it_was() -> None:
    before = dict(mpl.rcParams)
    E.plot_entity_frequency(FREQUENCY)
    assert dict(mpl.rcParams) == before


def test_a_published_picture_has_words_and_the_same_bytes_every_time(tmp_path: object) -> None:
    folder = tmp_path / "figures"  # type: ignore[operator]
    first = publish(E.plot_entity_frequency(FREQUENCY), "x", "Two <b> bars.", folder=folder)
    saved = (folder / "x.svg").read_bytes(), (folder / "x.png").read_bytes()
    publish(E.plot_entity_frequency(FREQUENCY), "x", "Two <b> bars.", folder=folder)
    assert saved == ((folder / "x.svg").read_bytes(), (folder / "x.png").read_bytes())
    data, metadata = first._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == "Two <b> bars."
    assert b"<title>Two &lt;b&gt; bars.</title>" in saved[0]
    assert b"<a " not in saved[0]


def test_marks_lead_to_their_evidence_only_beside_articles(tmp_path: object) -> None:
    (tmp_path / "articles").mkdir()  # type: ignore[operator]
    publish(E.plot_entity_frequency(FREQUENCY), "x", "Bars.", folder=tmp_path / "figures")  # type: ignore[operator]
    assert '<a href="../evidence-c.html#e-Chile"' in (tmp_path / "figures" / "x.svg").read_text()  # type: ignore[operator]


def test_svg_text_is_escaped_in_its_title() -> None:
    assert "<title>a&quot;&gt;&lt;script&gt;</title>" in worded('<svg width="1">\n</svg>', 'a"><script>', False)


def test_figures_are_saved_in_place_only(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # type: ignore[arg-type]
    assert figures_folder("", "../seeds") is None
    assert figures_folder("none", "../seeds") is None
    assert str(figures_folder("here", "../seeds")) == "here"


def test_labels_have_only_what_the_font_can_draw() -> None:
    assert text("Пекин 北京") == "Пекин ??"


def test_days_are_read_from_dates_and_text() -> None:
    assert as_day("2022-05-20") == as_day(DAY) == as_day(pd.Timestamp(DAY)) == DAY
    assert as_day(None) is as_day(float("nan")) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_spread_labels_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    placed = spread(wanted, 0.05, 0.0, 1.0)
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    inner = [placed[i] for i in order]
    gap = min(0.05, 1 / max(1, len(wanted) - 1))
    assert all(b - a >= gap - 1e-9 for a, b in itertools.pairwise(inner))
