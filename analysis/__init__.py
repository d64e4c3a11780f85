"""Read diplomatic news: who is in it, who said what in which tone, and what happened when."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Where each public name lives; it is imported when it is first used, so that `import analysis` is quick.
_HOMES = {
    "analysis.codebook": ("Codebook", "read_codebook"),
    "analysis.corpus": ("read_corpus",),
    "analysis.entities": ("affiliations", "cooccurrence", "dispersion", "entity_frequency", "first_last_seen"),
    "analysis.events": (
        "coverage_lag",
        "export_timeline",
        "figure_disagreements",
        "plan_ledger",
        "timeline",
    ),
    "analysis.findings": (
        "about_corpus",
        "about_dates",
        "about_dyads",
        "about_entities",
        "about_figures",
        "about_pairs",
        "about_plans",
        "about_quotation",
        "about_scorers",
        "about_speakers",
        "about_timeline",
        "about_tone",
        "coded_statements",
        "most_and_least",
    ),
    "analysis.methods": ("accuracy", "method"),
    "analysis.pipeline": ("annotate",),
    "analysis.plots": (
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
    ),
    "analysis.pages.report": ("build_report",),
    "analysis.selection": ("find_corpus", "select"),
    "analysis.pages.passages": ("evidence", "show"),
    "analysis.tables": ("Tables", "read_tables", "write_tables"),
    "analysis.pages.readable": ("in_context", "said", "tabulate"),
    "analysis.tone": ("dyads", "entity_countries", "explain_tone", "score_tone", "tone_by"),
    "analysis.validation": (
        "agreement",
        "compare_scorers",
        "confusion",
        "corrected_averages",
        "draw_sheet",
        "krippendorff_alpha",
        "read_coding",
        "read_sheet",
        "score_coded",
        "tone_label",
        "validate",
        "write_sheet",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value  # a submodule of the same name must not take its place
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
