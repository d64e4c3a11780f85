"""One function a chart, from a table to Axes, with the words that say what it shows."""

from analysis.plots.chart import chart
from analysis.plots.entities import (
    plot_cooccurrence,
    plot_dispersion,
    plot_entity_by_article,
    plot_entity_frequency,
)
from analysis.plots.figures import plot_figures
from analysis.plots.over_time import plot_entities_over_time, plot_tone_over_time
from analysis.plots.picture import Picture, figures_folder, publish
from analysis.plots.statements import plot_acts, plot_quotation
from analysis.plots.style import actor_colours, use_style
from analysis.plots.timeline import plot_plans, plot_publication, plot_timeline
from analysis.plots.tone import (
    plot_dyads,
    plot_scorers_beside_codes,
    plot_statement_tone,
)
from analysis.plots.validation import plot_confusion, plot_corrected_averages, plot_scorer_accuracy

__all__ = [
    "Picture",
    "actor_colours",
    "chart",
    "figures_folder",
    "plot_acts",
    "plot_confusion",
    "plot_cooccurrence",
    "plot_corrected_averages",
    "plot_dispersion",
    "plot_dyads",
    "plot_entities_over_time",
    "plot_entity_by_article",
    "plot_entity_frequency",
    "plot_figures",
    "plot_plans",
    "plot_publication",
    "plot_quotation",
    "plot_scorer_accuracy",
    "plot_scorers_beside_codes",
    "plot_statement_tone",
    "plot_timeline",
    "plot_tone_over_time",
    "publish",
    "use_style",
]
