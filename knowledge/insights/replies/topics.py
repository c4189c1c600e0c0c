"""What was heard of a topic as a reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.insights.ports import ItemReader
from knowledge.insights.quotes.choosing import Quote
from knowledge.insights.quotes.excerpts import Excerpt, clearest, excerpts
from knowledge.insights.quotes.stance import told_by
from knowledge.insights.replies.composing import Draft, Shown
from knowledge.insights.replies.counts import (
    Said,
    more_sources,
    number_line,
    rule_line,
    said,
    standing_line,
)
from knowledge.insights.replies.offering import of_topic
from knowledge.insights.replies.wording import percent, period
from knowledge.insights.saying import Heard
from knowledge.insights.themes.theme import Theme

_QUOTES = 400  # characters that are kept for quotes
_THEMES = 3  # of a topic
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
        voices_told(heard, draft)
    draft.keep = 0
    draft.say(rule)
    told = said(draft, seen, items, min_sample, heard.standing)
    return replace(told, follow_ups=of_topic(seen, heard.standing))


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


def voices_told(heard: Heard, draft: Draft) -> None:
    """Two quotes of the prevailing voice and one against it, or that there is none."""
    voices, match = heard.voices, heard.seen.match
    groups = match.groups if match else ()
    quotes = [("", quote, groups) for quote in voices.first]
    if voices.against is not None:
        contrary = told_by(voices.against.excerpt.text, voices.against.stance)
        quotes.append(("Against: ", voices.against, (contrary,) if contrary else groups))
    silent = _silence(heard)
    for place, (lead, quote, kept) in enumerate(quotes):
        left = len(quotes) - place
        room = draft.room - len(silent) - 1
        draft.quote(quote.excerpt, Shown(lead, kept, (room - left) // left))
    draft.say(silent)


def _silence(heard: Heard) -> str:
    """Which voice is not there: the one that was asked for, or a contrary one."""
    voices = heard.voices
    read = "" if voices.heard >= heard.distinct else " that were read"
    if heard.seen.asked.stance and not voices.first:
        missing = "praise" if heard.seen.asked.stance > 0 else "complaint"
        return f"No {missing} among {voices.heard:,}{read}."
    if voices.prevailing and voices.against is None:
        return f"No contrary voice among {voices.heard:,}{read}."
    return ""


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
