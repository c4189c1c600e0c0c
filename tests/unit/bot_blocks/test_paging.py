from __future__ import annotations

import html
import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.answers.answers import Around, answer_blocks
from bot.blocks.parts.message import context, message, section
from bot.blocks.parts.paging import pages, pieces, units
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import BLOCK_TEXT, faults, texts
from knowledge.models import Answer, Citation, Mode

SETTING = Setting(lambda user: {"U0OWNER": "Olga"}.get(user, ""), date(2026, 11, 23))
HOSTILE = (
    "<!channel> <@U0BEN> <https://evil.example|click> ",
    "*bold* _so_ ~no~ `code` ```block``` ",
    "> quoted\n",
    "&amp; &lt; & < > ",
    "https://x.example/" + "p" * 700 + " ",
    "👩‍👩‍👧‍👦🏽 🇩🇪 e\u0301\u0301\u0301 ",
    "مرحبا بالعالم \u202e reversed \u2066 ",
    "\u200b\u200d\ufeff\u2060",
    "w" * 5_000,
    "🙂" * 3_000,
    "One sentence. [1] Another one! [2]\n",
    "• an item [3]\n",
    "\n\n\t  \n",
    "\u0000\x07 ",
)


class Long(Answer):
    """An answer of any length: what is shown must hold whatever comes."""

    def __post_init__(self):
        pass


def blank(text):
    """A text without what may be anywhere between words, or is seen by nobody."""
    return re.sub(r"[\s\u2060]", "", text)


def seen(pages):
    """What people see of mrkdwn on all pages, without markup of ours."""
    shown = "".join(text for page in pages for text in texts(list(page.blocks)))
    return blank(html.unescape(re.sub(r"<https?://[^|<>]*\|([^<>]*)>", r"\1", shown)))


def all_of(first):
    return [first, *first.more]


@st.composite
def answers(draw):
    words = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=200)
    parts = draw(st.lists(words, min_size=1, max_size=12))
    text = ("".join(parts) * draw(st.integers(1, 40)))[: draw(st.integers(1, 50_000))]
    citations = tuple(
        Citation(
            number=number,
            document=f"d{number}",
            title=f"Title {number} " + draw(st.sampled_from(HOSTILE))[:400],
            section="Part > " + "S" * draw(st.integers(0, 100)),
            quote="q",
            link="https://x.example/" + "p" * draw(st.sampled_from((3, 300, 1_400, 4_000))),
            owner="U0OWNER",
            updated=date(2026, 9, 1),
        )
        for number in range(1, draw(st.integers(0, 60)) + 1)
    )
    return Long("How?", text, Mode.QUOTED, citations, follow_ups=("Until when?",), evidence="e")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers())
def test_whatever_is_answered_is_shown_whole_and_slack_takes_it(answer):
    around = Around(head=(context("Anna asked: how?"),), foot=(context("A hint."),))

    told = all_of(answer_blocks(answer, SETTING, 7, around))

    for page in told:
        assert faults(list(page.blocks), lambda _: True) == []
        assert sum(map(len, texts(list(page.blocks)))) < BLOCK_TEXT
        assert len(page.text) <= 300
    shown = seen(told)
    marked = re.sub(r"\(\d+of\d+(?:,therestfollows)?\)", "", shown)
    assert blank(answer.text) in marked
    for one in answer.citations:
        assert f"*[{one.number}]*{blank(f'Title {one.number}')}" in marked


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=600) | st.lists(st.sampled_from(HOSTILE)).map("".join))
def test_the_parts_of_a_text_are_short_enough_and_are_the_text(text):
    parts = pieces(text, 200)

    assert all(0 < units(part) <= 200 for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_a_text_is_parted_between_sentences_and_never_within_a_link():
    link = f"<https://x.example/{'p' * 30}|[1]>"
    text = f"The first sentence stands here {link}. The second one is {link} {link}"

    assert pieces(text, 90) == [
        f"The first sentence stands here {link}.",
        f"The second one is {link}",
        link,
    ]


def test_a_family_and_a_flag_are_never_parted():
    assert pieces("👩‍👩‍👧‍👦🇩🇪" * 3, 16) == ["👩‍👩‍👧‍👦🇩🇪"] * 3


def test_a_short_message_is_one_without_a_mark():
    told = message("Yes.", [section("Yes.")])

    assert told.more == ()
    assert list(texts(list(told.blocks))) == ["Yes."]


def test_a_long_message_says_which_part_of_how_many_each_is():
    told = message("A list.", [section("w" * 2_900) for _ in range(8)])

    assert [page.text for page in all_of(told)] == [
        "A list.",
        "(2 of 3) A list.",
        "(3 of 3) A list.",
    ]
    marks = [[text for text in texts(list(page.blocks)) if "of 3" in text] for page in all_of(told)]
    assert marks == [["(1 of 3, the rest follows)"], ["(2 of 3)"], ["(3 of 3)"]]


def test_many_small_blocks_are_shared_out_too():
    assert [len(page) for page in pages([section("x")] * 120)] == [49, 49, 25]
