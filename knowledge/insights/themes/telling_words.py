"""Themes are named by their most telling words: frequent in one, rare in the others."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from knowledge.search.words.words import is_stop, plain, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOISE = re.compile(r"^(?:x+|.*\d.*|.{1,2})$")
_WORDS = 3  # in a name
_UNITS = 2  # of one or two words
_SEEN = 0.15  # of a theme's texts that have the word, at least
_LEAST = 3  # texts
_MOSTLY = 0.6  # of the uses of a word that are written alike
_PAIR = 1.2  # two words that stand together tell more than one
_LIGHT = frozenset(
    stem(word)
    for word in """
    also said say told tell ask asked would could get got getting make made back even still
    never always many much time times day days one two three first second last next went come
    came going go take took thing things people like know see need want really please since
    without per via used use using due left right morning afternoon evening home action caused
    causing immediately received receive affecting significant prepared attached given give put
    keep kept let able well new old good great nice bad lot way today yesterday week month year
    later ago around another however although though because etc yet already almost enough every
    everything anything nothing something someone anyone everyone us dear sir madam hello hi
    regards sincerely thank thanks write writing wrote following follow followed regarding
    according accordance matter issue issues nobody none rang ring away maybe perhaps else
    problem problems try tried trying call called find found look looking think thought feel
    felt start started end ended happen happened stated state states above below
    """.split()
)


def theme_names(
    texts: Sequence[str], labels: Sequence[int], left_out: frozenset[str]
) -> dict[int, str]:
    """A name for each label, no word in two of them.

    A unit u of a theme t scores p(u|t) * ln(p(u|t) / p(u|others)), p being the smoothed share of
    texts that have it; units are words and pairs of neighbours, by stem, and shown in their most
    frequent form.

    Args:
        texts: of the items.
        labels: which theme each is in.
        left_out: stems that name nothing alone: those of the topic ("wire transfer" does).
    """
    shown: defaultdict[str, Counter[str]] = defaultdict(Counter)
    held = [_units(text, left_out, shown) for text in texts]
    sizes = Counter(labels)
    within: dict[int, Counter[str]] = {label: Counter() for label in sizes}
    for units, label in zip(held, labels, strict=True):
        within[label].update(units)
    everywhere = sum(within.values(), Counter())
    named: dict[int, str] = {}
    used: set[str] = set()
    for label in sorted(sizes, key=lambda one: (-sizes[one], one)):
        scored = _scored(within[label], everywhere, sizes[label], len(texts))
        named[label] = _name(scored, shown, left_out, used)
    return named


def _units(
    text: str, left_out: frozenset[str], shown: Mapping[str, Counter[str]]
) -> frozenset[str]:
    found: set[str] = set()
    before: tuple[str, str] | None = None
    for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
        bare = plain(word).removesuffix("'s")
        own = stem(bare)
        if is_stop(bare) or _NOISE.match(bare) or own in _LIGHT:
            before = None
            continue
        written = word[: len(bare)]
        if own not in left_out:
            found.add(own)
            shown[own][written] += 1
        if before is not None and before[0] != own and not {before[0], own} <= left_out:
            pair = f"{before[0]} {own}"
            found.add(pair)
            shown[pair][f"{before[1]} {written}"] += 1
        before = (own, written)
    return frozenset(found)


def _scored(
    within: Counter[str], everywhere: Counter[str], size: int, total: int
) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for unit, n in within.items():
        if n < max(_LEAST, _SEEN * size):
            continue
        here = n / size
        there = (everywhere[unit] - n + 0.5) / (total - size + 1)
        worth = here * log(here / there) * (_PAIR if " " in unit else 1)
        if worth > 0:
            found.append((worth, unit))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _name(
    scored: Sequence[tuple[float, str]],
    shown: Mapping[str, Counter[str]],
    left_out: frozenset[str],
    used: set[str],
) -> str:
    """Marks the words that it takes as used."""
    taken: list[str] = []
    count = 0
    for _, unit in scored:
        words = [word for word in unit.split() if word not in left_out]
        if used & set(words) or count + len(words) > _WORDS:
            continue
        taken.append(_written(shown[unit]))
        used.update(words)
        count += len(words)
        if len(taken) == _UNITS:
            break
    if not taken and scored:  # what is left says less, and better than nothing
        taken.append(_written(shown[scored[0][1]]))
    return ", ".join(taken) or "other subjects"


def _written(forms: Counter[str]) -> str:
    """The form used most; with a capital only where most write it so: "Penrith", "NPS"."""
    lower: Counter[str] = Counter()
    for form, n in forms.items():
        lower[form.lower()] += n
    best = max(lower.items(), key=lambda pair: (pair[1], pair[0]))[0]
    same = [(n, form) for form, n in forms.items() if form.lower() == best]
    n, form = max(same)
    return form if n > _MOSTLY * lower[best] else best
