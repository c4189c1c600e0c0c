"""Where the sentences of an answer come from, as small print below it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.parts.mrkdwn import age, day, escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.models import Citation


def source_lines(citations: Sequence[Citation], setting: Setting) -> list[str]:
    """One line for what was taken from one owner's document, in mrkdwn."""
    documents: dict[tuple[str, str, str], list[Citation]] = {}
    for one in citations:
        documents.setdefault((one.document, one.owner, one.link), []).append(one)
    return [_source(cited, setting) for cited in documents.values()]


def part(headings: str, title: str = "") -> str:
    """The innermost heading, unless it says what the title says."""
    last = headings.rpartition(" > ")[2].strip()
    same = last.casefold() == title.casefold()
    return f" › {escaped(shortened(last, 60))}" if last and not same else ""


def _source(cited: Sequence[Citation], setting: Setting) -> str:
    one = cited[0]
    numbers = " ".join(f"[{citation.number}]" for citation in cited)
    parts = dict.fromkeys(part(citation.section, one.title) for citation in cited)
    inner = next(iter(parts)) if len(parts) == 1 else ""
    facts = [f"*{numbers}* {link(one.link, one.title)}{inner}"]
    who = setting.who(one.owner)
    if who:
        facts.append(escaped(who))
    if one.updated:
        old = age(one.updated, setting.today)
        facts.append(day(one.updated) + (f" ({old})" if old else ""))
    line = " · ".join(facts)
    if one.superseded_by:
        line += "\n:warning: This page has been replaced by a newer one."
    return line
