"""Questions, documents, gaps and flags as lines of the app's home. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.blocks.feedback.feedback import FIX, REASONS
from bot.blocks.feedback.passing import REPLY
from bot.blocks.home.home import Item
from bot.blocks.lingo.actions import CHANGE, DECIDE
from bot.blocks.parts.mrkdwn import day, escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.store.documents.failures import Failure
from knowledge.store.documents.news import Page
from knowledge.store.documents.reading import SourceCount
from knowledge.store.feedback.asks import ANSWERED, DECLINED, Ask
from knowledge.store.feedback.feedback import DISMISSED, RESOLVED, WRONG, Flag
from knowledge.store.lingo.own_senses import OwnSense
from knowledge.store.questions.journal import NOT_FOUND, Entry, Gap

_QUESTION, _WORDS, _TITLE = 140, 300, 150


@dataclass(frozen=True, slots=True)
class Mine:
    """One question of a person, with what became of it.

    Attributes:
        ask: where it was sent to an owner.
        flag: where the person said that the answer is not right.
        link: to the answer, "" where none is known.
    """

    entry: Entry
    ask: Ask | None = None
    flag: Flag | None = None
    link: str = ""


def mine(one: Mine, setting: Setting) -> Item:
    """A person's own question: what became of it comes behind it."""
    words = shortened(" ".join(one.entry.text.split()), _QUESTION)
    asked = link(one.link, words) if one.link else escaped(words)
    when = _when(one.entry.asked_at.date(), setting)
    return Item(f"{asked} · _{escaped(_became(one, setting))}_ · {when}")


def asked_of_you(ask: Ask, setting: Setting) -> Item:
    """A question that waits for the answer of whoever looks."""
    who = setting.name(ask.asker) or "Somebody"
    text = (
        f"*{escaped(shortened(ask.text, _WORDS))}*\n"
        f"{escaped(who)} asks · {_when(ask.asked_at.date(), setting)}"
    )
    return Item(text, "Answer", REPLY, str(ask.id), ask.text)


def to_fix(flag: Flag, question: str, setting: Setting) -> Item:
    """An answer that somebody says is not right, for whoever may settle it."""
    return Item(_flagged(flag, question, setting), "Settle", FIX, str(flag.id), question)


def suggested(one: OwnSense, setting: Setting) -> Item:
    """A wording that somebody suggests, for whoever decides about it."""
    label, who = escaped(one.sense.label), escaped(setting.who(one.author) or "Somebody")
    said = escaped(shortened(one.sense.definition, _QUESTION))
    text = f"{who} suggests for *{label}*: {said}"
    return Item(text, "Decide", f"{DECIDE}:{CHANGE}", one.sense.document, one.sense.label)


def flagged(flag: Flag, question: str, setting: Setting) -> Item:
    """The same for whoever only looks after the bot: with the name of who is to settle it."""
    owner = setting.name(flag.owner) if flag.owner else ""
    waits = f" · waits for {escaped(owner)}" if owner else " · nobody looks after it yet"
    return Item(_flagged(flag, question, setting).replace("\n", " · ") + waits)


def document(page: Page, setting: Setting) -> Item:
    """A document that is new or changed."""
    owner = setting.name(page.owner) if page.owner else ""
    facts = [link(page.link, shortened(page.title, _TITLE))]
    facts += [escaped(owner)] if owner else []
    facts += ["verified answer"] if page.verified else []
    facts.append(_when(page.updated or page.came.date(), setting))
    return Item(" · ".join(facts))


def failed(one: Failure) -> Item:
    """A document that could not be read; the sentence names it."""
    told = one.reason if one.document in one.reason else f"{one.document}: {one.reason}"
    return Item(escaped(shortened(told, _WORDS)))


def overdue(page: Page, setting: Setting) -> Item:
    """A document that somebody was to look at again."""
    owner = setting.name(page.owner) if page.owner else ""
    whose = f" · {escaped(owner)}" if owner else ""
    due = f" · to be reviewed by {day(page.review_by)}" if page.review_by else ""
    return Item(f"{link(page.link, shortened(page.title, _TITLE))}{whose}{due}")


def gap(one: Gap, setting: Setting) -> Item:
    """A question that nothing answered."""
    times = "once" if one.times == 1 else "twice" if one.times == 2 else f"{one.times} times"
    owner = setting.name(one.ask) if one.ask else ""
    may = f" · {escaped(owner)} may know" if owner else ""
    asked = escaped(shortened(" ".join(one.text.split()), _QUESTION))
    when = _when(one.last_asked.date(), setting)
    return Item(f"{asked} · _asked {times}, last {when}_{may}")


def source(one: SourceCount, setting: Setting) -> Item:
    """How much one source holds."""
    many = "1 document" if one.documents == 1 else f"{one.documents:,} documents"
    read = f" · read {_when(one.last_ingest.date(), setting)}" if one.last_ingest else ""
    return Item(f"{escaped(one.name)}: {many}{read}")


def fact(name: str, state: str) -> Item:
    """One line about the bot itself."""
    return Item(f"*{escaped(name)}*: {escaped(state)}")


def _became(one: Mine, setting: Setting) -> str:
    if one.flag is not None and one.flag.verdict == WRONG:
        return _of_flag(one.flag, setting)
    if one.ask is not None:
        return _of_ask(one.ask, setting)
    if one.entry.outcome == NOT_FOUND:
        owner = _name(one.entry.ask, setting)
        return f"not found; {owner} may know" if owner else "not found"
    return "answered" if one.entry.outcome == "answered" else "asked"


def _of_flag(flag: Flag, setting: Setting) -> str:
    owner = _name(flag.owner, setting)
    if flag.state == RESOLVED:
        return "you said it was not right, and it was put right"
    if flag.state == DISMISSED:
        return f"you said it was not right; {owner or 'its owner'} says it stands"
    return f"you said it is not right; {owner or 'somebody'} looks at it"


def _of_ask(ask: Ask, setting: Setting) -> str:
    owner = _name(ask.owner, setting) or "the people who look after me"
    if ask.state == ANSWERED:
        return f"{_name(ask.answered_by, setting) or owner} replied"
    if ask.state == DECLINED:
        return f"sent to {owner}, who did not know"
    return f"sent to {owner}, no reply yet"


def _flagged(flag: Flag, question: str, setting: Setting) -> str:
    who = _name(flag.user, setting) or "Somebody"
    reason = REASONS.get(flag.reason, "It is not right")
    said = f", “{escaped(shortened(' '.join(flag.words.split()), _WORDS))}”" if flag.words else ""
    return (
        f"*{escaped(shortened(' '.join(question.split()), _QUESTION))}*\n"
        f"{escaped(who)}: {escaped(reason)}{said} · {_when(flag.given_at.date(), setting)}"
    )


def _when(then: date, setting: Setting) -> str:
    """A day as people say it: today, yesterday, 1 Sep, or 1 Sep 2025."""
    days = (setting.today - then).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    return f"{then.day} {then:%b}" if then.year == setting.today.year else day(then)


def _name(user: str, setting: Setting) -> str:
    return setting.name(user) if user else ""
