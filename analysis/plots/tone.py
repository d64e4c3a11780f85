"""In what tone: statements on the axis from critical to cordial, averages with their intervals, who towards whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.pages.places import evidence_of, place
from analysis.pages.readable import first_place
from analysis.plots.statements import UNKNOWN, by_speaker, foremost_speakers
from analysis.plots.style import (
    INK,
    LINE,
    NEUTRAL,
    bars,
    canvas,
    no_frame,
    row_height,
    sample,
    square,
    styled,
    text,
    tone_colour,
)
from analysis.tone.labels import DEAD_BAND

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_MARKS = 90


def tone_axis(ax: Axes, label: str = "tone") -> None:
    """Set the axis from -1, critical, to 1, cordial, with the neutral band shaded."""
    ax.axvspan(-DEAD_BAND, DEAD_BAND, color="#eef1f4", linewidth=0, zorder=0)
    ax.set_xlim(-1.06, 1.06)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["-1\ncritical", "-0.5", "0", "0.5", "1\ncordial"])
    ax.set_xlabel(label)


def tone_sign(tone: float) -> int:
    """Return -1, 0 or 1: critical, neutral (within 0.05 of zero) or cordial."""
    return int(tone > DEAD_BAND) - int(tone < -DEAD_BAND)


def stack(values: list[float], width: float = 0.035, step: float = 0.13, most: int = 3) -> list[float]:
    """Return a vertical shift for each value so that marks at the same place lie beside each other."""
    shifts = []
    last: dict[int, float] = {}
    for value in values:
        level = 0
        while level in last and value - last[level] < width:
            level += 1
        last[level] = value
        place_ = level % (2 * most + 1)
        shifts.append(step * ((place_ + 1) // 2) * (1 if place_ % 2 else -1))
    return shifts


@styled
def plot_statement_tone(
    statements: pd.DataFrame, averages: pd.DataFrame, *, top: int = 12, ax: Axes | None = None
) -> Axes:
    """Draw each statement as a mark on the axis of tone, by speaker, with the speaker's average where there is one.

    Parameters
    ----------
    statements : the statements table. Filled marks are wholly or partly quoted, hollow ones in the outlet's words.
    averages : what `tone_by(statements, "speakers")` returned: speakers, n, tone, low, high.
    top : speakers drawn.
    ax : where to draw.

    Returns
    -------
    Axes; each mark leads to its statement in a report, the tick label names the speaker and n.
    """
    names = foremost_speakers(statements, top)
    rows = by_speaker(statements)
    rows = rows[rows["tone"].notna()]
    ax = canvas(ax, row_height(len(names), 0.42) + 0.3)
    mean = {row["speakers"]: row for row in averages.to_dict("records")}
    sizes = {}
    for y, name in enumerate(names):
        every = rows[rows["speaker"] == name].sort_values(["tone", "doc_id", "statement_id"])
        own = sample(every, MOST_MARKS)
        sizes[name] = len(every)
        colours = [tone_colour(tone) for tone in own["tone"]]
        faces = ["white" if kind == "indirect" else c for kind, c in zip(own["kind"], colours, strict=True)]
        heights = [y + shift for shift in stack(list(own["tone"]))]
        points = ax.scatter(own["tone"], heights, s=24, facecolors=faces, edgecolors=colours, linewidths=1.1, zorder=3)
        points.set_urls([place(row["doc_id"], first_place(row)) for row in own.to_dict("records")])
        average = mean.get(name)
        if average and average["tone"] == average["tone"]:
            if average["low"] == average["low"]:
                ax.plot([average["low"], average["high"]], [y + 0.34] * 2, color=INK, linewidth=1.4, zorder=2)
            ax.scatter([average["tone"]], [y + 0.34], marker="D", s=22, color=INK, zorder=4)
    bars(ax, [f"{text(name, 32)}  (n={sizes[name]})" for name in names])
    ax.set(title="Each statement by its speaker")
    left = len(set(by_speaker(statements)["speaker"]) - {UNKNOWN}) - len([n for n in names if n != UNKNOWN])
    words = [f"{left:,} further speakers not drawn"] if left > 0 else []
    words += (
        [f"at most {MOST_MARKS} marks a speaker, evenly chosen"] if max(sizes.values(), default=0) > MOST_MARKS else []
    )
    legend = "tone · ● quoted  ○ in the outlet's words  ◆ mean and 95% interval, from 5 statements"
    tone_axis(ax, "\n".join([legend, *(["; ".join(words)] if words else [])]))
    return ax


def describe_statement_tone(statements: pd.DataFrame, averages: pd.DataFrame, *, top: int = 12) -> str:
    """Return the words for `plot_statement_tone`: each speaker's cordial and critical statements, and the mean."""
    if statements["tone"].notna().sum() == 0:
        return "No statement has a tone."
    rows = by_speaker(statements)
    mean = {row["speakers"]: row["tone"] for row in averages.to_dict("records")}
    parts = []
    for name in foremost_speakers(statements, top)[:8]:
        tones = rows.loc[rows["speaker"] == name, "tone"].dropna()
        words = (
            f"{text(name)} {int((tones > DEAD_BAND).sum())} cordial and {int((tones < -DEAD_BAND).sum())} "
            f"critical of {len(tones)}"
        )
        value = mean.get(name)
        parts.append(words + (f", mean {value:+.2f}" if value is not None and value == value else ""))
    return f"Statements by speaker on the axis of tone from -1 to 1: {'; '.join(parts)}."


def dyad_order(pairs: pd.DataFrame, top: int) -> tuple[list[str], list[str]]:
    """Return the countries that speak and those spoken about, most statements first."""
    keys = []
    for column in ("speaker_country", "target_country"):
        counts = pairs.groupby(column)["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
        keys.append(list(counts.index[:top]))
    return keys[0], keys[1]


@styled
def plot_dyads(pairs: pd.DataFrame, *, top: int = 10, ax: Axes | None = None) -> Axes:
    """Draw the tone of each country's speakers towards each other country.

    Parameters
    ----------
    pairs : what `dyads` returned: speaker_country, target_country, n, tone.
    top : countries a side.
    ax : where to draw.

    Returns
    -------
    Axes; a square a pair with its mean where it rests on enough statements, else only the number of statements.
    """
    speakers, targets = dyad_order(pairs, top)
    ax = canvas(ax, max(1.9, 1.5 + 0.5 * len(speakers)), max(4.5, 2.4 + 0.78 * len(targets)))
    for row in pairs.to_dict("records"):
        if row["speaker_country"] not in speakers or row["target_country"] not in targets:
            continue
        x, y = targets.index(row["target_country"]), speakers.index(row["speaker_country"])
        known = row["tone"] == row["tone"] and row["tone"] is not None
        url = evidence_of(row["speaker_country"])
        if known:
            words = f"{row['tone']:+.2f}\nn={row['n']}"
            square(ax, x, y, 0.2 + 0.8 * min(1.0, abs(row["tone"])), words, colour=tone_colour(row["tone"]), url=url)
        else:
            square(ax, x, y, 0.0, f"n={row['n']}", colour=NEUTRAL, url=url)
    bars(ax, [text(name, 24) for name in speakers])
    ax.set_xticks(range(len(targets)), [text(name, 16) for name in targets], rotation=25 if len(targets) > 3 else 0,
                  ha="right" if len(targets) > 3 else "center")  # fmt: skip
    ax.set_xlim(-0.6, max(len(targets) - 0.4, 0.6))
    no_frame(ax)
    ax.set(title="Who speaks about whom, in what tone", xlabel="about", ylabel="speakers of")
    return ax


def describe_dyads(pairs: pd.DataFrame, *, top: int = 10) -> str:
    """Return the words for `plot_dyads`: the pairs with most statements and their mean."""
    if pairs.empty:
        return "No statement of one country's speaker is about another country."
    parts = []
    for row in pairs.head(min(top, 8)).to_dict("records"):
        mean = f"mean {row['tone']:+.2f}" if row["tone"] == row["tone"] else "too few for a mean"
        parts.append(f"{text(row['speaker_country'])} about {text(row['target_country'])} {row['n']}, {mean}")
    return f"Matrix of tone between countries, statements: {'; '.join(parts)}."


@styled
def plot_scorers_beside_codes(
    coded: pd.DataFrame, scorers: tuple[str, ...] = ("textblob", "model"), *, ax: Axes | None = None
) -> Axes:
    """Draw what each scorer says of statements that a human coded, by the human's code.

    Parameters
    ----------
    coded : what `score_coded` returned: one row a statement, `tone` the human code (-1, 0, 1), a column a scorer.
    scorers : the columns drawn, from top to bottom within each code.
    ax : where to draw.

    Returns
    -------
    Axes, one row of marks for each code and scorer, with the share on the coder's side of the neutral band.
    """
    words = {1: "cordial", 0: "neutral", -1: "critical"}
    present = [code for code in (1, 0, -1) if (coded["tone"] == code).any()]
    rows = [(code, scorer) for code in present for scorer in scorers]
    ax = canvas(ax, row_height(len(rows), 0.42) + 0.3)
    labels = []
    for y, (code, scorer) in enumerate(rows):
        every = coded.loc[coded["tone"] == code, [scorer]].dropna().sort_values(scorer)
        agree = int((every[scorer].map(tone_sign) == code).sum())
        own = sample(every, 2 * MOST_MARKS)[scorer]
        right = own.map(tone_sign) == code
        ax.scatter(own, [y + s for s in stack(list(own))], s=20, linewidths=0, alpha=0.85,
                   color=[tone_colour(code) if ok else "#2b2b2b" for ok in right],
                   marker="o" if scorer != "textblob" else "s")  # fmt: skip
        labels.append(f"coder: {words[code]} · {scorer}  {agree} of {len(every)}")
        if y and scorer == scorers[0]:
            ax.axhline(y - 0.5, color=LINE, linewidth=0.8)
    bars(ax, labels)
    ax.set_yticks(range(len(labels)), [text(label, 60) for label in labels])
    tone_axis(ax, "score · in colour where it agrees with the coder, dark where it does not; shaded: neutral")
    ax.set(title="Beside the human code")
    return ax


def describe_scorers_beside_codes(coded: pd.DataFrame, scorers: tuple[str, ...] = ("textblob", "model")) -> str:
    """Return the words for `plot_scorers_beside_codes`: how many statements each scorer reads as the coder did."""
    if coded.empty:
        return "No coded statement."
    parts = []
    for scorer in scorers:
        scores = coded[scorer]
        sign = scores.map(tone_sign)
        parts.append(f"{scorer} {int((sign == coded['tone']).sum())} of {int(scores.notna().sum())}")
    return f"Scores of coded statements by the coder's code. Read as the coder did: {'; '.join(parts)}."


def lacks_statement_tone(statements: pd.DataFrame, averages: pd.DataFrame) -> str | None:
    """Return why there is no chart of tone by speaker, if there is none."""
    return "No statement has a tone." if statements["tone"].notna().sum() == 0 else None


def lacks_dyads(pairs: pd.DataFrame) -> str | None:
    """Return why there is no matrix of dyads, if there is none."""
    return "No statement of one country's speaker is about another country." if pairs.empty else None


def lacks_scorers_beside_codes(coded: pd.DataFrame) -> str | None:
    """Return why there is no comparison with a human code, if there is none."""
    return "No statement of this corpus has been coded by hand." if coded.empty else None
