"""What all of it is about as a reply: themes, the largest first, a quote each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from knowledge.insights.ports import ItemReader
from knowledge.insights.quotes.excerpts import Excerpt
from knowledge.insights.replies.composing import Draft, Shown
from knowledge.insights.replies.counts import Said, quote_samples, said
from knowledge.insights.replies.offering import of_themes
from knowledge.insights.replies.wording import conditions, items_of, listed, number, percent, spoken
from knowledge.insights.sight import Seen
from knowledge.insights.themes.theme import Theme
from knowledge.insights.theming import Parted
from knowledge.models import Plot, Point

THEMES_QUOTED = 5
"""Themes that are listed with a quote."""

_NAMED = 3  # sources
_SHOWN = 4  # items, where there are too few for themes


def themes_told(
    parted: Parted, quotes: Sequence[Excerpt | None], items: ItemReader, min_sample: int
) -> Said:
    """The reply to "what are people complaining about".

    Args:
        parted: with at least one theme.
        quotes: of the first themes, in their order.
        items: that were counted.
        min_sample: fewer items than this are not drawn by month.
    """
    seen, found, draft = parted.seen, parted.themes, Draft()
    total = sum(theme.n for theme in found)
    draft.say(f"{_which(found)} in {_whole(parted, total)}{conditions(seen.counts[0])}:")
    last = f"By likeness of meaning: each of the {total:,} different texts is in one theme."
    draft.keep = len(last) + 1
    rest = found[THEMES_QUOTED:]
    others = f"The other {sum(theme.n for theme in rest):,}: {_names(rest)}." if rest else ""
    listed_ones = found[:THEMES_QUOTED]
    for place, (theme, quote) in enumerate(zip_longest(listed_ones, quotes), 1):
        left = len(listed_ones) - place + 1
        lead = f"{place}. {theme.name}: {theme.n:,} ({percent(theme.share)}) "
        most = (draft.room - len(others) - left) // left
        if quote is None or not draft.quote(quote, Shown(lead, (), most, whose=False)):
            draft.say(lead.strip())
    draft.say(others)
    draft.keep = 0
    draft.say(last)
    told = said(draft, seen, items, min_sample)
    return replace(told, plots=(_bars(found),), follow_ups=of_themes(found))


def few_told(seen: Seen, items: ItemReader, min_sample: int) -> Said:
    """Where there are too few for themes: how many, and some of them."""
    draft = Draft()
    draft.say(f"Too few for themes: {_sources(seen)}{conditions(seen.counts[0])}. They say:")
    quote_samples(draft, seen, items, _SHOWN)
    return said(draft, seen, items, min_sample)


def _which(found: Sequence[Theme]) -> str:
    return f"{len(found)} themes" if len(found) > 1 else "One theme"


def _whole(parted: Parted, total: int) -> str:
    """389 texts in the complaint register; 120 of 500 reviews, those with a score of 2 or less."""
    seen, limit = parted.seen, parted.limit
    about = f" that mention {spoken(seen)}" if seen.asked.topic else ""
    if limit is None:
        return f"{total:,} of {_sources(seen)}{about}" if about else _sources(seen)
    side = "less" if seen.asked.stance < 0 else "more"
    return f"{total:,} of {_sources(seen)}{about}, those with a score of {number(limit)} or {side}"


def _sources(seen: Seen) -> str:
    pairs = list(zip(seen.counts, seen.sources, strict=True))
    named = [items_of(source, count.of) for count, source in pairs[:_NAMED]]
    more = len(pairs) - len(named)
    return listed([*named, f"{more} more sources"] if more else named)


def _names(found: Sequence[Theme]) -> str:
    return "; ".join(f"{theme.name} ({theme.n:,})" for theme in found)


def _bars(found: Sequence[Theme]) -> Plot:
    points = tuple(Point(theme.name, float(theme.n)) for theme in found)
    return Plot("Themes", "bar", "items", (("Items", points),))
