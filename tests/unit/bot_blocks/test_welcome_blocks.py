from __future__ import annotations

from datetime import date

from bot.blocks.answers.welcome import Introduction, welcome
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import faults, texts
from knowledge.answers.joining.promised import Promised
from knowledge.models import Document, Sense

SETTING = Setting({"U0OWNER": "Olga"}.get, date(2026, 11, 23))
STRATEGY = Document(
    path="strategy.md",
    source="wiki",
    title="Our strategy",
    audience="everyone",
    digest="d",
    owner="U0OWNER",
    link="https://wiki.example/strategy",
    updated=date(2026, 9, 1),
)
PROMISED = Promised(
    "The two promises",
    ("We tell the hour the evening before.", "Whoever picks up solves it."),
    STRATEGY,
    to_customers=True,
)
TERMS = (
    Sense("POD", "A photograph.", "g", "everyone", "Proof Of Delivery", domain="operations"),
    Sense("AP", "Accounts payable.", "g", "everyone", "Accounts Payable", domain="operations"),
    Sense("Promise", "What we *said* <!here>. And more.", "g", "everyone", domain="company"),
)


def shown(message):
    return "\n".join(texts(list(message.blocks)))


def test_a_welcome_says_what_it_can_do_what_is_promised_and_what_words_mean():
    message = welcome(
        Introduction("Acme", PROMISED, TERMS, "operations", ("What does POD mean?",)), SETTING
    )

    assert message.text == "Hello. Ask me what Acme has written down."
    assert shown(message).splitlines() == [
        (
            "Hello. Ask me what Acme has written down: the strategy, how things are done, and what "
            "our words mean, here or by mentioning me in a channel. Each answer shows where it is "
            "written and who looks after it. Where nobody has written it down I say so, and I can "
            "ask the person who may know."
        ),
        "*What we promise our customers*",
        "• We tell the hour the evening before.",
        "• Whoever picks up solves it.",
        "From <https://wiki.example/strategy|Our strategy> · Olga · 1 Sep 2026",
        "*Words you will hear in operations*",
        "• *POD* (Proof Of Delivery): A photograph.",
        "• *AP*: Accounts payable.",
        "• *Promise*: What we \u2060*\u2060said\u2060*\u2060 &lt;!here&gt;.",
        "To see what any word means here, write `/lingo` and the word.",
        "What does POD mean?",
    ]
    assert faults(list(message.blocks), lambda _: False) == []


def test_what_is_not_there_is_left_out():
    message = welcome(Introduction("Acme"), SETTING)

    assert len(message.blocks) == 1


def test_a_strategy_that_promises_nothing_is_quoted_under_its_own_heading():
    mission = Promised("Mission", ("Every home gets its sofa.",), STRATEGY, to_customers=False)

    lines = shown(
        welcome(Introduction("Acme", mission, TERMS[2:], "finance"), SETTING)
    ).splitlines()

    assert lines[1:3] == ["*What our strategy says: Mission*", "Every home gets its sofa."]
    assert "*Words you will hear here*" in lines


def test_the_longest_welcome_fits_into_one_message():
    long = Promised("P" * 300, ("w " * 119,) * 5, STRATEGY, to_customers=False)
    terms = [Sense("L" * 200, "d" * 900, "g", "everyone", "s" * 300) for _ in range(30)]

    message = welcome(Introduction("Acme", long, terms, "x", ("q" * 300,) * 9), SETTING)

    assert faults(list(message.blocks), lambda _: False) == []
    assert message.more == ()
