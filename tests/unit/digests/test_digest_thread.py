from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.digests.notices import given_up_message, held_message, not_sent_message
from bot.blocks.digests.thread import thread_messages
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Remark, Section, Status
from knowledge.models import Citation

LONDON = ZoneInfo("Europe/London")
CARE = DigestDefinition("care", "Care, week by week", "C0CARE", "last_complete_week", ())
SAID = Citation(
    1, "tickets.csv", "Tickets", "T-17", "", "https://desk.example/T-17", updated=date(2026, 2, 18)
)
THEME = Section(
    "voices",
    "What customers say",
    (
        Remark("Late crews: 12 tickets, up from 5", "<!channel> Nobody *told* me.", citation=SAID),
        Remark("On 18 Feb 2026:", "They came at ten.", citation=SAID),
        Remark("", "They rang an hour before.", against=True, citation=SAID),
    ),
    metric="tickets",
)


def digest(*sections: Section) -> Digest:
    return Digest(CARE, date(2026, 2, 23), Status.READY, sections=sections)


def test_a_section_is_one_message_with_quotes_their_sources_and_what_speaks_against() -> None:
    (message,) = thread_messages(digest(THEME))

    assert message.name == "voices"
    assert message.text == (
        "What customers say: Late crews: 12 tickets, up from 5"
        " “&lt;!channel&gt; Nobody \u2060*\u2060told\u2060*\u2060 me.”"
    )
    (block,) = message.blocks
    assert block["text"]["text"] == (
        "*What customers say*\n"
        "• Late crews: 12 tickets, up from 5\n"
        ">“&lt;!channel&gt; Nobody \u2060*\u2060told\u2060*\u2060 me.”\n"
        ">_<https://desk.example/T-17|Tickets> › T-17 · 18 Feb_\n"
        "• On 18 Feb 2026:\n"
        ">“They came at ten.”\n"
        ">_<https://desk.example/T-17|Tickets> › T-17_\n"
        "*On the other hand:*\n"
        ">“They rang an hour before.”\n"
        ">_<https://desk.example/T-17|Tickets> › T-17 · 18 Feb_"
    )


def test_sections_of_a_kind_share_a_message_and_empty_ones_leave() -> None:
    drivers = [Section("drivers", f"Why {name} moved", (Remark("North"),)) for name in "ab"]
    silent = Section("gaps", "Left out", reason="Nobody asked anything.")

    messages = thread_messages(digest(drivers[0], THEME, silent, drivers[1]))

    assert [(one.name, len(one.blocks)) for one in messages] == [("drivers", 2), ("voices", 1)]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "It is posted once that is put right."),
        (datetime(2026, 2, 23, 11, tzinfo=LONDON), "is put right, by 11:00 at the latest."),
        (datetime(2026, 2, 24, 9, tzinfo=LONDON), "by Tuesday 24 Feb, 09:00 at the latest."),
    ],
)
def test_a_held_digest_says_why_and_until_when(until: datetime | None, words: str) -> None:
    held = Digest(CARE, date(2026, 2, 23), Status.HELD, reason="The newest row is of Friday.")

    message = held_message(held, until)

    assert message.text.startswith("Care, week by week is held: the newest row is of Friday. It")
    assert message.text.endswith(words)


def test_what_is_not_coming_any_more_is_said_with_its_reason() -> None:
    assert given_up_message(CARE.title, "The newest row is of Friday").text == (
        "Care, week by week is not posted this time: the newest row is of Friday."
    )
    assert not_sent_message(CARE, "Not everybody here is of care").blocks[0]["text"]["text"] == (
        "⏹️ Care, week by week was not posted: not everybody here is of care.\n"
        "It was meant for <#C0CARE>."
    )


def test_remarks_that_are_left_out_are_counted() -> None:
    full = Section("gaps", "Open", tuple(Remark(f"No. {number}") for number in range(12)), more=3)

    (message,) = thread_messages(digest(full))

    assert message.blocks[0]["text"]["text"].endswith("• No. 9\nand 5 more")
