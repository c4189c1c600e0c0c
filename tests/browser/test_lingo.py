"""Two departments disagree on a word: an admin confirms it, both owners are told, one adopts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

SLOW = 20_000
WINDOW = "The crew rang the bell inside the two-hour promise window"
DAY = "Delivered on the booked day, at whatever hour."


def bot(page):
    """Goes to the bot, without the tour."""
    page.locator("#story-leave").click()
    page.locator("#rail").get_by_role("button", name="Throughline").first.click()


def waiting(page):
    """Opens an admin's home, once all documents were looked through."""
    bot(page)
    page.locator("#tab-home").click()
    count = page.get_by_text("Meanings that differ:")
    refresh = page.get_by_role("button", name="Refresh")
    expect(refresh).to_be_visible()
    for _ in range(10):
        page.wait_for_timeout(1500)
        if count.is_visible():
            break
        refresh.click()
    expect(count).to_be_visible()


def to_the_end(page):
    page.evaluate("document.querySelector('#scroll').scrollTop = 99999")


def look_up(page, term):
    """What /lingo shows."""
    page.locator("#write").fill(f"/lingo {term}")
    page.locator("#write").press("Enter")
    return page.locator("#messages .message").last


def test_two_departments_disagree_and_one_adopts_the_words_of_the_other(
    own_company, visit, picture, axe
):
    service = visit(own_company, "?as=U0SERVICE#C0ASK")
    bot(service)
    admin = visit(own_company, "?as=U0ADMIN#C0ASK")
    waiting(admin)
    admin.get_by_role("button", name="Review: Meanings that differ").click()
    form = admin.get_by_role("dialog")
    expect(form).to_contain_text(re.compile(f"{WINDOW}.*{DAY}", re.DOTALL))
    assert axe(admin) == []
    picture(admin, "lingo-conflicts")
    form.get_by_role("button", name="Confirm: On time").click()
    expect(form).to_contain_text("On time: confirmed.", timeout=SLOW)

    note = service.locator("#messages .message", has_text="On time means two things")
    expect(note).to_contain_text("You are asked because you answer for one of them.", timeout=SLOW)
    to_the_end(service)
    picture(service, "lingo-owner-asked")
    operations = visit(own_company, "?as=U0OPS#C0ASK")
    bot(operations)
    told = operations.locator("#messages .message", has_text="On time")
    told.get_by_role("button", name="Use theirs").click()
    expect(told.first).to_contain_text("is settled", timeout=SLOW)

    expect(note.first).to_be_hidden()
    settled = service.locator("#messages .message", has_text="On time is settled")
    expect(settled.last).to_contain_text("the wording of customer service holds for both")
    to_the_end(service)
    picture(service, "lingo-settled")
    service.locator("#rail").get_by_role("button", name="customer-service").first.click()
    card = look_up(service, "on time")
    expect(card).to_contain_text(WINDOW, timeout=SLOW)
    expect(card).not_to_contain_text(DAY)
