"""One customer as messages, whole and within Slack's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.blocks.answers.customer import candidates_message, customer_message
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import BLOCK_TEXT, faults, texts
from knowledge.insights.customers.picture import Alike, Candidates

SETTING = Setting({"U0OWNER": "Olga"}.get, date(2026, 10, 26))


def shown(message):
    return "\n".join(texts(list(message.blocks))).splitlines()


def test_a_picture_shows_numbers_what_is_open_what_differs_and_who_holds_what(customers):
    message = customer_message(customers.acme(voices=1), SETTING)

    said = " ".join(customers.WORDS.split())
    quoted = f"customer service: “{said}”"
    assert message.text == (
        "Acme: 11 items from 2 sources, 2 Mar 2026 to 12 Oct 2026; 1 not settled."
    )
    assert shown(message) == [
        "*Acme*",
        "Also called Acme (North)",
        "11 items from 2 sources, 2 Mar 2026 to 12 Oct 2026",
        "*Numbers*",
        "• Complaints: *4* (n = 9)",
        "• Score in reviews: *3.1 in Sep 2026, 4.2 in Mar 2026* `█▁` (n = 2)",
        "*Not settled (1)*",
        f"• 13 Oct 2026 · <https://wiki.example/tickets|Tickets> · {quoted} (Status: pending)",
        "Open is what its source calls pending.",
        "*Where sources disagree*",
        "• plan: tickets says *gold* (3 items, 12 Oct 2026); reviews says *silver* (1 item)",
        "*What they said, newest first*",
        f"• 2 Oct 2026 · <https://wiki.example/tickets|Tickets> · {quoted}",
        "*Who holds what*",
        "• tickets (customer service, Olga): 9 items, 2 Mar 2026 to 12 Oct 2026, joined by id",
        "• reviews: 2 items, joined by name",
        "*May be the same customer:* ACME Ltd. (4 items)",
        "Same customer: ACME Ltd.",
        "The same customer?",
        "ACME Ltd. and Acme are one customer? Everybody then sees them as one.",
        "Yes, the same",
        "No",
        "Another one",
    ]


def test_a_long_picture_goes_on_in_messages_that_slack_takes(customers):
    many = customers.acme(voices=60, alike=(Alike("N" * 400, "k" * 400, 90.0, 1),) * 9)

    message = customer_message(many, SETTING)

    parts = [message, *message.more]
    assert len(parts) > 1
    for part in parts:
        assert faults(list(part.blocks), lambda _: True) == []
        assert sum(map(len, texts(list(part.blocks)))) < BLOCK_TEXT
    told = "\n".join(line for part in parts for line in shown(part))
    assert told.count("The sofa came without its feet") == 3 * 61


def test_what_a_customer_wrote_mentions_nobody(customers):
    hostile = customers.voice(1, text="<!channel> *look* <https://evil.example|here>")
    picture = customers.acme()

    message = customer_message(replace(picture, voices=(hostile,)), SETTING)

    told = "\n".join(shown(message))
    assert "<!channel>" not in told
    assert "<https://evil.example" not in told


def test_an_unknown_name_offers_the_nearest_and_says_nothing_of_others(customers):
    near = candidates_message(
        Candidates("Acmee", exact=False, names=(Alike("Acme", "acme", 88.0, 11),))
    )
    none = candidates_message(Candidates("Zorg", exact=False, names=()))

    assert shown(near) == [
        "No customer is called “Acmee” in what you may read. The nearest names:",
        "Acme (11 items)",
    ]
    assert shown(none) == ["No customer is called “Zorg” in what you may read."]
    assert near.blocks[1]["elements"][0]["value"] == "Acme"


def test_a_customer_of_whom_no_item_tells_says_so(customers):
    bare = replace(customers.acme(alike=()), n=0, holdings=(), first=None, last=None, open_n=0)

    message = customer_message(bare, SETTING)

    assert message.text == "Acme: no item of a customer, but numbers or pages name it."
