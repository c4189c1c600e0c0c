"""Tours of a rehearsal for newcomers: as a file tells them, or made of what is there. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.rehearsal.workspace.cast import Channel, Person, Step, Story

SOMEBODY, GENERAL = "U0SOMEBODY", "C0GENERAL"
"""Who and where everybody may be, in a rehearsal that is made of settings."""


def read_story(
    told: Mapping[str, Any] | None, people: Sequence[Person], channels: Sequence[Channel]
) -> Story | None:
    """A tour as a file tells it; None where it tells none.

    Raises:
        KeyError, TypeError: a step lacks something, or has too much.
        ValueError: a step names somebody, a place or an earlier step that is not there.
    """
    if told is None:
        return None
    steps = [Step(**one) for one in told["steps"]]
    users = {one.id for one in people}
    members = {one.id: one.members for one in channels}
    before: set[str] = set()
    for step in steps:
        where = members.get(step.channel, ()) if step.channel else users
        if step.user not in users or step.user not in where:
            raise ValueError(f"step {step.id!r}: {step.user} is not in {step.channel!r}")
        if step.thread and step.thread not in before:
            raise ValueError(f"step {step.id!r}: no step {step.thread!r} before it")
        before.add(step.id)
    return Story(told["title"], steps)


def short_story(admins: Sequence[str], questions: Sequence[str], words: Sequence[str]) -> Story:
    """The tour of an organisation that is not known: a question, a word, the admin's overview."""
    others = [one for one in questions if not any(word in one for word in words[:1])]
    first = next(iter([*others, *questions]), "help")
    steps = [
        Step(
            id="ask",
            user=SOMEBODY,
            channel="",
            part="Be anybody",
            title="Ask in private",
            tell="This is your own organisation, on this laptop.",
            text=first,
            button=f"Ask: {first}",
            look="Each sentence has the number of its source. Ask back in the same thread.",
        )
    ]
    if words:
        steps.append(
            Step(
                id="word",
                user=SOMEBODY,
                channel=GENERAL,
                title="Look a word up",
                tell="In any channel, seen by you alone.",
                text=f"/lingo {words[0]}",
                button=f"Look up: {words[0]}",
                look="What it means, and who looks after it.",
            )
        )
    steps.append(
        Step(
            id="home",
            user=admins[0] if admins else SOMEBODY,
            channel="",
            part="Be the admin",
            title="See what is open",
            does="home",
            button="Open App Home",
            look="What waits for an answer, and how the documents are.",
        )
    )
    return Story("A first look at Throughline", steps)
