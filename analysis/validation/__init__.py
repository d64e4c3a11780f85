"""Is the tone right: blind coding sheets, agreement, accuracy, and what errors do to averages."""

from analysis.validation.agreement import agreement, krippendorff_alpha
from analysis.validation.command import add_commands
from analysis.validation.report import Validation, validate, validation_report
from analysis.validation.scorers import (
    compare_scorers,
    confusion,
    corrected_averages,
    f1_scores,
    read_coding,
    score_coded,
    tone_label,
)
from analysis.validation.sheets import SheetError, draw_sheet, read_sheet, write_sheet

__all__ = [
    "SheetError",
    "Validation",
    "add_commands",
    "agreement",
    "compare_scorers",
    "confusion",
    "corrected_averages",
    "draw_sheet",
    "f1_scores",
    "krippendorff_alpha",
    "read_coding",
    "read_sheet",
    "score_coded",
    "tone_label",
    "validate",
    "validation_report",
    "write_sheet",
]
