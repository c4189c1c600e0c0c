"""/customer: one customer, seen by who asked only; names that a person says are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def counter(fake, empty_office):
    """An office that knows one customer."""
    empty_office.nobody_is_new()
    empty_office.services = replace(empty_office.services, customers=fake("customers").Customers())
    empty_office.open()
    return empty_office


def told(office, user="U0ANNA", channel="C0GENERAL", count=1):
    def asides():
        messages = office.rehearsal.messages(channel)
        own = channel.startswith("D")
        return [m for m in messages if m.get("bot_id") and (own or m.get("ephemeral_to") == user)]

    assert office.rehearsal.wait_for(lambda: len(asides()) >= count, 5)
    return asides()


def press(office, message, action, user="U0ANNA", channel="C0GENERAL"):
    for block in message["blocks"]:
        for element in block.get("elements", []):
            if element.get("action_id") == action:
                clicked = {"action_id": action, "block_id": block["block_id"]}
                office.rehearsal.click(user, channel, message["ts"], clicked)
                return
    raise AssertionError(f"there is no {action}")


def test_a_customer_is_shown_to_who_asked_alone(counter, shown):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer “Acme”")

    picture = told(counter)[0]
    assert picture["text"].startswith("Acme: 11 items from 2 sources")
    assert "*Who holds what*" in shown(picture)
    assert "• tickets (customer service, Olga): 9 items" in shown(picture)


def test_in_the_direct_messages_it_stays(counter):
    counter.rehearsal.say("U0ANNA", "DU0ANNA", "/customer Acme")

    assert told(counter, channel="DU0ANNA")[0].get("ephemeral_to") is None


def test_without_a_name_it_says_how(counter, shown):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer")

    assert "Write the name behind the command" in told(counter)[0]["text"]


def test_a_name_that_is_only_near_is_a_button_that_shows_it(counter):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer Acmee")
    press(counter, told(counter)[0], "customer_pick:0")

    assert told(counter, count=2)[1]["text"].startswith("Acme: 11 items")


def test_names_are_one_customer_once_somebody_says_so(counter, shown):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer Acme")
    before = told(counter)[0]
    press(counter, before, "customer_same:0")

    after = told(counter, count=2)[1]
    assert "May be the same customer" in shown(before)
    assert "May be the same customer" not in shown(after)
    assert counter.services.customers.said == [("acme", "acme ltd", True, "U0ANNA")]


def test_that_two_names_are_two_customers_is_kept_too(counter):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer Acme")
    press(counter, told(counter)[0], "customer_other:0")

    told(counter, count=2)
    assert counter.services.customers.said == [("acme", "acme ltd", False, "U0ANNA")]


def test_who_may_not_see_a_name_any_more_says_nothing_of_it(counter):
    counter.rehearsal.say("U0ANNA", "C0GENERAL", "/customer Acme")
    before = told(counter)[0]
    press(counter, before, "customer_same:0")
    told(counter, count=2)
    press(counter, before, "customer_other:0")

    told(counter, count=3)
    assert len(counter.services.customers.said) == 1


def test_a_guest_learns_of_no_customer(counter, shown):
    counter.rehearsal.say("U0GUEST", "C0GUESTS", "/customer Acme")

    seen = told(counter, "U0GUEST", "C0GUESTS")[0]
    assert seen["text"] == "No customer is called “Acme” in what you may read."


def test_where_no_source_speaks_of_customers_it_says_so(empty_office):
    empty_office.nobody_is_new()
    empty_office.open()

    empty_office.rehearsal.say("U0ANNA", "C0GENERAL", "/customer Acme")

    assert "no source of what customers say" in told(empty_office)[0]["text"]
