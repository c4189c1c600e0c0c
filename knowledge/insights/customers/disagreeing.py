"""Where sources say different things of one customer; both are stated, neither is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from knowledge.insights.customers.picture import Disagreement, Side, Voice
from knowledge.store.items.customer_key import bare_words

_FEWEST = 4  # scores of a source in the time that both cover, below which no trend is told
_CLEAR = 0.1  # of the range of a source's scores, from which a change is a trend
_OLDEST = date.min

Scale = tuple[float, float]


def disagreements(
    voices: Sequence[Voice],
    steady: Mapping[str, Collection[str]],
    scales: Mapping[str, Scale],
) -> tuple[Disagreement, ...]:
    """Attributes with different values in two sources, and scores that go different ways.

    An attribute counts where it is of the customer and not of the single item: where one of its
    sources nearly always says one thing of a customer, and each says one thing of this one.

    Args:
        voices: of one customer.
        steady: by source the attributes that are of its customers.
        scales: by source the lowest and the highest score that it gives anybody.
    """
    found = [*_attributes(voices, steady), *_scores(voices, scales)]
    return tuple(sorted(found, key=lambda one: one.subject.lower()))


def _attributes(
    voices: Sequence[Voice], steady: Mapping[str, Collection[str]]
) -> list[Disagreement]:
    said: defaultdict[str, defaultdict[str, list[tuple[str, Voice]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for voice in voices:
        for name in voice.item.attributes:
            said[_plain(name)][voice.item.source].append((name, voice))
    lasting = {_plain(name) for names in steady.values() for name in names}
    found: list[Disagreement] = []
    for plain in sorted(lasting & said.keys()):
        sides = [_side(given) for given in said[plain].values() if _agree(given)]
        if len({_plain(side.says) for side in sides}) > 1:
            name = next(iter(said[plain].values()))[0][0]
            found.append(Disagreement(name, _newest_first(sides)))
    return found


def _agree(given: Sequence[tuple[str, Voice]]) -> bool:
    """Whether a source says one thing of the customer."""
    return len({_plain(voice.item.attributes[name]) for name, voice in given}) == 1


def _side(given: Sequence[tuple[str, Voice]]) -> Side:
    name, voice = max(given, key=lambda pair: pair[1].item.day or _OLDEST)
    item = voice.item
    return Side(item.source, voice.domain, item.attributes[name], len(given), item.day)


def _scores(voices: Sequence[Voice], scales: Mapping[str, Scale]) -> list[Disagreement]:
    """One source's scores rise while another's fall, in the time that both cover."""
    by_source: defaultdict[str, list[tuple[date, float, Voice]]] = defaultdict(list)
    for voice in voices:
        item = voice.item
        if item.score is not None and item.day is not None:
            by_source[item.source].append((item.day, item.score, voice))
    spans = [(min(days), max(days)) for days in _days(by_source)]
    if len(spans) < 2:
        return []
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    sides: list[tuple[float, Side]] = []
    for source, scores in by_source.items():
        within = sorted((one for one in scores if start <= one[0] <= end), key=lambda one: one[0])
        if len(within) >= _FEWEST and source in scales:
            sides += _trend([score for _, score, _ in within], scales[source], within[-1])
    if not (any(change > 0 for change, _ in sides) and any(change < 0 for change, _ in sides)):
        return []
    return [Disagreement("score", _newest_first([side for _, side in sides]))]


def _days(
    by_source: Mapping[str, Sequence[tuple[date, float, Voice]]],
) -> list[list[date]]:
    return [
        [day for day, _, _ in scores] for scores in by_source.values() if len(scores) >= _FEWEST
    ]


def _trend(
    scores: Sequence[float], scale: Scale, newest: tuple[date, float, Voice]
) -> list[tuple[float, Side]]:
    """(change, side) of the newer half of the scores against the older, where it is clear."""
    half = len(scores) // 2
    older, newer = sum(scores[:half]) / half, sum(scores[-half:]) / half
    change, width = newer - older, scale[1] - scale[0]
    if width <= 0 or abs(change) < _CLEAR * width:
        return []
    word = "rising" if change > 0 else "falling"
    voice = newest[2]
    says = f"{word}, {older:.1f} to {newer:.1f}"
    return [(change, Side(voice.item.source, voice.domain, says, len(scores), newest[0]))]


def _newest_first(sides: Sequence[Side]) -> tuple[Side, ...]:
    return tuple(sorted(sides, key=lambda side: side.day or _OLDEST, reverse=True))


def _plain(text: str) -> str:
    return " ".join(bare_words(text.replace("_", " ")))
