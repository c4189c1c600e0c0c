from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.answers.answers import Around, answer_blocks
from bot.blocks.lingo.card import term_card
from bot.blocks.lingo.meaning import Meaning
from bot.blocks.parts.mrkdwn import markdown
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import BLOCK_TEXT, faults, texts
from knowledge.lingo.glossary import Lookup, Mention
from knowledge.models import (
    Answer,
    Citation,
    Clarification,
    Mode,
    Nearest,
    NotFound,
    Refusal,
    Sense,
)

NAMES = {"U0OWNER": "Olga", "S0PEOPLE": "People team"}
SETTING = Setting(lambda user: NAMES.get(user, ""), date(2026, 11, 23))


def citation(number=1, **more):
    return Citation(
        **{
            "number": number,
            "document": "handbook/leave.md",
            "title": "Annual leave",
            "section": "Annual leave > How much",
            "quote": "25 days.",
            "link": "https://wiki.example/leave",
            "owner": "U0OWNER",
            "updated": date(2026, 9, 1),
        }
        | more
    )


def answer(text="You have 25 days. [1]", citations=None, **more):
    return Answer("How many?", text, Mode.QUOTED, citations or (citation(),), **more)


def shown(message):
    return "\n".join(texts(list(message.blocks)))


def test_an_answer_shows_its_lead_its_evidence_its_sources_and_what_to_ask_next():
    message = answer_blocks(
        answer(
            "You have 25 days. [1]\n• Five may be carried over. [2]",
            (
                citation(1),
                citation(2, document="b", link="", section="Carrying over", owner="U0NOBODY"),
            ),
            evidence="2 pages agree · owner U0OWNER",
            follow_ups=("Until when?",),
        ),
        SETTING,
    )

    assert message.text == "You have 25 days."
    assert [block["type"] for block in message.blocks] == [
        "section",
        "section",
        "divider",
        "context",
        "actions",
    ]
    assert shown(message).splitlines() == [
        "You have 25 days. <https://wiki.example/leave|[1]>",
        "• Five may be carried over. [2]",
        "*[1]* <https://wiki.example/leave|Annual leave> › How much · Olga · 1 Sep 2026",
        "*[2]* Annual leave › Carrying over · 1 Sep 2026",
        "2 pages agree · owner Olga",
        "Until when?",
    ]


def test_what_is_read_out_is_the_sentence_that_answers():
    text = "You have 25 days [1]. Part-timers have fewer [1]."

    message = answer_blocks(answer(text, lead="You have 25 days [1]."), SETTING)

    assert message.text == "You have 25 days."
    assert "Part-timers have fewer" in shown(message)


def test_a_document_that_is_quoted_twice_is_listed_once():
    message = answer_blocks(
        answer("One. [1]\n• Two. [2]", (citation(1), citation(2, section="Else"))), SETTING
    )

    assert shown(message).splitlines()[2:] == [
        "*[1] [2]* <https://wiki.example/leave|Annual leave> · Olga · 1 Sep 2026"
    ]


def test_records_of_one_file_with_owners_of_their_own_are_listed_apart():
    two = (citation(1, link=""), citation(2, link="", owner="S0PEOPLE", section="Else"))

    message = answer_blocks(answer("One. [1]\n• Two. [2]", two), SETTING)

    assert shown(message).splitlines()[2:] == [
        "*[1]* Annual leave › How much · Olga · 1 Sep 2026",
        "*[2]* Annual leave › Else · People team · 1 Sep 2026",
    ]


def test_a_source_that_was_replaced_or_is_old_says_so():
    old = citation(updated=date(2023, 3, 6), superseded_by="handbook/new.md")

    message = answer_blocks(answer(citations=(old,)), SETTING)

    assert "6 Mar 2023 (over 3 years old)" in shown(message)
    assert "replaced by a newer one" in shown(message)


def test_nothing_in_a_document_becomes_a_mention_a_link_or_markup():
    text = "<!channel> <@U0BEN> <https://evil.example|click> *bold* _so_ `x` & https://evil.example"

    message = answer_blocks(answer(text), SETTING)

    first = message.blocks[0]["text"]
    assert first["verbatim"]
    assert "<" not in first["text"]
    assert "*bold*" not in first["text"]
    assert first["text"].replace("\u2060", "") == (
        "&lt;!channel&gt; &lt;@U0BEN&gt; &lt;https://evil.example|click&gt; *bold* _so_ `x` &amp; "
        "https://evil.example"
    )


def test_text_that_is_shown_while_it_is_written_is_no_markup_either():
    written = markdown("*b* _i_ `c` ~s~ # h [1](https://x) | <@U0BEN> & a\\b [2]")

    assert written == (
        r"\*b\* \_i\_ \`c\` \~s\~ \# h [1]\(https://x) \| &lt;@U0BEN&gt; &amp; a\\b [2]"
    )


def test_an_answer_ends_with_buttons_for_whoever_read_it():
    told = answer_blocks(answer(), SETTING, 7).blocks
    missing = answer_blocks(NotFound("q", "I could not find that.", ask="U0OWNER"), SETTING, 7)
    replaced = answer_blocks(answer(citations=(citation(superseded_by="new"),)), SETTING, 7).blocks

    assert [block["type"] for block in told][-1:] == ["context_actions"]
    assert [block["type"] for block in missing.blocks][-2:] == ["actions", "context_actions"]
    assert missing.blocks[-2]["elements"][0]["text"]["text"] == "Ask Olga"
    assert replaced[-2]["elements"][0]["text"]["text"] == "Ask Olga"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://x|y", "https://x>y", "wiki"])
def test_only_a_plain_address_of_the_web_is_a_link(address):
    message = answer_blocks(answer(citations=(citation(link=address),)), SETTING)

    assert "<" not in shown(message)


def test_what_is_not_found_names_the_nearest_pages_and_whom_to_ask():
    missing = NotFound(
        "When?",
        "I could not find that.",
        (Nearest("d", "Prices", "Prices > Storage", "https://wiki.example/p", "U0OWNER"),),
        ask="U0OWNER",
    )

    message = answer_blocks(missing, SETTING)

    assert shown(message).splitlines() == [
        "I could not find that.",
        "*Closest pages*",
        "• <https://wiki.example/p|Prices> › Storage",
        (
            "*Olga* looks after this and may know. I have noted that an answer is missing, "
            "so that it can be written down."
        ),
    ]


def test_choices_and_refusals_are_said_as_they_are():
    unclear = answer_blocks(Clarification("q", "Which one?", ("This?", "That?")), SETTING)
    refused = answer_blocks(Refusal("q", "That is too long."), SETTING)

    assert shown(unclear).splitlines() == ["Which one?", "This?", "That?"]
    assert shown(refused) == "That is too long."


def test_the_longest_answer_keeps_within_every_limit():
    long = "wörd & <x> " * 80
    many = tuple(
        citation(
            n,
            document=str(n),
            title="T" * 900,
            section="S" * 900,
            link="https://x.example/" + "p" * 900,
        )
        for n in range(1, 30)
    )
    senses = tuple(Sense(f"L{n}", "d" * 5000, "g", "everyone", note="n" * 5000) for n in range(9))

    messages = [
        answer_blocks(
            answer(long[:900], many, terms=senses, follow_ups=("q" * 3000,) * 9, evidence=long),
            SETTING,
        ),
        term_card(Lookup("L", "exact", "L", senses), SETTING),
    ]

    for message in messages:
        assert faults(list(message.blocks), lambda _: True) == []
        assert sum(map(len, texts(list(message.blocks)))) < BLOCK_TEXT
        assert len(message.text) <= 300


def test_a_term_with_two_meanings_shows_whose_each_is():
    senses = (
        Sense("On time", "At the kerb.", "a", "everyone", domain="operations", owner="U0OWNER"),
        Sense("On time", "In the room.", "b", "everyone", domain="service", example="Before six."),
    )

    card = term_card(Lookup("on time", "exact", "On time", senses), SETTING)

    assert shown(card).splitlines() == [
        "*On time* means different things here:",
        "*In operations*",
        "At the kerb.",
        "Ask Olga about it",
        "*In service*",
        "In the room.",
        ">Before six.",
    ]


def test_of_many_meanings_the_nearest_is_open_and_the_others_are_folded():
    first, *rest = [
        Sense("POD", f"{at}. " + "What it is. " * 40, "g", "everyone", example="Here.", domain="d")
        for at in range(14)
    ]

    card = term_card(Lookup("pod", "exact", "POD", (first, *rest)), SETTING)

    told = shown(card)
    assert told.count(">Here.") == 1
    assert "11. What it is." in told
    assert "12. What it is." not in told
    assert "And 2 more: In d, In d" in told


def test_a_card_says_how_sure_a_meaning_is_and_what_to_say_instead():
    sense = Sense(
        "Carded", "Nobody was in.", "g", "everyone", owner="U0OWNER", status="Deprecated",
        replaced_by="No answer", not_to_confuse="Refused", verified_at=date(2026, 1, 5),
    )  # fmt: skip
    around = Meaning(
        sense, source="Operations", link="https://wiki.example/g", due=date(2026, 4, 5),
        changed=("U0OWNER", date(2026, 2, 1)), value="Carded: 4 % in May 2026",
    )  # fmt: skip

    card = term_card(Lookup("carded", "exact", "Carded", (sense,)), SETTING, [around])

    assert shown(card).splitlines() == [
        "*Carded*",
        "⚠️ This word is no longer used. Say *No answer* instead.",
        "Nobody was in.",
        "Carded: 4 % in May 2026",
        "Not to be confused with: Refused",
        "Ask Olga about it · From <https://wiki.example/g|Operations>",
        (
            "Verified on 5 Jan 2026 · Its review was due on 5 Apr 2026 · "
            "Last changed by Olga on 1 Feb 2026"
        ),
    ]


def test_an_unknown_term_offers_what_is_close():
    card = term_card(Lookup("nsp", "", "", (), ("NPS",)), SETTING)

    assert shown(card).splitlines() == [
        "I do not know “nsp” yet.",
        "Did you mean one of these?",
        "NPS",
        "Ask for it",
    ]


def test_known_words_are_in_italics_once_and_new_ones_are_explained_below():
    text = "A pod NPS is no NPS, see Doorstep NPS_2 and https://x.example/NPS. [1]"
    senses = (
        Sense("NPS", "Who would recommend us. From -100 on.", "a", "everyone", domain="service"),
        Sense("NPS", "What partners say.", "b", "everyone"),
    )
    crew = Sense("Crew", "Two people and a van.", "c", "everyone")
    around = Around(
        marked=("NPS", "pod NPS"), explained=(Mention("NPS", senses), Mention("team", (crew,)))
    )

    message = answer_blocks(answer(text), SETTING, around=around)

    assert shown(message).splitlines()[:3] == [
        (
            "A _pod NPS_ is no _NPS_, see Doorstep NPS_2 and https://x.example/NPS. "
            "<https://wiki.example/leave|[1]>"
        ),
        "*NPS*: Who would recommend us (service) _Not the only meaning:_ `/lingo NPS`",
        "*Crew* (“team”): Two people and a van",
    ]
