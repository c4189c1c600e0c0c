"""The first things that people do, with the whole bot over the example company.

Each is done as somebody would who knows Slack, and counted: clicks, and seconds from the first of
them until what they wanted is before them. Typing is no click, nor is the Enter that sends it.
"""

from __future__ import annotations

import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

CLICKS, SECONDS = 2, 10
QUESTION = "When may we start delivering on Sundays?"


class Hands:
    """Clicks, counted."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, place):
        self.clicks += 1
        self.page.locator(place).last.click()

    def write(self, place, text):
        """Clicks into a box, types, and sends it."""
        self.click(place)
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def table():
    """What was counted, printed at the end."""
    rows = []
    yield rows
    print("\n\n| task | clicks | seconds |\n|---|---:|---:|")
    for name, clicks, seconds in sorted(rows):
        print(f"| {name} | {clicks} | {seconds:.1f} |")


@pytest.fixture
def task(table):
    @contextmanager
    def begin(name, page):
        hands, started = Hands(page), time.perf_counter()
        yield hands
        seconds = time.perf_counter() - started
        table.append((name, hands.clicks, seconds))
        assert (hands.clicks <= CLICKS, seconds <= SECONDS) == (True, True), (name, hands.clicks)

    return begin


def newest(page):
    """The newest thread of a conversation."""
    return page.locator("#messages > li").last


def asked(page, text=f"@Throughline {QUESTION}"):
    """Asks, and waits for the answer."""
    before = page.locator("#messages > li").count()
    page.locator("#write").fill(text)
    page.locator("#write").press("Enter")
    expect(page.locator("#messages > li")).to_have_count(before + 1)
    expect(newest(page).locator("[data-action=answer_feedback]").first).to_be_visible(
        timeout=10_000
    )


def test_ask(company, visit, task):
    page = visit(company, "?as=U0DEPOT1#C0ASK")

    with task("1. Ask a question", page) as hands:
        before = page.locator("#messages > li").count()
        hands.write("#write", f"@Throughline {QUESTION}")
        expect(page.locator("#messages > li")).to_have_count(before + 1)
        expect(newest(page).locator(".thread")).to_contain_text("April 2028", timeout=10_000)

    assert newest(page).locator("a.mark").count() >= 1


def test_ask_back_in_the_thread(company, visit, task):
    page = visit(company, "?as=U0FLEET#C0ASK")
    asked(page)

    with task("2. Ask back in the thread", page) as hands:
        hands.write(".reply textarea", "And what did it cost per drop?")
        expect(page.locator(".thread .message").last).to_contain_text("£29.40", timeout=10_000)


def test_say_that_it_is_wrong(company, visit, task):
    page = visit(company, "?as=U0CLAIMS#C0ASK")
    asked(page)

    with task("3. Say that an answer is wrong", page) as hands:
        hands.click("[aria-label='Something is not right with this answer']")
        hands.click("dialog >> text=It is out of date")
        page.keyboard.press("Enter")
        expect(page.locator(".message.private")).to_contain_text("Thank you", timeout=10_000)


def test_share_an_answer_with_the_channel(company, visit, task):
    page = visit(company, "?as=U0SAFETY#C0ASK")
    page.locator("#write").fill(f"/ask {QUESTION}")
    page.locator("#write").press("Enter")
    expect(page.locator(".message.private [data-action=share_answer]")).to_be_visible(
        timeout=10_000
    )

    with task("4. Share an answer with the channel", page) as hands:
        before = page.locator(".message:not(.private)").count()
        hands.click("[data-action=share_answer]")
        shared = page.locator(".message:not(.private)")
        expect(shared).to_have_count(before + 1, timeout=10_000)
        expect(newest(page)).to_contain_text("April 2028")


def test_look_whose_it_is(company, visit, task):
    page = visit(company, "?as=U0NEW1#C0ASK")
    asked(page)

    with task("5. Look whose it is", page):
        small = newest(page).locator(".context").filter(has_text="Strategy office")
        expect(small.first).to_be_visible()


def test_see_my_open_asks(company, visit, task):
    asker = visit(company, "?as=U0ACCOUNT1#C0ASK")
    asked(asker, "@Throughline Which complaints went to the ombudsman this year?")
    asker.locator("[data-action=ask_owner]").last.click()
    expect(asker.locator(".message").last).to_contain_text(
        "Head of Customer Service", timeout=10_000
    )
    page = visit(company, "?as=U0SERVICE#C0ASK")

    with task("6. See what people ask of me", page) as hands:
        hands.click("[data-channel=DU0SERVICE]")
        hands.click("#tab-home")
        expect(page.locator("#home")).to_contain_text("ombudsman", timeout=10_000)


def test_drop_a_file_and_ask_about_it(company, visit, task):
    page = visit(company, "?as=U0ADMIN#DU0ADMIN")
    content = "# Parking\n\nVisitors of the Hub park behind the wash bay, never at the gate.\n"
    data = page.evaluate_handle(
        "(content) => { const data = new DataTransfer();"
        " data.items.add(new File([content], 'parking.md')); return data; }",
        content,
    )

    with task("7. Drop a file and ask about it", page) as hands:
        page.dispatch_event("body", "drop", {"dataTransfer": data})
        page.keyboard.press("Enter")
        expect(page.locator("[data-action^=document_audience]").first).to_be_visible(timeout=10_000)
        hands.click("[data-action^=document_audience]:has-text('Everyone')")
        expect(page.locator(".content", has_text="I have read parking.md")).to_be_visible(
            timeout=10_000
        )
        hands.write("#write", "Where do visitors of the Hub park?")
        expect(page.locator(".thread .content", has_text="behind the wash bay")).to_be_visible(
            timeout=10_000
        )


def test_the_tour_of_the_example_shows_what_it_says(company, visit, axe):
    page = visit(company, "")
    shown = {
        "ask": ("#messages > li:last-child .thread", "April 2028"),
        "back": ("#messages > li:last-child .thread", "£29.40"),
        "wrong": ("dialog", "What is wrong with the answer?"),
        "gap": ("#messages > li:last-child", "I could not find that"),
        "owner": ("#messages > li:last-child", "I have asked Head of Customer Service"),
        "asks": ("#home", "Which complaints went to the ombudsman this year?"),
        "share": (".message", "Who may read visits-to-depots.md?"),
        "everyone": (".message", "I have read visits-to-depots.md"),
        "visit": (".message", "at most twelve visitors"),
        "monday": ("#messages", "In the two-hour window"),
        "line": ("#messages", "What is the reason, in one line?"),
        "reason": ("dialog", "What is the reason, in one line?"),
        "number": ("#messages > li:last-child .thread", "39 complaints"),
        "making": ("dialog", "Complaints received, upheld or not"),
        "why": ("#messages > li:last-child .thread", "It serves the promise"),
        "whose": ("#messages > li:last-child .thread", "answers for complaints"),
    }
    steps, found = company.workspace.cast.story.steps, {}

    for number, step in enumerate(steps, 1):
        page.locator("#story .now .body .primary").click()
        place, words = shown[step.id]
        seen = page.locator(place).filter(has_text=words).last
        expect(seen).to_be_visible(timeout=15_000)
        expect(page.locator("#story .look")).to_have_text(step.look)
        found[step.id] = axe(page)
        if page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
        if number < len(steps):
            page.locator("#story .now .body .primary").click()

    assert {step: wrong for step, wrong in found.items() if wrong} == {}
