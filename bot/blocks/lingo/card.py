"""The card of a term: every meaning with whose it is, or what comes close. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.lingo.actions import OTHER, SHOW, SUGGEST, WANT
from bot.blocks.lingo.meaning import Meaning, department, facts, meaning_blocks
from bot.blocks.parts.forms import button, form, row, view, words
from bot.blocks.parts.message import (
    VALUE,
    Block,
    Message,
    context,
    divider,
    message,
    paragraphs,
    questions,
    section,
)
from bot.blocks.parts.mrkdwn import day, escaped, shortened, spoken
from bot.blocks.parts.setting import Setting
from knowledge.lingo.glossary import Lookup
from knowledge.store.lingo.own_senses import SenseChange

_MOST = 12
"""Meanings of one label that a card shows; the others are named."""

_OPEN = 2
"""Of more meanings than these only the first shows what stands around its definition."""

_ALONE, _FIRST, _FOLDED = 600, 320, 160
_CHANGES = 20
_DID = {
    "suggested": "suggested this wording",
    "approved": "approved it",
    "rejected": "did not take it",
    "edited": "changed the wording",
    "deprecated": "said that it is no longer used",
    "verified": "said that it is still right",
    "adopted": "took the other department's meaning",
    "joined": "agreed on a joint wording",
}


def term_card(found: Lookup, setting: Setting, meanings: Sequence[Meaning] = ()) -> Message:
    """One term: each meaning with whose it is, or what comes close.

    Args:
        found: what the look-up found.
        setting: with what it is read.
        meanings: what is known around each sense; the bare senses where there are none.
    """
    if not found.senses:
        return _unknown(found)
    shown = list(meanings) or [Meaning(one) for one in found.senses]
    head = f"*{escaped(found.label)}*"
    blocks: list[Block] = []
    if found.match in {"spelling", "meaning"}:
        blocks.append(context(f"I took “{escaped(shortened(found.term, 80))}” for {head}."))
    several = len(shown) > 1
    if several:
        blocks.append(section(f"{head} means different things here:"))
    for number, one in enumerate(shown[:_MOST]):
        if number:
            blocks.append(divider())
        longest = (_FOLDED if number else _FIRST) if several else _ALONE
        folded = number > 0 and len(shown) > _OPEN
        blocks += meaning_blocks(one, setting, "" if several else head, longest, folded=folded)
    if len(shown) > _MOST:
        rest = ", ".join(department(one.sense) for one in shown[_MOST:])
        blocks.append(context(escaped(shortened(f"And {len(shown) - _MOST} more: {rest}", 500))))
    if any(one.reference for one in shown):
        blocks.append(
            row(
                button("Suggest a better wording", SUGGEST, found.label[:VALUE]),
                button("Not what you mean?", OTHER, found.term[:VALUE]),
            )
        )
    return message(spoken(f"{found.label}: {shown[0].said}"), blocks)


def whole(one: Meaning, setting: Setting, changes: Sequence[SenseChange]) -> Block:
    """Everything about one meaning, and who changed it, as a view."""
    head = f"*{escaped(one.sense.label)}*"
    blocks = meaning_blocks(Meaning(one.sense, value=one.value), setting, head, 2500)
    blocks = [*blocks[:1], *paragraphs("\n".join(facts(one, setting)) or " ")]
    told = [_changed(change, setting) for change in changes[:_CHANGES]]
    blocks += [divider(), *paragraphs("\n".join(["*Who changed it*", *told]))] if told else []
    return view("Everything about it", *blocks)


def shown_view(card: Message) -> Block:
    """A card in a window of its own: to read, and nothing to click."""
    blocks = [
        {name: value for name, value in one.items() if name != "accessory"}
        for one in card.blocks
        if one["type"] != "actions"
    ]
    return view("What it means", *blocks)


def other_form(found: Lookup, about: Mapping[str, Any]) -> Block:
    """What else somebody may mean: near terms to look at, and room for their own words."""
    blocks: list[Block] = []
    if found.suggestions:
        blocks += [section("Perhaps one of these:"), *_near(found.suggestions)]
    blocks.append(
        words(
            "word",
            "Which word did you mean?",
            hint="If nobody has explained it, I keep it as asked for.",
            many_lines=False,
            longest=80,
        )
    )
    return form(OTHER, "Not what you mean?", "Send", about, *blocks)


def wanted(term: str) -> Message:
    """Says that a word is kept as asked for."""
    text = (
        f"I have kept “{shortened(term, 80)}” as asked for. Whoever looks after the words sees it, "
        "without your name."
    )
    return message(text, [section(escaped(text))])


def newcomers(labels: Sequence[tuple[str, str]], name: str) -> Message:
    """The words that somebody new meets first, each with what it means in short."""
    if not labels:
        text = "There are no words yet that I could explain to you."
        return message(text, [section(text)])
    head = f"*New at {escaped(name)}?* These are the words that you meet first:"
    lines = [f"*{escaped(label)}*: {escaped(shortened(said, 110))}" for label, said in labels]
    small = context("To see all of a word, write `/lingo` and the word. Only you see this.")
    text = f"The words that you meet first: {', '.join(label for label, _ in labels)}"
    return message(spoken(text), [section(head), *paragraphs("\n".join(lines)), small])


def _unknown(found: Lookup) -> Message:
    text = f"I do not know “{shortened(found.term, 80)}” yet."
    blocks = [section(escaped(text))]
    if found.suggestions:
        blocks += [context("Did you mean one of these?"), *_near(found.suggestions)]
    blocks.append(row(button("Ask for it", WANT, found.term[:VALUE])))
    return message(spoken(text), blocks)


def _near(labels: Sequence[str]) -> list[Block]:
    return questions(labels, SHOW, most=5)


def _changed(change: SenseChange, setting: Setting) -> str:
    who = setting.who(change.by) or "Somebody"
    return f"• {escaped(who)} {_DID.get(change.what, 'changed it')} on {day(change.at.date())}"
