"""What items are about, by clustering their vectors: every item is in one theme, none left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from knowledge.insights.themes.given_names import missing, renamed, with_pinned
from knowledge.insights.themes.telling_words import theme_names
from knowledge.insights.themes.theme import Rows, Theme, unit
from knowledge.ports import Vectors
from knowledge.search.words.words import plain, stem
from knowledge.store.counting.items import StoredItem
from knowledge.store.items.theme_names import ThemeName
from knowledge.store.items.words import item_words

FEWEST = 10
"""Items that can be parted into themes; fewer are read one by one."""

_AROUND = 15  # words before and after a counted form that name a theme

_MOST = 8
_SMALLEST = 5  # items of a theme
_PER_THEME = 12  # items for each theme that is tried for
_AS_GOOD = 0.85  # of the best silhouette: then more themes tell more
_DIRECTIONS = 48
_MANY = 200  # items, from which on that many directions are faster than all of them
_SAMPLE = 1_200  # items that decide where the themes are; all are put into one
_JUDGED = 600  # items that decide how many there are
_SEED = 0


def themes(
    found: Sequence[StoredItem],
    vectors: Vectors,
    centre: Vectors,
    groups: Sequence[Sequence[str]] = (),
    names: Sequence[ThemeName] = (),
) -> tuple[Theme, ...]:
    """The themes of these items, the largest first; () of fewer than `FEWEST`.

    The same items give the same themes, in whatever order they come. k-means over the vectors
    without what they have in common, for 2 to 8 themes of at least five items; the number is the
    largest whose silhouette is near the best. A pinned name that no theme has got takes the items
    that are nearer to its place than to that of their theme.

    Args:
        found: items with text.
        vectors: their unit rows, (items, d).
        centre: the mean vector of all items of the sources, (d,).
        groups: forms of the topic: the words around them name the themes, they themselves do not.
        names: that people gave to themes of these sources.
    """
    if len(found) < FEWEST or vectors.shape[0] != len(found) or not vectors.shape[1]:
        return ()
    order = sorted(range(len(found)), key=lambda place: _place(found[place]))
    items = [found[place] for place in order]
    rows = vectors[order].astype(np.float64)
    labels = _clustered(rows - rows.mean(axis=0))
    seen = unit(rows - centre.astype(np.float64))
    made = _parted(items, seen, labels, groups)
    gone = missing([*made.values()], names)
    if gone:
        signatures = np.stack([made[label].signature for label in sorted(made)])
        labels = with_pinned(labels, seen, signatures.astype(np.float64), gone)
        made = _parted(items, seen, labels, groups)
        for label, one in enumerate(gone, len(signatures)):
            if label in made:
                made[label] = replace(
                    made[label], name=one.name, signature=one.signature, pinned=True
                )
    told = sorted(made.values(), key=lambda theme: (-theme.n, theme.name))
    return renamed(told, names)


def _parted(
    items: Sequence[StoredItem],
    seen: Rows,
    labels: NDArray[np.intp],
    groups: Sequence[Sequence[str]],
) -> dict[int, Theme]:
    """The theme of each label."""
    left_out = frozenset(stem(plain(w)) for forms in groups for form in forms for w in form.split())
    texts = [_near_forms(one.item.text, groups) for one in items]
    names = theme_names(texts, labels.tolist(), left_out)
    return {
        label: _theme(items, seen, np.flatnonzero(labels == label), name)
        for label, name in names.items()
    }


def _theme(items: Sequence[StoredItem], seen: Rows, places: NDArray[np.intp], name: str) -> Theme:
    middle = seen[places].mean(axis=0)
    signature = unit(middle[None, :])[0]
    central = places[np.argsort(-(seen[places] @ signature), kind="stable")]
    return Theme(
        name=name,
        n=len(places),
        share=len(places) / len(items),
        signature=signature.astype(np.float32),
        members=tuple(items[place] for place in central),
    )


def _near_forms(text: str, groups: Sequence[Sequence[str]]) -> str:
    """The words around the forms; the whole text where it has none."""
    words = item_words(text)
    first = {form.split()[0] for forms in groups for form in forms}
    places = [place for place, word in enumerate(words) if word in first]
    if not places:
        return text
    near = {n for place in places for n in range(place - _AROUND, place + _AROUND + 1)}
    return " ".join(word for place, word in enumerate(words) if place in near)


def _flattened(rows: Rows) -> Rows:
    """Unit rows in the directions in which they differ most: as good, and many times as fast."""
    _, directions = np.linalg.eigh(rows.T @ rows)
    return unit(rows @ directions[:, -_DIRECTIONS:])


def _clustered(rows: Rows) -> NDArray[np.intp]:
    """The theme of each row of centred vectors, 0 for all where they cannot be told apart."""
    # Imported here: scikit-learn takes a second to load, and most questions need none of it.
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.metrics import silhouette_score  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    order = np.random.default_rng(_SEED).permutation(len(rows))
    tried: list[tuple[float, NDArray[np.intp]]] = []
    with threadpool_limits(1):  # more threads wait for one another longer than they work
        rows = _flattened(rows) if len(rows) > _MANY else unit(rows)
        some, judged = rows[order[:_SAMPLE]], rows[order[:_JUDGED]]
        different = len(np.unique(some.round(5), axis=0))
        for k in range(2, min(_MOST, max(2, len(rows) // _PER_THEME), different) + 1):
            model = KMeans(n_clusters=k, n_init=3, random_state=_SEED).fit(some)
            labels = model.predict(rows).astype(np.intp)
            own = model.labels_[: len(judged)]
            if np.bincount(labels, minlength=k).min() >= _SMALLEST and len(np.unique(own)) == k:
                score = float(silhouette_score(judged, own, metric="cosine"))
                tried.append((score, labels))
    best = max((score for score, _ in tried), default=0.0)
    good = [labels for score, labels in tried if score >= _AS_GOOD * best]
    return good[-1] if good and best > 0 else np.zeros(len(rows), dtype=np.intp)


def _place(one: StoredItem) -> tuple[str, str, str, int]:
    return one.item.source, one.item.document, one.item.record, one.id
