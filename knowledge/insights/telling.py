"""What was heard of a topic, and what all of it is about, as a reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.insights.composing import Draft, Shown, listed
from knowledge.insights.excerpts import Excerpt, clearest, excerpts
from knowledge.insights.ports import ItemReader
from knowledge.insights.replying import (
    Said,
    more_sources,
    number_line,
    quote_samples,
    rule_line,
    said,
    standing_line,
)
from knowledge.insights.saying import Heard
from knowledge.insights.sight import Seen
from knowledge.insights.themes import Theme
from knowledge.insights.voices import Quote, Voices
from knowledge.insights.wording import conditions, items_of, percent, period
from knowledge.models import Plot, Point

_QUOTES = 400  # characters that are kept for quotes
_THEMES = 3  # of a topic
THEMES_QUOTED = 5
"""Themes that are listed with a quote."""

_ALL = 4  # items that are shown where there are too few to call


def topic_told(heard: Heard, items: ItemReader, min_sample: int) -> Said:
    """The reply to "what do customers say about": the number, when, themes, quotes, the rule."""
    seen, draft = heard.seen, Draft()
    rule = rule_line(seen)
    draft.say(number_line(seen, min_sample) + _near_line(len(heard.near)))
    more_sources(seen, draft)
    draft.keep = len(rule) + 1
    if heard.n < min_sample:
        _all_told(heard, draft)
    else:
        for line in (_change(heard), _about(heard.themes), standing_line(heard.standing)):
            draft.say(line, _QUOTES)
        voices_told(heard.voices, draft, seen.match.groups if seen.match else ())
    draft.keep = 0
    draft.say(rule)
    return said(draft, seen, items, min_sample)


def _near_line(n: int) -> str:
    if not n:
        return ""
    return f" {n:,} more {'comes' if n == 1 else 'come'} near in meaning."


def _change(heard: Heard) -> str:
    """The period before, else the month with most."""
    count, earlier = heard.seen.counts[0], heard.earlier
    if earlier is not None and earlier.whole.period is not None:
        return (
            f"Before, {period(earlier.whole.period)}: {earlier.n:,} of {earlier.of:,} "
            f"({percent(earlier.share)})."
        )
    if heard.peak is None or count.whole.period is not None:
        return ""
    month, n = heard.peak
    return f"Most in {period(month)}: {n:,} of the {count.n:,}."


def _about(found: Sequence[Theme]) -> str:
    if len(found) < 2:
        return ""
    told = [f"{theme.name} ({theme.n:,})" for theme in found[:_THEMES]]
    more = len(found) - len(told)
    return f"Themes: {'; '.join(told)}{f'; {more} more' if more else ''}."


def voices_told(voices: Voices, draft: Draft, groups: Sequence[Sequence[str]]) -> None:
    """Two quotes of the prevailing voice and one against it, or that there is none."""
    quotes = [("", quote) for quote in voices.first]
    if voices.against is not None:
        quotes.append(("Against: ", voices.against))
    for place, (lead, quote) in enumerate(quotes):
        left = len(quotes) - place
        draft.quote(quote.excerpt, Shown(lead, groups, (draft.room - left) // left))
    if voices.prevailing and voices.against is None:
        draft.say(f"No contrary voice among {voices.heard:,}.")


def _all_told(heard: Heard, draft: Draft) -> None:
    """Each item, where they are too few to conclude anything from them."""
    groups = heard.seen.match.groups if heard.seen.match else ()
    quotes: list[Quote] = [*heard.voices.first]
    if heard.voices.against is not None:
        quotes.append(heard.voices.against)
    shown = {quote.excerpt.of.id for quote in quotes}
    rest: list[Excerpt] = [quote.excerpt for quote in quotes]
    for one in heard.voices.items:
        best = clearest(excerpts(one, groups)) if one.id not in shown else None
        if best is not None:
            rest.append(best)
    for place, excerpt in enumerate(rest[:_ALL]):
        left = len(rest[:_ALL]) - place
        draft.quote(excerpt, Shown("", groups, (draft.room - left) // left))


def themes_told(
    seen: Seen,
    found: Sequence[tuple[Theme, Excerpt | None]],
    items: ItemReader,
    min_sample: int,
) -> Said:
    """The reply to "what are people complaining about": themes, the largest first, a quote each."""
    draft = Draft()
    whole = listed(
        items_of(source, count.of) for count, source in zip(seen.counts, seen.sources, strict=True)
    )
    about = f" that mention “{seen.asked.about}”" if seen.asked.topic else ""
    draft.say(f"{_which(found)} in {whole}{about}{conditions(seen.counts[0])}:")
    total = sum(theme.n for theme, _ in found)
    last = f"By likeness of meaning: each of the {total:,} different texts is in one theme."
    draft.keep = len(last) + 1
    rest = found[THEMES_QUOTED:]
    others = f"The other {sum(theme.n for theme, _ in rest):,}: {_names(rest)}." if rest else ""
    for place, (theme, quote) in enumerate(found[:THEMES_QUOTED], 1):
        left = min(len(found), THEMES_QUOTED) - place + 1
        lead = f"{place}. {theme.name}: {theme.n:,} ({percent(theme.share)}) "
        most = (draft.room - len(others) - left) // left
        if quote is None or not draft.quote(quote, Shown(lead, (), most, whose=False)):
            draft.say(lead.strip())
    draft.say(others)
    draft.keep = 0
    draft.say(last)
    told = said(draft, seen, items, min_sample)
    return replace(told, plots=(_bars([theme for theme, _ in found]),))


def _which(found: Sequence[object]) -> str:
    return f"{len(found)} themes" if len(found) > 1 else "One theme"


def _names(found: Sequence[tuple[Theme, Excerpt | None]]) -> str:
    return "; ".join(f"{theme.name} ({theme.n:,})" for theme, _ in found)


def _bars(found: Sequence[Theme]) -> Plot:
    points = tuple(Point(theme.name, float(theme.n)) for theme in found)
    return Plot("Themes", "bar", "items", (("Items", points),))


def few_told(seen: Seen, items: ItemReader, min_sample: int) -> Said:
    """Where there are too few for themes: how many, and the newest of them."""
    draft = Draft()
    pairs = zip(seen.counts, seen.sources, strict=True)
    whole = listed(items_of(source, count.of) for count, source in pairs)
    draft.say(f"Too few for themes: {whole}{conditions(seen.counts[0])}. The newest say:")
    quote_samples(draft, seen, items, _ALL)
    return said(draft, seen, items, min_sample)
