"""A digest from the first click to the owner's answer in the next issue, on the page.

`THROUGHLINE_PICTURES=1` takes the pictures of docs/pictures with it.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

LEAD, OWNER, CHANNEL = "U0CLAIMS", "U0SERVICE", "C0SERVICE"
LONG = 60_000  # milliseconds: a digest computes its numbers
TITLE = "Numbers for #customer-service"
REASON = "Two vans stood still in Huddersfield; both are back on the road."


def newest(page, text):
    """The newest message of the channel that says this, with its thread."""
    found = page.locator("#messages > li").filter(has_text=text).last
    expect(found).to_be_visible(timeout=LONG)
    return found


def pass_time(page, moment):
    if page.locator("#menu").is_visible():
        page.click("#menu")
    page.click("#moment-pass")
    expect(page.locator("#moment-words")).to_have_text(re.compile(moment), timeout=LONG)


def subscribe(page, rehearsal, picture):
    """Plans a digest: one number more than is offered, and old numbers are to be held."""

    def updated(times):
        assert rehearsal.wait_for(lambda: len(rehearsal.calls("views.update")) >= times, 60)

    page.fill("#write", "/digest")
    page.click("[aria-label=Send]")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Which numbers?", timeout=LONG)
    form.get_by_role("checkbox", name="Complaints", exact=True).check()
    updated(2)
    picture(page, "digest-form")
    form.get_by_role("button", name="More choices").click()
    updated(3)
    form.get_by_label("And when data is old?").select_option("2d", timeout=LONG)
    form.get_by_role("button", name="Preview").click()
    expect(form).to_contain_text("This is what would be posted now.", timeout=LONG)
    page.keyboard.press("Escape")
    form.get_by_role("button", name="Save").click(timeout=LONG)
    expect(form).to_contain_text("The first one comes on", timeout=LONG)
    page.keyboard.press("Escape")
    expect(page.locator("#messages")).to_contain_text(f"This channel gets {TITLE}", timeout=LONG)


@pytest.mark.slow
def test_a_digest_is_planned_posted_held_and_answered(moving_company, visit, picture):
    rehearsal, one_week_more = moving_company
    page = visit(rehearsal, f"?as={LEAD}#{CHANNEL}")
    page.click("#story-leave")

    subscribe(page, rehearsal, picture)
    pass_time(page, r"Monday.* 16 November 2026.* 09:0\d")
    issue = newest(page, "9 to 15 Nov 2026")
    expect(issue.locator("figure.chart").first).to_be_visible()
    expect(issue).to_contain_text("What is the reason, in one line?", timeout=LONG)

    page.select_option("#person", OWNER)
    issue = newest(page, "9 to 15 Nov 2026")
    issue.locator(".reply textarea").fill(REASON)
    issue.locator(".reply textarea").press("Enter")
    expect(issue).to_contain_text("Kept as the reason for", timeout=LONG)
    picture(page, "digest-owner-asked")

    pass_time(page, r"Monday.* 23 November 2026.* 09:0\d")
    newest(page, "is held: the newest row of complaints is of Sunday, 15 Nov 2026")
    picture(page, "digest-held")

    one_week_more()
    page.set_viewport_size({"width": 390, "height": 844})
    pass_time(page, r"Monday.* 23 November 2026.* 10:0\d")
    later = newest(page, "16 to 22 Nov 2026")
    expect(later.locator("figure.chart").first).to_be_visible()
    said = later.get_by_text(REASON)
    expect(said).to_be_visible(timeout=LONG)
    expect(page.locator("#messages")).to_contain_text("was held until 10:0")
    said.scroll_into_view_if_needed()
    picture(page, "digest-answered-on-a-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
