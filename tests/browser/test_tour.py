"""The tour that a newcomer clicks through."""

from __future__ import annotations

from playwright.sync_api import expect


def now(page):
    return page.locator("#story .now")


def test_it_opens_as_the_first_person_in_the_first_place(scene, visit):
    page = visit(scene.rehearsal, "")

    expect(page.locator("#person")).to_have_value("U0ANNA")
    expect(page.locator("#title")).to_have_text("# general")
    expect(page.locator("#story-count")).to_have_text("1 of 6")
    expect(now(page).locator(".primary")).to_have_count(1)


def test_each_step_is_one_button_and_then_says_what_to_look_at(scene, visit, blocks):
    acted = []
    scene.rehearsal.acts["digest"] = lambda: acted.append(scene.answers("The numbers of Monday"))
    page = visit(scene.rehearsal, "")

    page.click("text=Ask who our customer is")
    expect(now(page).locator(".look")).to_have_text("The answer names its source.")
    asked = scene.rehearsal.messages("C0GENERAL")[0]
    scene.answers("The household.", [blocks["feedback"]], thread_ts=asked["ts"])
    page.click("text=Next: Ask back")
    page.click("text=Ask about last year")
    expect(page.locator(".thread .message")).to_have_count(2)
    page.click("text=Next: Say it is wrong")
    page.click("text=Press the thumb")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.click("text=Next: Your open asks")
    expect(page.locator("#person")).to_have_value("U0BEN")
    page.click("text=Open App Home")
    expect(page.locator("#home")).to_contain_text("Who signs a refund?")
    page.click("text=Next: Share a file")
    page.click("text=Share hours.md")
    expect(page.locator(".files .file")).to_contain_text("hours.md")
    page.click("text=Next: Monday")
    page.click("text=Let it be Monday")
    expect(page.locator("#messages")).to_contain_text("The numbers of Monday")
    page.click("text=Look around freely")

    expect(page.locator("#story")).to_be_hidden()
    assert scene.rehearsal.messages("C0GENERAL")[2]["thread_ts"] == asked["ts"]
    assert len(acted) == 1


def test_it_can_be_left_and_is_taken_up_where_it_was(scene, visit):
    page = visit(scene.rehearsal, "")

    page.click("text=Ask who our customer is")
    page.click("text=Next: Ask back")
    page.click("[aria-label='Leave the tour']")
    expect(page.locator("#story")).to_be_hidden()
    page.reload()
    page.wait_for_selector("body:not(.opening)")
    hidden = page.locator("#story").is_hidden()
    page.click("#story-button")

    assert hidden
    expect(page.locator("#story-count")).to_have_text("2 of 6")
    expect(now(page)).to_contain_text("Ask about last year")


def test_it_stands_in_nobodys_way(scene, visit):
    page = visit(scene.rehearsal, "")

    page.click("[data-channel=C0SALES]")
    page.fill("#write", "something else")
    page.press("#write", "Enter")
    expect(page.locator(".message")).to_contain_text("something else")
    page.select_option("#person", "U0CARA")
    page.click("text=Ask who our customer is")

    expect(page.locator("#person")).to_have_value("U0ANNA")
    expect(page.locator("#title")).to_have_text("# general")
    expect(page.locator(".message")).to_contain_text("who is our customer?")


def test_a_button_that_an_answer_does_not_have_is_said_and_passed_over(scene, visit):
    page = visit(scene.rehearsal, "")

    page.click("#story >> text=Monday")
    page.click("text=Let it be Monday")

    expect(now(page).locator(".alert")).to_contain_text("Go on with the next step.")
    expect(page.locator("#state")).to_have_text("")


def test_steps_can_be_taken_in_any_order_by_keyboard(scene, visit):
    page = visit(scene.rehearsal, "")

    page.focus("#story .step >> nth=3")
    page.keyboard.press("Enter")

    expect(page.locator("#person")).to_have_value("U0BEN")
    expect(page.get_by_role("button", name="Open App Home")).to_be_focused()


def test_who_clicks_faster_than_the_page_goes_on_step_by_step(scene, visit):
    page = visit(scene.rehearsal, "")
    page.click("#story >> text=Say it is wrong")
    page.click("text=Your open asks")
    page.click("text=Open App Home")
    expect(now(page).locator(".look")).to_be_visible()

    page.evaluate(
        """() => {
            const next = document.querySelector("#story .body .primary");
            next.click();
            next.click();
            document.querySelector("#story .body .primary").click();
        }"""
    )

    expect(page.locator("#story-count")).to_have_text("5 of 6")
    expect(page.locator(".files .file")).to_have_text(["hours.md23 bytes"])
