"""What follows in the thread below a digest: one message for each sort of section. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.answers.sources import part
from bot.blocks.digests.groups import group_words
from bot.blocks.digests.lines import Telling, day_in
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.parts.message import SPOKEN, Block, section
from bot.blocks.parts.mrkdwn import escaped, link, shortened
from bot.blocks.parts.paging import pages
from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.metrics.wording import day_words
from knowledge.models import Citation

_QUOTE, _TEXT = 500, 600  # characters of one quote, and of one remark
_AGAINST = "On the other hand:"
_MOST = 10  # remarks of one section
_ROOM = 2_900  # characters of one block


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message of the thread.

    Attributes:
        name: a short word that is the same whenever the digest is made anew; no two share it.
        text: what is read out and shown in notifications.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]


def thread_messages(digest: Digest, names: Names = unknown) -> tuple[ThreadMessage, ...]:
    """One message for each kind of section, in the order of the digest, the groups first.

    Sections that have nothing to say leave; why they do is said in the preview.
    """
    telling = Telling(PERIODS[digest.definition.period], digest.as_of, names)
    split = [
        words for line in digest.lines if line.figure for words in group_words(line, telling.before)
    ]
    titles = "; ".join(one.splitlines()[0] for one in split)
    made = _pages("groups", titles, [section(one) for one in split])
    kinds: dict[str, list[Section]] = {}
    for one in digest.sections:
        if one.remarks:
            kinds.setdefault(one.kind, []).append(one)
    for kind, sections in kinds.items():
        name = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "section"
        text = escaped(" ".join(_spoken(one) for one in sections))
        made += _pages(name, text, [_section(one, telling) for one in sections])
    return tuple(made)


def _pages(name: str, text: str, blocks: Sequence[Block]) -> list[ThreadMessage]:
    return [
        ThreadMessage(name if number == 1 else f"{name}-{number}", shortened(text, SPOKEN), part)
        for number, part in enumerate(pages(blocks), 1)
        if part
    ]


def _section(one: Section, telling: Telling) -> Block:
    rows = [f"*{escaped(one.title)}*"]
    for at, said in enumerate(one.remarks[:_MOST]):
        apart = at and said.quote and not said.text and not said.against
        rows += ([""] if apart else []) + _remark(said, telling)
    more = one.more + max(len(one.remarks) - _MOST, 0)
    rows += [f"and {more} more"] if more > 0 else []
    return section(shortened("\n".join(rows), _ROOM))


def _remark(said: Remark, telling: Telling) -> list[str]:
    """A remark, and below it somebody's own words as a quotation with where they stand."""
    head, source = escaped(shortened(said.text, _TEXT)), _source(said, telling)
    if not said.quote:
        against = f"*{_AGAINST}* " if said.against else ""
        return [f"• {against}{head}{f' ({source})' if source else ''}"]
    above = (
        [f"*{head or _AGAINST}*" if said.against else f"• {head}"] if head or said.against else []
    )
    quote = " ".join(shortened(said.quote, _QUOTE).split())
    return [*above, f">“{escaped(quote)}”", *([f">_{source}_"] if source else [])]


def _source(said: Remark, telling: Telling) -> str:
    """Whose words they are, where they stand and, unless that is said already, of when they are."""
    cited, who = said.citation, telling.names(said.by) if said.by else ""
    facts = [escaped(who)] if who else []
    if cited:
        if cited.link or cited.title not in said.text:
            facts.append(f"{link(cited.link, shortened(cited.title, 120))}{_within(cited)}")
        if cited.updated and day_words(cited.updated) not in said.text:
            facts.append(day_in(cited.updated, telling.today))
    return " · ".join(facts)


def _within(cited: Citation) -> str:
    """The part of a document; a row that is called like its title needs none."""
    row = " > " not in cited.section and cited.title.casefold() in cited.section.casefold()
    return "" if row else part(cited.section, cited.title)


def _spoken(one: Section) -> str:
    said = one.remarks[0]
    quote = f"“{said.quote}”" if said.quote else ""
    return f"{one.title}: {' '.join(part for part in (said.text, quote) if part)}"
