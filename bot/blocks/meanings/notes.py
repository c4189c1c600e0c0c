"""What owners are told of meanings that differ, once an admin has confirmed it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bot.blocks.meanings.actions import AGREE, JOINT, SETTLE
from bot.blocks.meanings.sides import Case, compared, whose
from bot.blocks.parts.forms import button, quoted, row
from bot.blocks.parts.message import Block, Message, context, message, section
from bot.blocks.parts.mrkdwn import day, escaped, shortened
from knowledge.lingo.deciding.settling import SIDES, adoptable, opposite
from knowledge.store.lingo.conflicts import BOTH, ONE, KeptConflict
from knowledge.store.lingo.conflicts import JOINT as JOINED
from knowledge.store.lingo.records import DEPRECATED

_NAME = 60


def to_settle(case: Case, mine: Collection[str]) -> Message:
    """Both meanings with the reason, and what can be done with one click.

    Args:
        case: the conflict.
        mine: the sides that the reader answers for; none for an admin who stands in for owners.
    """
    label = escaped(case.label)
    text = f"*{label}* means two things here, and you can settle it."
    if case.conflict.difference.kind == DEPRECATED:
        text = f"*{label}* is not to be used any more, and a page uses it still."
    why = "you answer for one of them" if mine else "no owner of it can be asked, and you look"
    why = why if mine else f"{why} after me"
    small = f"You are asked because {why}. The first choice counts, and the other owner is told."
    blocks = [section(text), compared(case), row(*_choices(case, mine)), context(small)]
    return message(text.replace("*", ""), blocks)


def to_agree(case: Case, wording: str, proposer: str) -> Message:
    """A joint wording for who answers for the other side."""
    who, label = escaped(proposer or "A colleague"), escaped(case.label)
    text = f"*{who}* proposes one wording of *{label}* for both of you:\n{quoted(wording, 1500)}"
    key = case.conflict.key
    buttons = (
        button("Agree", AGREE, key, main=True),
        button("Propose another", JOINT, key),
        button("Keep both", f"{SETTLE}:{BOTH}", key),
    )
    small = context("If you agree, both meanings are replaced by it.")
    return message(
        f"{who} proposes one wording of {label}.",
        [section(text), compared(case), row(*buttons), small],
    )


def proposed(case: Case, wording: str, asked: str) -> Message:
    """For who proposed it: that the other side is asked; "" where nobody can be."""
    label = escaped(case.label)
    told = f"I have asked {asked} to agree." if asked else "Nobody can be asked to agree."
    text = f"Your wording of *{label}*:\n{quoted(wording, 1500)}\n{escaped(told)}"
    return message(f"{label}: {escaped(told)}", [section(text)])


def settled(case: Case, kept: KeptConflict, who: str, when: date) -> Message:
    """What came of it, in the place of the buttons and for everybody who was asked."""
    label = escaped(case.label)
    outcome = escaped(outcome_words(case, kept))
    told = f"*{label}* is settled: {outcome}"
    blocks = [section(told), compared(case)]
    if kept.outcome == JOINED:
        blocks.insert(1, section(quoted(kept.wording, 1500)))
    by = escaped(shortened(who or "An owner", _NAME))
    blocks.append(context(f"By {by} on {day(when)}. `/lingo {label}` shows it from now on."))
    return message(f"{label} is settled: {outcome}", blocks)


def outcome_words(case: Case, kept: KeptConflict) -> str:
    """What came of a conflict, in a sentence without a subject."""
    if case.conflict.difference.kind == DEPRECATED:
        return "it stays on the page." if kept.outcome == BOTH else "the page will stop using it."
    if kept.outcome == BOTH:
        return "both meanings stay, each with its department."
    if kept.outcome == JOINED:
        return "one wording holds for both."
    return f"the wording of {whose(case, kept.outcome)} holds for both."


def for_a_page(case: Case, title: str, wording: str) -> Message:
    """For the owner of a page whose words are not what was agreed: nothing in it is changed."""
    label, name = escaped(case.label), escaped(shortened(title, 120))
    text = f"*{label}* means from now on:\n{quoted(wording, 1500)}"
    text += f"\nYour page *{name}* says it in other words. I have changed nothing in it."
    return message(f"A wording of {label} was agreed.", [section(text)])


def late(case: Case, sentence: str) -> Message:
    """For who was too late, or may not do it any more."""
    said = f"{case.label}: {sentence}"
    return message(escaped(said), [section(escaped(said))])


def _choices(case: Case, mine: Collection[str]) -> list[Block]:
    key = case.conflict.key
    if case.conflict.difference.kind == DEPRECATED:
        return [
            button("I will change the page", f"{SETTLE}:{ONE}", key, main=True),
            button("Leave it", f"{SETTLE}:{BOTH}", key),
        ]
    choices = [button("Keep both", f"{SETTLE}:{BOTH}", key)]
    choices += [
        button(_adopting(case, mine, which), f"{SETTLE}:{which}", key)
        for which in _in_order(mine)
        if adoptable(case.conflict, which)
    ]
    return [*choices, button("Propose a joint wording", JOINT, key)]


def _adopting(case: Case, mine: Collection[str], which: str) -> str:
    if len(mine) == 1:
        return "Use ours" if which in mine else "Use theirs"
    return f"Use that of {whose(case, which)}"


def _in_order(mine: Collection[str]) -> tuple[str, ...]:
    """Their own side first."""
    first = next(iter(mine)) if len(mine) == 1 else SIDES[0]
    return first, opposite(first)
