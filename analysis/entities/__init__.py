"""Who is in the coverage: names read in each article, resolved over the corpus, counted."""

from analysis.entities.company import affiliations, cooccurrence
from analysis.entities.frequency import dispersion, entity_frequency, first_last_seen
from analysis.entities.name import Name
from analysis.entities.names import read_names
from analysis.entities.resolve import resolve_entities

__all__ = [
    "Name",
    "affiliations",
    "cooccurrence",
    "dispersion",
    "entity_frequency",
    "first_last_seen",
    "read_names",
    "resolve_entities",
]
