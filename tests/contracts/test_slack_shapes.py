"""Every message that the bot makes, before two judges who know Slack's shapes.

The judges are told by slack-sdk's models and, where `make schema` could be run, by the types that
Slack publishes for npm. The rehearsal's own limits are held against both.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.blocks.answers import cards, owners, welcome
from bot.blocks.answers.answers import Around, answer_blocks
from bot.blocks.answers.explaining import explained
from bot.blocks.digests.message import digest_message
from bot.blocks.digests.notices import (
    came_message,
    given_up_message,
    held_message,
    not_sent_message,
)
from bot.blocks.digests.thread import thread_messages
from bot.blocks.feedback import feedback
from bot.blocks.lingo import card as lingo_card
from bot.blocks.lingo.meaning import Meaning
from bot.blocks.parts import message
from bot.blocks.parts.plots import bare
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import faults, view_faults
from knowledge.answers.joining.promised import Promised
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Remark, Section, Status
from knowledge.lingo.glossary import Lookup, Mention
from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.lines import Line
from knowledge.metrics.series.outliers import Outlier
from knowledge.metrics.series.points import Point as SeriesPoint
from knowledge.metrics.series.promised import Path as Promise
from knowledge.metrics.standing import Change, Verdict
from knowledge.models import (
    Answer,
    Citation,
    Clarification,
    Document,
    Figure,
    Mode,
    Nearest,
    NotFound,
    Period,
    Plot,
    Point,
    Refusal,
    Sense,
    Target,
    Working,
)

LONG = "Everybody has twenty-five days of leave a year, and five may be carried over. " * 30
SETTING = Setting({"U0OWNER": "Olga"}.get, date(2026, 11, 23))
PAGE = Document(
    "leave.md", "wiki", "Annual leave", "everyone", "d", owner="U0OWNER",
    link="https://wiki.example/leave", updated=date(2026, 9, 1),
)  # fmt: skip
SENSE = Sense(
    "NPS", "How likely people are to recommend us.", "g", "everyone", "Net Promoter Score"
)
CITED = Citation(
    1, "leave.md", "Annual leave", "Annual leave > How much", "25 days.",
    "https://wiki.example/leave", "U0OWNER", date(2026, 9, 1),
)  # fmt: skip
NPS = Figure(
    "nps", "How many would recommend us, in points", 31.0, "points", 120, previous=28.0,
    baseline=20.0, target=Target(date(2026, 12, 31), 40.0), owner="U0OWNER",
)  # fmt: skip
WEEKS = [Period(date(2026, 8, 24 + week), date(2026, 8, 24 + week)) for week in range(7)]
LINE = Line(
    MetricDefinition("nps", "NPS", Path("care.yaml"), 1, owner="U0OWNER", direction="up_is_good"),
    "nps",
    NPS,
    change=Change(28.0, 3.0, 0.1, Verdict.BETTER),
    series=tuple(SeriesPoint(week, 25.0 + at) for at, week in enumerate(WEEKS)),
    groups=(("team", (NPS, NPS)),),
    path=Promise(
        ((date(2026, 1, 1), 20.0), (date(2026, 12, 31), 40.0)), Target(date(2026, 12, 31), 40.0)
    ),
    outlier=Outlier(4.0, 20, 30, 12, "weeks"),
    note="too few to call: 120 of at least 200",
)
DIGEST = Digest(
    DigestDefinition("care", "Care, week by week", "C0CARE", "last_complete_week", ()),
    date(2026, 11, 23),
    Status.READY,
    (LINE, replace(LINE, series=(), path=None), *[LINE] * 20),
    left_out=("There is no metric 'tickts'.",),
    newest=(("answers", date(2026, 11, 20)),),
    sections=(
        Section("drivers", "What moved NPS", (Remark(LONG),) * 12, "nps"),
        Section("voices", "What customers say", (Remark("Late", LONG, citation=CITED),) * 3),
        Section("gaps", "Left out", reason="Nobody asked anything."),
    ),
)

COMPUTED = Answer(
    "How many?",
    "31 points on 120 answers.\nBetter than last week.",
    Mode.COMPUTED,
    (),
    figures=(Figure("nps", "NPS", 31.0, "points", 120, owner="U0OWNER"),),
    plots=(
        Plot("NPS by week", "line", "points", (("NPS", (Point("W1", 30.0), Point("W2", 31.0))),)),
    ),
    workings=(Working("NPS", LONG, "SELECT 1\n" * 2000, "answers", file="care.yaml"),),
)

MEANING = Meaning(
    replace(
        SENSE, definition=LONG, note=LONG, example=LONG, domain=LONG[:150], owner="U0OWNER",
        aliases=(LONG[:150],) * 40, related=("CSAT",) * 90, not_to_confuse=LONG, quote=LONG,
        status="Deprecated", replaced_by=LONG[:80],
    ),
    reference="0" * 16, source=LONG[:200], link="https://wiki.example/nps", value=LONG[:90],
    due=date(2026, 11, 1), changed=("U0OWNER", date(2026, 11, 3)), may_change=True,
)  # fmt: skip

MESSAGES = {
    "an answer": answer_blocks(
        Answer(
            "How many?",
            "You have 25 days. [1]\n• Five may be carried over. [1]",
            Mode.QUOTED,
            (CITED,),
            terms=(SENSE,),
            follow_ups=("Until when?", "Who decides?"),
            evidence="1 page",
        ),
        SETTING,
        7,
    ),
    "a computed answer": answer_blocks(COMPUTED, SETTING, 7),
    "unclear, in many words": answer_blocks(Clarification("?", "Which?", (LONG, "B?")), SETTING),
    "the longest answer": answer_blocks(
        Answer("How many?", LONG[:900].strip(), Mode.QUOTED, (CITED,)), SETTING, 7
    ),
    "nothing found": answer_blocks(
        NotFound(
            "How many?",
            "I did not find this.",
            nearest=(Nearest("leave.md", "Annual leave", "https://wiki.example/leave"),),
            ask="U0OWNER",
        ),
        SETTING,
        7,
    ),
    "a question back": answer_blocks(
        Clarification("Which?", "Which one do you mean?", ("NPS in care", "NPS in sales")), SETTING
    ),
    "a refusal": answer_blocks(Refusal("x", "I cannot help with this."), SETTING),
    "the words of a message": explained(
        [Mention(f"W{at}", (replace(SENSE, label=f"W{at}", definition=LONG),) * 5) for at in range(60)],
        ("NRR",),
    ),
    "an answer with words": answer_blocks(
        Answer("?", "You have NPS. [1]", Mode.QUOTED, (CITED,)),
        SETTING,
        7,
        Around(marked=("NPS",), explained=(Mention("nps", (replace(SENSE, definition=LONG), SENSE)),)),
    ),
    "no word of a message": explained((), ("NRR", "ARR", "TLA", "OTE")),
    "a term": lingo_card.term_card(Lookup("NPS", "exact", "NPS", (SENSE, SENSE)), SETTING),
    "an unknown term": lingo_card.term_card(Lookup("NSP", "", "", (), ("NPS",)), SETTING),
    "a term with everything": lingo_card.term_card(
        Lookup("nps", "spelling", "NPS", (SENSE,) * 15), SETTING, [MEANING] * 15
    ),
    "the words of a newcomer": lingo_card.newcomers([(LONG[:90], LONG)] * 20, "Acme"),
    "no words": lingo_card.newcomers([], "Acme"),
    "a word that is asked for": lingo_card.wanted(LONG),
    "a greeting": cards.greeting("Acme", ("What does NPS mean?",)),
    "an apology": cards.apology("a1b2"),
    "nobody knows who reads": cards.nobody_knows_who_reads(),
    "a welcome": welcome.welcome(
        welcome.Introduction(
            "Acme", Promised("Two promises", ("We call back.",), PAGE, to_customers=True),
            (SENSE,), "care", ("What does NPS mean?",),
        ),
        SETTING,
    ),
    "feedback": message.message("x", feedback.feedback_row(7)),
    "asking the owner": message.message("x", owners.ask_owner_row(7, "Olga " * 40)),
    "a digest": digest_message(DIGEST, "Monday, 09:00", 7, {"U0OWNER": "Olga"}.get),
    **{f"{one.name} of a digest": one for one in thread_messages(DIGEST)},
    "a held digest": held_message(DIGEST, datetime(2026, 11, 23, 11, tzinfo=UTC)),
    "a digest that was held": came_message(DIGEST.definition, datetime(2026, 11, 23, tzinfo=UTC)),
    "a digest that is given up": given_up_message("Care", LONG),
    "a digest that is not posted": not_sent_message(DIGEST.definition, LONG),
}  # fmt: skip


def plain(text):
    return {"type": "plain_text", "text": text}


def option(text="x", value="x"):
    return {"text": plain(text), "value": value}


def button(**more):
    return {"type": "button", "action_id": "a", "text": plain("x"), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


WRONG = {
    "an unknown block": {"type": "sektion"},
    "an unknown key": {"type": "section", "text": plain("x"), "colour": "red"},
    "a long text": {"type": "section", "text": plain("x" * 3001)},
    "a long label inside": actions(button(text=plain("x" * 76))),
    "a long value inside": actions(button(value="x" * 2001)),
    "a long option inside": actions(
        {"type": "static_select", "action_id": "a", "options": [option("x" * 76)]}
    ),
    "too many elements": {"type": "context", "elements": [plain("x")] * 11},
    "an unknown element": actions({"type": "song", "action_id": "a"}),
    "an unknown part of rich text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "song"}]}],
    },
    "a long text in a container": {
        "type": "container",
        "title": plain("x"),
        "child_blocks": [{"type": "section", "text": plain("x" * 3001)}],
    },
    "a long feedback button": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "a",
                "positive_button": {"text": plain("x" * 76), "value": "y"},
                "negative_button": {"text": plain("x"), "value": "n"},
            }
        ],
    },
}

SHAPES = {
    "a header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "a number for a text": {"type": "section", "text": {"type": "plain_text", "text": 1}},
    "a button without a text": actions({"type": "button", "action_id": "a"}),
}

RIGHT = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": button()},
    {"type": "header", "text": plain("x")},
    {"type": "markdown", "text": "**x**"},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]},
    {"type": "image", "alt_text": "x", "image_url": "https://wiki.example/a.png"},
    {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "1"}]],
        "column_settings": [{"align": "right", "is_wrapped": True}],
    },
    actions(
        button(style="primary", confirm={"title": plain("x"), "text": plain("x"),
                                         "confirm": plain("x"), "deny": plain("x")}),
        {"type": "static_select", "action_id": "b", "options": [option()]},
        {"type": "multi_static_select", "action_id": "c", "options": [option()]},
        {"type": "overflow", "action_id": "d", "options": [option(), option("y", "y")]},
        {"type": "radio_buttons", "action_id": "e", "options": [option()]},
        {"type": "checkboxes", "action_id": "f", "options": [option()]},
        {"type": "datepicker", "action_id": "g", "initial_date": "2026-12-31"},
        {"type": "timepicker", "action_id": "h", "initial_time": "09:30"},
        {"type": "users_select", "action_id": "i", "placeholder": plain("x")},
        {"type": "channels_select", "action_id": "j"},
        {"type": "conversations_select", "action_id": "k", "filter": {"include": ["public"]}},
    ),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "x", "style": {"bold": True}},
                    {"type": "link", "url": "https://wiki.example", "text": "x"},
                    {"type": "user", "user_id": "U0ANNA"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
                ],
            },
        ],
    },
    {"type": "input", "label": plain("x"),
     "element": {"type": "plain_text_input", "action_id": "a", "multiline": True}},
    {"type": "context_actions", "elements": [
        {"type": "icon_button", "icon": "trash", "text": plain("x"), "action_id": "a"}]},
    {"type": "task_card", "task_id": "a", "title": "x", "status": "complete",
     "sources": [{"type": "url", "url": "https://wiki.example", "text": "x"}]},
]  # fmt: skip


@pytest.fixture
def _types(shapes):
    if not shapes.SCHEMA.exists():
        pytest.skip("`make schema` has not made the schema of Slack's types (it needs npm)")


def _blocks(said):
    yield bare(said.blocks)
    for one in getattr(said, "more", ()):
        yield from _blocks(one)


@pytest.mark.parametrize("kind", MESSAGES)
def test_both_judges_and_the_rehearsal_take_every_message(shapes, kind):
    for blocks in _blocks(MESSAGES[kind]):
        assert shapes.faults_of(blocks) == []
        assert faults(blocks, lambda _: True) == []


@pytest.mark.parametrize("block", WRONG.values(), ids=WRONG)
def test_what_the_judges_refuse_the_rehearsal_refuses(shapes, block):
    assert shapes.faults_of([block])
    assert faults([block], lambda _: True)


@pytest.mark.usefixtures("_types")
@pytest.mark.parametrize("block", SHAPES.values(), ids=SHAPES)
def test_wrong_shapes_are_refused_by_slacks_types_and_by_the_rehearsal(shapes, block):
    assert any(one.endswith("(types)") for one in shapes.faults_of([block]))
    assert faults([block], lambda _: True)


@pytest.mark.parametrize("block", RIGHT, ids=[one["type"] for one in RIGHT])
def test_what_the_judges_take_the_rehearsal_takes(shapes, block):
    assert shapes.faults_of([block]) == []
    assert faults([block], lambda _: True) == []


def test_views_are_judged_whole(shapes):
    modal = {
        "type": "modal",
        "title": plain("x"),
        "submit": plain("x"),
        "private_metadata": "x",
        "blocks": [RIGHT[9]],
    }

    assert shapes.faults_of(modal) == []
    assert view_faults(modal, "modal", lambda _: True) == []
    for wrong in ({**modal, "title": plain("x" * 25)}, {**modal, "blocks": [WRONG["a long text"]]}):
        assert shapes.faults_of(wrong)
        assert view_faults(wrong, "modal", lambda _: True)
