"""In what tone: three scorers of what is said, towards whom, and averages that show how sure they are."""

from analysis.tone.averages import clustered_interval, dyads, entity_countries, tone_by
from analysis.tone.labels import DEAD_BAND, tone_label
from analysis.tone.scoring import SCORERS, explain_tone, read_tone, read_tones, score_marked, score_tone
from analysis.tone.statements import add_tone
from analysis.tone.targets import statement_targets
from analysis.tone.window import Marked, statement_window

__all__ = [
    "DEAD_BAND",
    "SCORERS",
    "Marked",
    "add_tone",
    "clustered_interval",
    "dyads",
    "entity_countries",
    "explain_tone",
    "read_tone",
    "read_tones",
    "score_marked",
    "score_tone",
    "statement_targets",
    "statement_window",
    "tone_by",
    "tone_label",
]
