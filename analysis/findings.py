"""What the tables say, in sentences: names, numbers and dates are computed, so they stay true on another corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.pages.prose import Prose, count, listed
from analysis.pages.vocabulary import time_words
from analysis.plots.statements import UNKNOWN, by_speaker
from analysis.plots.style import as_day
from analysis.tables import null
from analysis.tone.labels import DEAD_BAND
from analysis.untrusted import one_line

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables


def about_corpus(tables: Tables) -> Prose:
    """Say how large a corpus is, from whom and when, and what was left out.

    Parameters
    ----------
    tables : what `annotate` or `select` returned.

    Returns
    -------
    Prose
    """
    from analysis.pages.corpus_pages import glance

    omitted = tables.documents.attrs.get("omitted", [])
    left = "; ".join(f"{one_line(row['path'], 60)} ({one_line(row['reason'], 90)})" for row in omitted[:5])
    return Prose(glance(tables) + (f" Left out: {left}{' and others' if len(omitted) > 5 else ''}." if left else ""))


def about_entities(frequency: pd.DataFrame, documents: pd.DataFrame) -> Prose:
    """Say who is named most, and who runs through the coverage or stands in one article only.

    Parameters
    ----------
    frequency : what `entity_frequency` returned.
    documents : table of a corpus.

    Returns
    -------
    Prose
    """
    if frequency.empty:
        return Prose("No entity is named in these articles.")
    rows = frequency.to_dict("records")
    first = rows[0]
    parts = [
        f"{name(first['entity'])} is named most: {count(first['mentions'], 'time')} in "
        f"{count(first['documents'], 'article')}."
    ]
    if len(documents) > 1:
        through = [name(r["entity"]) for r in rows if r["documents"] == len(documents)]
        single = [r for r in rows if r["documents"] == 1]
        if through:
            parts.append(f"{listed(through[:6])} {'is' if len(through) == 1 else 'are'} named in every article.")
        parts.append(f"{count(len(single), 'entity', 'entities')} of {len(rows):,} stand in one article only.")
        if single and single[0]["mentions"] > 2:
            parts.append(
                f"Of these {name(single[0]['entity'])} is named most, {single[0]['mentions']} times: "
                f"a high count alone says little."
            )
    return Prose(" ".join(parts))


def about_pairs(pairs: pd.DataFrame, *, by: str = "sentences") -> Prose:
    """Say which two entities are named together most."""
    rows = pairs[pairs[by] > 0].sort_values([by, "a", "b"], ascending=[False, True, True]).head(3).to_dict("records")
    if not rows:
        return Prose(f"No two entities are named in the same {by.removesuffix('s')}.")
    parts = [f"{name(r['a'])} and {name(r['b'])} in {count(int(r[by]), by.removesuffix('s'))}" for r in rows]
    return Prose(f"Named together most: {listed(parts)}.")


def about_speakers(statements: pd.DataFrame) -> Prose:
    """Say who speaks most, what they do by it, and how many statements have no known speaker."""
    if statements.empty:
        return Prose("No attributed statement was found in these articles.")
    rows = by_speaker(statements)
    known = rows[rows["speaker"] != UNKNOWN]
    unknown = len(rows) - len(known)
    if known.empty:
        return Prose(f"{count(len(statements), 'statement')} were found; the text names none of their speakers.")
    counts = known["speaker"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    first = counts.index[0]
    acts = (
        known.loc[known["speaker"] == first, "act"]
        .value_counts()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
    )
    words = listed([f"{act} ({n})" for act, n in acts.head(3).items()])
    text = (
        f"{name(first)} speaks most, {counts.iloc[0]} of {count(len(statements), 'statement')}, and most "
        f"often does this by it: {words}."
    )
    if unknown:
        text += f" Of {count(unknown, 'statement')} the text does not tell the speaker."
    return Prose(text)


def about_quotation(statements: pd.DataFrame) -> Prose:
    """Say how much of what is attributed stands in quotation marks."""
    if statements.empty:
        return Prose("No attributed statement was found in these articles.")
    counts = statements["kind"].value_counts()
    shares = [f"{100 * counts.get(kind, 0) / len(statements):.0f}% {kind}" for kind in ("direct", "mixed", "indirect")]
    return Prose(
        f"Of {count(len(statements), 'statement')}, {listed(shares)}. What is indirect is in the "
        f"outlet's words, and so is its tone."
    )


def about_tone(statements: pd.DataFrame, averages: pd.DataFrame) -> Prose:
    """Say how cordial the statements are, and whose average is the most and the least cordial."""
    tones = statements["tone"].dropna()
    if tones.empty:
        return Prose("No statement has a tone.")
    cordial, critical = int((tones > DEAD_BAND).sum()), int((tones < -DEAD_BAND).sum())
    text = (
        f"{cordial:,} of {count(len(tones), 'statement')} are cordial, {critical:,} critical, "
        f"{len(tones) - cordial - critical:,} neutral."
    )
    known = (
        averages[averages["tone"].notna()].sort_values(["tone", "speakers"], ascending=[False, True]).to_dict("records")
    )
    if not known:
        return Prose(f"{text} Nobody makes five statements, so nobody has an average.")
    shown = [known[0]] if len(known) == 1 else [known[0], known[-1]]
    words = [f"{name(r['speakers'])} ({r['tone']:+.2f}{interval(r)}, n={r['n']})" for r in shown]
    if len(words) == 1:
        return Prose(f"{text} Only {words[0]} makes five statements or more.")
    apart = "" if overlapping(*shown) else " Their intervals do not overlap."
    together = " Their intervals overlap, so their order is not sure." if overlapping(*shown) else ""
    return Prose(
        f"{text} Among those with five or more, {words[0]} is the most cordial and {words[1]} the "
        f"least.{apart}{together}"
    )


def interval(row: dict[Any, Any]) -> str:
    """Return the 95% interval of an average as text, or nothing where there is none."""
    return f", {row['low']:+.2f} to {row['high']:+.2f}" if row["low"] == row["low"] and row["low"] is not None else ""


def overlapping(a: dict, b: dict[Any, Any]) -> bool:
    """Say whether two averages may be one: their intervals overlap, or one of them has none."""
    if any(row["low"] is None or row["low"] != row["low"] for row in (a, b)):
        return True
    return a["low"] <= b["high"] and b["low"] <= a["high"]


def about_dyads(pairs: pd.DataFrame) -> Prose:
    """Say who speaks most about whom, and whether it is returned."""
    if pairs.empty:
        return Prose("No statement of one country's speaker is about another country.")
    first = pairs.iloc[0]
    text = (
        f"Most is said by speakers of {name(first['speaker_country'])} about "
        f"{name(first['target_country'])}: {tone_words(first)}."
    )
    back = pairs[
        (pairs["speaker_country"] == first["target_country"]) & (pairs["target_country"] == first["speaker_country"])
    ]
    if len(back):
        return Prose(f"{text} In return: {tone_words(back.iloc[0])}.")
    return Prose(f"{text} Nothing is said in return.")


def tone_words(row: pd.Series) -> str:
    """Return the size and the mean of a pair's statements, or that they are too few for one."""
    mean = f"mean tone {row['tone']:+.2f}" if row["tone"] == row["tone"] else "too few for an average"
    return f"{count(int(row['n']), 'statement')}, {mean}"


def most_and_least(
    statements: pd.DataFrame, documents: pd.DataFrame, *, top: int = 5
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the most and the least cordial statements with their words.

    Parameters
    ----------
    statements, documents : tables of a corpus.
    top : rows in each.

    Returns
    -------
    most, least : statements with a column `said`; none stands in both.
    """
    from analysis.pages.readable import said

    rows = said(statements[statements["tone"].notna()], documents)
    ranked = rows.sort_values(["tone", "statement_id"], ascending=[False, True])
    top = min(top, len(ranked) // 2)
    return ranked.head(top), ranked.tail(top).iloc[::-1]


def about_dates(dates: pd.DataFrame) -> Prose:
    """Say how many temporal expressions were read, and how many have an interval."""
    if dates.empty:
        return Prose("No temporal expression was found.")
    known = int(
        sum(
            null(low) is not None or null(high) is not None
            for low, high in zip(dates["earliest"], dates["latest"], strict=True)
        )
    )
    relative = int(dates["anchor"].notna().sum())
    return Prose(
        f"{count(len(dates), 'temporal expression')} were read; {known} stand for days that can be "
        f"told, {relative} of all are "
        "relative and were resolved against the article's day, another expression or a statement."
    )


def about_timeline(timeline: pd.DataFrame) -> Prose:
    """Say how many events are told, between which days, and which of them most articles report."""
    if timeline.empty:
        return Prose("These articles report no dated event.")
    happened = timeline[timeline["kind"] == "event"]
    kinds = timeline["kind"].value_counts()
    text = ", ".join(count(int(kinds[k]), k) for k in ("event", "plan", "target", "figure") if k in kinds)
    foreseen = int(happened["planned"].notna().sum())
    ahead = f"; {foreseen} of the events {'was' if foreseen == 1 else 'were'} announced before" if foreseen else ""
    text = f"The articles tell of {text}{ahead}."
    days = sorted(day for day in map(as_day, happened["earliest"]) if day)
    if days:
        text += f" What happened lies between {days[0]} and {days[-1]}."
    several = timeline[timeline["articles"] > 1].sort_values(
        ["articles", "date", "event_id"], ascending=[False, True, True]
    )
    if len(several):
        first = several.iloc[0]
        text += (
            f" {count(len(several), 'event is', 'events are')} told by more than one article, most of all "
            f"“{one_line(first['what'], 110)}” ({time_words(first['date'])}, {first['articles']} articles)."
        )
    elif len(timeline):
        text += " No event is told by more than one article."
    return Prose(text)


def about_plans(ledger: pd.DataFrame) -> Prose:
    """Say what became of what was announced."""
    if ledger.empty:
        return Prose("These articles announce nothing with a date.")
    counts = ledger["status"].value_counts()
    words = [f"{counts[s]} {s}" for s in ("kept", "moved", "open", "overdue") if s in counts]
    text = (
        f"Of {count(len(ledger), 'plan or target', 'plans and targets')}, those that are events by now among them, "
        f"as far as these articles tell: {listed(words)}."
    )
    return Prose(
        text + " Overdue means that its time passed without a word in this corpus, not that it did not happen."
    )


def about_figures(disagreements: pd.DataFrame) -> Prose:
    """Say on how many quantities sources differ, and whether one amount fits them all."""
    from analysis.pages.vocabulary import amount_words

    if disagreements.empty:
        return Prose("No two sources give different figures for one quantity.")
    parts = []
    for _, group in list(disagreements.groupby("quantity", sort=False))[:4]:
        ordered = group.sort_values("amount")
        low, high = ordered.iloc[0], ordered.iloc[-1]
        fits = (
            "one amount fits them as they are hedged"
            if bool(group["compatible"].all())
            else "no one amount fits them all"
        )
        amounts = f"from {amount_words(low['amount'], low['unit'])} to {amount_words(high['amount'], high['unit'])}"
        parts.append(f"{name(group.iloc[0]['about'])} {amounts}, and {fits}")
    return Prose(
        f"Sources differ on {count(disagreements['quantity'].nunique(), 'quantity', 'quantities')}: {'; '.join(parts)}."
    )


def coded_statements(corpus: str | Path, documents: pd.DataFrame, coding: str | Path = "") -> pd.DataFrame:
    """Return the hand-coded statements of a corpus, of the articles that are in it.

    Parameters
    ----------
    corpus : the folder of the articles; its folder `coding` holds statements.jsonl.
    documents : table of a corpus.
    coding : a filled sheet, or another folder with statements.jsonl.

    Returns
    -------
    DataFrame as `read_coding` returns it; no row where nothing was coded.
    """
    import pandas as pd

    from analysis.validation import read_coding

    folder = Path(coding).expanduser() if coding else Path(corpus) / "coding"
    if not coding and not (folder / "statements.jsonl").is_file():
        return pd.DataFrame(columns=["doc_id", "content", "cue", "source", "act", "tone"])
    coded = read_coding(folder)
    if "content" not in coded:
        return coded  # of a sheet, whose rows are found again when they are scored, even under other names
    return coded[coded["doc_id"].isin(set(documents["doc_id"]))].reset_index(drop=True)


def about_scorers(comparison: pd.DataFrame) -> Prose:
    """Say which scorer reads most statements as the human coder did, and which is the one declared before."""
    if comparison.empty:
        return Prose(
            "No statement of this corpus has been coded by hand, so nothing can be said here of how far its tone is "
            "right. "
            "Three steps: draw a sheet (python -m analysis sample my-articles --n 50 --out sheet.csv), write -1, 0 or "
            "1 into its column tone, and come back with it (python -m analysis report my-articles --coding sheet.csv "
            "--out my-report, or coding = 'sheet.csv' on top of this notebook).",
            lacks=("coded",),
        )
    rows = comparison.to_dict("records")
    words = [f"{r['scorer']} {100 * r['accuracy']:.0f}%" for r in rows]
    text = f"Of {count(int(rows[0]['n']), 'coded statement')}, read as the coder did: {listed(words)}."
    shift = rows[0]["machine_mean"] - rows[0]["human_mean"]
    text += f" Over all of them, {rows[0]['scorer']} moves the average by {shift:+.2f} on the scale from -1 to 1."
    missed = len(comparison.attrs.get("not_found", ()))
    if missed:
        text += f" {count(missed, 'coded statement')} more {'was' if missed == 1 else 'were'} not found by the method."
    if problems := len(comparison.attrs.get("problems", ())):
        text += f" {count(problems, 'row')} of the sheet could not be used; `python -m analysis validate` names each."
    return Prose(text)


def name(value: object) -> str:
    """Return a name as a sentence shows it: one line, not too long."""
    return one_line(value, 70)
