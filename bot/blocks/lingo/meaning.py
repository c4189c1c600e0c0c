"""One meaning of a term, as a card and the whole view of it show it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.blocks.lingo.actions import menu
from bot.blocks.parts.message import Block, context, section
from bot.blocks.parts.mrkdwn import day, escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.models import Sense

_LABELS = 6


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning, with what is known around it.

    Attributes:
        reference: its short name for clicks, "" where nothing can be clicked.
        source: the title of its document, "" where people wrote it in Slack.
        link: where its source leads.
        due: when its review falls due, None for never.
        changed: who changed it last and when, None where nobody has.
        metric: the name of the metric that it is measured by, "" for none.
        value: where its metric stands, in words; "" where that is not known.
        may_change: whether who sees it answers for it.
    """

    sense: Sense
    reference: str = ""
    source: str = ""
    link: str = ""
    due: date | None = None
    changed: tuple[str, date] | None = None
    metric: str = ""
    value: str = ""
    may_change: bool = False

    @property
    def said(self) -> str:
        """What it means."""
        return self.sense.definition or self.sense.stands_for

    @property
    def is_dropped(self) -> bool:
        return self.sense.status == "Deprecated"


def meaning_blocks(
    one: Meaning, setting: Setting, head: str, longest: int, *, folded: bool = False
) -> list[Block]:
    """What it means, at most so long, with a menu; below it in small whose it is and how sure.

    `head` names the term; "" where several meanings stand together, which their departments name.
    A folded one leaves what stands around its definition to the whole view of it.
    """
    sense = one.sense
    lines = [_title(one, head), escaped(shortened(one.said, longest))]
    if one.is_dropped:
        lines.insert(1, _dropped(sense))
    if one.value:
        lines.append(escaped(one.value))
    lines += [] if folded else _around(sense, longest)
    shown = section("\n".join(line for line in lines if line))
    if one.reference:
        shown["accessory"] = menu(
            one.reference,
            may_change=one.may_change,
            is_draft=sense.status in {"Draft", "In review"},
            is_dropped=one.is_dropped,
        )
    whose = _whose(one, setting, with_department=bool(head), labels=0 if folded else _LABELS)
    small = [line for line in (whose, _when(one, setting)) if line]
    return [shown, context("\n".join(small))] if small else [shown]


def facts(one: Meaning, setting: Setting) -> list[str]:
    """Everything else that is known of it, a line each."""
    sense = one.sense
    lists = (
        ("Also", sense.aliases),
        ("Part of", sense.broader),
        ("Kinds of it", sense.narrower),
        ("See also", sense.related),
    )
    told = [f"{name}: {escaped(', '.join(labels))}" for name, labels in lists if labels]
    if sense.quote:
        told.append(f"As the source says it: “{escaped(' '.join(sense.quote.split()))}”")
    whose = _whose(one, setting, with_department=True, labels=0)
    told += [line for line in (whose, _when(one, setting)) if line]
    return told


def department(sense: Sense) -> str:
    """For whom it means this."""
    return f"In {sense.domain}" if sense.domain else "For everybody"


def _around(sense: Sense, longest: int) -> list[str]:
    """Example, note, and what it is taken for."""
    lines = []
    if sense.example:
        lines.append(f">{escaped(shortened(' '.join(sense.example.split()), longest))}")
    if sense.not_to_confuse:
        told = escaped(shortened(sense.not_to_confuse, longest))
        lines.append(f"Not to be confused with: {told}")
    if sense.note:
        lines.append(escaped(shortened(sense.note, longest)))
    return lines


def _dropped(sense: Sense) -> str:
    instead = f" Say *{escaped(sense.replaced_by)}* instead." if sense.replaced_by else ""
    return f"⚠️ This word is no longer used.{instead}"


def _title(one: Meaning, head: str) -> str:
    """The term with its long form; of several meanings whose this one is."""
    long = one.sense.stands_for if one.sense.stands_for != one.said else ""
    title = head or f"*{escaped(department(one.sense))}*"
    return f"{title} ({escaped(shortened(long, 120))})" if long else title


def _whose(one: Meaning, setting: Setting, *, with_department: bool, labels: int) -> str:
    sense = one.sense
    told = [escaped(f"Used by {sense.domain}")] if sense.domain and with_department else []
    if sense.aliases[:labels]:
        told.append(f"Also: {escaped(', '.join(sense.aliases[:labels]))}")
    owner = setting.who(sense.owner)
    if owner:
        told.append(f"Ask {escaped(owner)} about it")
    source = one.source or ("where it is explained" if one.link else "")
    if source:
        told.append(f"From {link(one.link, shortened(source, 80))}")
    return " · ".join(told)


def _when(one: Meaning, setting: Setting) -> str:
    """How sure it is: its status where that is not the usual one, and its days."""
    sense = one.sense
    told = [] if sense.status in {"Approved", "Deprecated"} else [escaped(sense.status)]
    if sense.verified_at:
        told.append(f"Verified on {day(sense.verified_at)}")
    if one.due:
        late = one.due <= setting.today
        told.append(f"{'Its review was due on' if late else 'Next review on'} {day(one.due)}")
    if one.changed:
        who = setting.who(one.changed[0]) or "somebody"
        told.append(f"Last changed by {escaped(who)} on {day(one.changed[1])}")
    return " · ".join(told)
