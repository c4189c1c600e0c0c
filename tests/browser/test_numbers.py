"""A number followed on the page: asked, drawn, its making, why, customers for and against, whose."""

from __future__ import annotations

from playwright.sync_api import expect

COUNT = "How many complaints did we receive last week?"
SLOW = 20_000  # the first number loads the definitions


def answers(page):
    """The bot's answers in the thread that was opened last."""
    return page.locator("#messages > li").last.locator(".thread .message")


def ask(page, text):
    """Asks, in a thread of its own."""
    before = page.locator("#messages > li").count()
    page.locator("#write").fill(text)
    page.locator("#write").press("Enter")
    expect(page.locator("#messages > li")).to_have_count(before + 1)


def follow_up(page, text):
    box = page.locator("#messages > li").last.locator(".reply textarea")
    box.fill(text)
    box.press("Enter")


def test_a_number_is_followed_to_its_owner(company, visit):
    page = visit(company, "?as=U0AGENT1#C0SERVICE")

    ask(page, f"@Throughline {COUNT}")
    number = answers(page).nth(0)
    expect(number).to_contain_text("39 complaints", timeout=SLOW)
    expect(number.locator("figure.chart")).to_be_visible()
    expect(number).to_contain_text("Head of Customer Service")
    number.get_by_role("button", name="How was this computed?").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Complaints received, upheld or not")
    expect(form).to_contain_text("SELECT")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    follow_up(page, "Why?")
    why = answers(page).nth(2)
    expect(why).to_contain_text("It serves the promise", timeout=SLOW)
    expect(why).to_contain_text("Complaint means:")
    expect(why).to_contain_text("By depot: Huddersfield +5")
    expect(why).to_contain_text("A customer: “")
    expect(why).to_contain_text("Against it: “")
    follow_up(page, "Who owns this?")

    expect(answers(page).nth(4)).to_contain_text("Head of Customer Service", timeout=SLOW)


def test_a_number_is_read_on_a_phone_in_the_dark_without_a_mouse(company, visit, axe):
    page = visit(company, "?as=U0AGENT1#C0SERVICE", "dark phone")

    ask(page, f"@Throughline {COUNT}")
    number = answers(page).nth(0)
    expect(number.locator("figure.chart")).to_be_visible(timeout=SLOW)
    number.get_by_text("The figures").focus()
    page.keyboard.press("Enter")

    expect(number.locator("figure.chart table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
