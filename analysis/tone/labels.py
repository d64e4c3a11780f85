"""Where tone ends and neutral begins: the dead band, fixed before any coded set was scored."""

from __future__ import annotations

DEAD_BAND = 0.05
LABELS = (-1, 0, 1)


def tone_label(tone: float) -> int:
    """Return -1, 0 or 1: within 0.05 of zero, the band's edges included, is neutral.

    Raises
    ------
    ValueError
        For no number, which is no tone and must not pass for neutral.
    """
    if tone is None or tone != tone:
        raise ValueError("A statement without a tone has no label: leave it out.")
    return int(tone > DEAD_BAND) - int(tone < -DEAD_BAND)
