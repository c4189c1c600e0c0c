"""Themes under the names that people gave them; pinned ones are shown whenever they have items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from knowledge.insights.themes.theme import Rows, Theme
from knowledge.store.items.theme_names import SAME, ThemeName


def renamed(found: Sequence[Theme], names: Sequence[ThemeName]) -> tuple[Theme, ...]:
    """Each theme under the name of the nearest place that somebody named, if it lies there.

    Args:
        found: themes, the largest first; no name goes to two of them.
        names: of the same sources.
    """
    left = list(names)
    told: list[Theme] = []
    for theme in found:
        near = [float(one.signature @ theme.signature) for one in left]
        if near and max(near) >= SAME:
            name = left.pop(int(np.argmax(near)))
            theme = replace(theme, name=name.name, pinned=name.pinned)  # noqa: PLW2901 - the same
        told.append(theme)
    return tuple(told)


def missing(found: Sequence[Theme], names: Sequence[ThemeName]) -> list[ThemeName]:
    """Pinned names whose place none of these themes lies in."""
    return [
        one
        for one in names
        if one.pinned and all(float(one.signature @ theme.signature) < SAME for theme in found)
    ]


def with_pinned(
    labels: NDArray[np.intp], seen: Rows, signatures: Rows, pinned: Sequence[ThemeName]
) -> NDArray[np.intp]:
    """Labels where items that are nearer to a pinned place than to their theme's are in it.

    Args:
        labels: the theme of each row.
        seen: unit rows, as seen from the centre of all items.
        signatures: of the themes by label, unit rows.
        pinned: places that no theme lies in; their labels come after those of the themes.
    """
    if not pinned:
        return labels
    places = np.stack([one.signature.astype(np.float64) for one in pinned])
    own = np.einsum("ij,ij->i", seen, signatures[labels])
    likeness = seen @ places.T
    nearest = likeness.argmax(axis=1)
    moved = likeness.max(axis=1) > own
    return np.where(moved, len(signatures) + nearest, labels).astype(np.intp)
