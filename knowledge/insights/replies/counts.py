"""Counts to a reply: sentences, citations, figures, workings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.insights.counting import SMALLEST_GROUP, Count, broken_down, months, samples
from knowledge.insights.ports import ItemReader
from knowledge.insights.proportions import Proportions, StandsOut
from knowledge.insights.questions.asking import Kind
from knowledge.insights.quotes.excerpts import clearest, excerpts
from knowledge.insights.replies.composing import Draft, Shown
from knowledge.insights.replies.figuring import figure, plot_of_groups, plot_of_months, working
from knowledge.insights.replies.offering import of_count
from knowledge.insights.replies.wording import conditions, items_of, listed, percent, plural, spoken
from knowledge.insights.sight import Seen
from knowledge.models import Citation, Figure, Plot, Working
from knowledge.store.counting.items import ItemSource
from knowledge.store.items.words import spaced

_LONGEST_QUOTE = 220
_LONGEST_RULE = 260  # characters; the whole rule is always in the working
_SOURCES = 3  # that are named; others are counted together


@dataclass(frozen=True, slots=True)
class Said:
    """What can be said of a question about customers' words, ready for a reply.

    Attributes:
        text: at most 900 characters, the number first.
        lead: its first sentence.
        citations: of the quotes in it, by number.
        figures: one for each source that was counted; `workings` in the same order.
    """

    text: str
    lead: str
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    workings: tuple[Working, ...]
    plots: tuple[Plot, ...] = ()
    follow_ups: tuple[str, ...] = ()


def counts_told(seen: Seen, items: ItemReader, proportions: Proportions, min_sample: int) -> Said:
    """The reply to "how many" and "what share": the count, the rule, three items.

    Args:
        seen: with a match.
        items: to take the three from.
        proportions: over the same items.
        min_sample: fewer items than this are shown, and nothing is concluded from them.
    """
    draft = Draft()
    draft.say(number_line(seen, min_sample))
    more_sources(seen, draft)
    draft.say(rule_line(seen))
    draft.say(filed_line(seen, items))
    first = seen.counts[0]
    standing = proportions.stands_out(first) if first.n >= min_sample else None
    draft.say(standing_line(standing))
    quote_samples(draft, seen, items)
    told = said(draft, seen, items, min_sample, standing)
    return replace(told, follow_ups=of_count(seen, standing))


def said(
    draft: Draft,
    seen: Seen,
    items: ItemReader,
    min_sample: int,
    standing: StandsOut | None = None,
) -> Said:
    """A draft with the figures, workings and plots of what was counted.

    Args:
        draft: with at least one line.
        seen: what was counted.
        items: to count by month and by attribute.
        min_sample: fewer items than this are not drawn.
        standing: whose attribute is drawn.
    """
    pairs = list(zip(seen.counts, seen.sources, strict=True))[:_SOURCES]
    about, kind = seen.asked.about, seen.asked.kind
    first = seen.counts[0]
    plots: list[Plot | None] = []
    if first.n >= min_sample:
        name = f"“{about}” by" if about else "By"
        plots.append(plot_of_months(months(items, first), f"{name} month"))
        if standing is not None:
            groups = broken_down(items, first.selection, standing.attribute)
            plots.append(plot_of_groups(groups, f"{name} {standing.attribute.lower()}"))
    return Said(
        text=draft.text,
        lead=draft.lines[0],
        citations=tuple(draft.citations),
        figures=tuple(figure(count, source, about, kind) for count, source in pairs),
        workings=tuple(working(count, seen.match, about) for count, _ in pairs),
        plots=tuple(plot for plot in plots if plot is not None),
    )


def number_line(seen: Seen, min_sample: int) -> str:
    """31 of 389 texts in the complaint register (8.0 %) mention “transfer”."""
    count, source = seen.counts[0], seen.sources[0]
    if seen.n == 0:
        pairs = list(zip(seen.counts, seen.sources, strict=True))
        wholes = listed(items_of(source, count.of) for count, source in pairs[:_SOURCES])
        return f"None of {wholes} mentions {spoken(seen)}{conditions(count)}."
    verb = "mentions" if count.n == 1 else "mention"
    what = f"{verb} {spoken(seen)}{conditions(count)}"
    whole = items_of(source, count.of)
    if seen.asked.kind is Kind.SHARE and count.of >= min_sample:
        return f"{percent(count.share)} of {whole} {what}: {count.n:,} of {count.of:,}."
    few = " Too few to call." if seen.n < min_sample else ""
    return f"{count.n:,} of {whole} ({percent(count.share)}) {what}.{few}"


def more_sources(seen: Seen, draft: Draft) -> None:
    """The counts of further sources, each its own: one customer may be in several."""
    others = list(zip(seen.counts, seen.sources, strict=True))[1:_SOURCES]
    if seen.n and others:
        told = listed(_short(count, source) for count, source in others)
        if others[0][0].n:
            draft.say(f"Also {told}. Sources may share customers, so they are not added up.")
        else:
            draft.say(f"{told[0].upper()}{told[1:]}.")


def _short(count: Count, source: ItemSource) -> str:
    if not count.n:
        return f"none of {items_of(source, count.of)}"
    return f"{count.n:,} of {items_of(source, count.of)} ({percent(count.share)})"


def rule_line(seen: Seen) -> str:
    """Counted is each text that has one of the words …"""
    if seen.match is None:
        return ""
    apart = ", next to each other or not" if seen.match.loose else ""
    line = f"Counted: each text that {seen.match.shown}{apart}."
    return line if len(line) <= _LONGEST_RULE else "Counted by the rule in the query below."


def filed_line(seen: Seen, items: ItemReader) -> str:
    """Where the topic is a value of an attribute too: how many are filed under it."""
    if seen.asked.filed is None:
        return ""
    name, value = seen.asked.filed
    for count, source in zip(seen.counts, seen.sources, strict=True):
        every = replace(count.whole, said=False)
        n = items.count(replace(every, attributes=(*every.attributes, (name, (value,)))))
        if n >= SMALLEST_GROUP:
            whole = f"{items.count(every):,} {source.name if plural(source.name) else 'items'}"
            return f"Filed under {name} {value}, whatever they say: {n:,} of {whole}."
    return ""


def standing_line(found: StandsOut | None) -> str:
    """What is out of proportion among them."""
    if found is None:
        return ""
    return (
        f"Stands out: {found.attribute} {found.value}, {found.n:,} of {found.among:,} "
        f"({percent(found.share)}; of all texts {percent(found.usual)})."
    )


def quote_samples(draft: Draft, seen: Seen, items: ItemReader, most: int = 3) -> None:
    """Items of the count, spread over their time, each by a sentence that was counted."""
    groups = seen.match.groups if seen.match else ()
    told: set[str] = set()
    for count in seen.counts:
        for one in samples(items, count, most):
            best = clearest(excerpts(one, groups))
            if best is None or spaced(best.text) in told or len(told) == most:
                continue
            if draft.quote(best, Shown("", groups, _LONGEST_QUOTE)):
                told.add(spaced(best.text))
