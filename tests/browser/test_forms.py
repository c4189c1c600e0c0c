"""Buttons, menus, forms over the page, and the App Home."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.fixture
def opened(scene, visit, blocks):
    """A page whose newest message opens a form."""
    ts = scene.asked()
    scene.answers("x", [blocks["actions"](blocks["button"]("open", "Say why"))], thread_ts=ts)
    page = visit(scene.rehearsal)
    page.click("text=Say why")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def test_a_form_takes_the_focus_keeps_it_and_gives_it_back(scene, opened):
    page, inside = opened, "document.querySelector('dialog').contains(document.activeElement)"

    focused = page.evaluate("document.activeElement.dataset.action")
    kept = []
    for _ in range(12):
        page.keyboard.press("Tab")
        kept.append(page.evaluate(f"{inside} || document.activeElement === document.body"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    assert focused == "text"
    assert all(kept)
    expect(page.locator("[data-action=open]")).to_be_focused()
    scene.rehearsal.wait_for(lambda: scene.told.of("view_closed"))
    assert len(scene.told.of("view_closed")) == 1


def test_what_is_missing_is_said_beside_its_field(scene, opened):
    page = opened

    page.click("text=Send")

    field = page.get_by_label("What is wrong?")
    expect(page.locator("[data-block=reason] .error")).to_have_text("Please complete this field.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("One line is enough. Please complete this field.")
    assert scene.told.of("view_submission") == []


def test_what_the_app_finds_wrong_is_said_there_too_and_then_it_is_sent(scene, opened):
    page = opened

    page.fill("[data-action=text]", "no")
    page.keyboard.press("Enter")
    expect(page.locator("[data-block=reason] .error")).to_have_text("Please say a little more.")
    page.fill("[data-action=text]", "The date is old")
    page.check("text=Out of date")
    page.click("text=Send")
    expect(page.get_by_role("dialog")).to_have_count(0)

    values = scene.told.of("view_submission")[-1]["view"]["state"]["values"]
    assert values["reason"]["text"]["value"] == "The date is old"
    assert values["kind"]["kind"]["selected_option"]["value"] == "old"


def test_an_updated_form_keeps_what_was_typed(opened):
    page = opened

    page.fill("[data-action=text]", "half a thought")
    page.click("text=Show more")
    expect(page.get_by_role("dialog")).to_contain_text("There is more to it.")

    expect(page.locator("[data-action=text]")).to_have_value("half a thought")


def test_a_form_on_top_of_another_goes_back_to_it(opened):
    page = opened

    page.fill("[data-action=text]", "half a thought")
    page.click("text=See the page")
    expect(page.get_by_role("dialog", name="The page")).to_be_visible()
    page.click("#view-cancel")

    expect(page.get_by_role("dialog", name="Why is it wrong?")).to_be_visible()
    expect(page.locator("[data-action=text]")).to_have_value("half a thought")


def test_feedback_is_pressed_shows_it_and_tells_the_app_which(scene, visit, blocks):
    scene.answers("x", [blocks["feedback"]])
    page = visit(scene.rehearsal)

    page.click("[aria-label='This is not right']")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    thumb = page.locator("[aria-label='This is not right']")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    expect(thumb).to_be_focused()
    assert scene.told.of("block_actions")[0]["actions"][0]["value"] == "wrong:1"


def test_a_button_that_asks_first_is_pressed_only_with_a_yes(scene, visit, blocks):
    words = {
        "title": "Sure?",
        "text": "It is gone then.",
        "confirm": "Remove it",
        "deny": "Keep it",
    }
    confirm = {name: {"type": "plain_text", "text": text} for name, text in words.items()}
    scene.answers("x", [blocks["actions"](blocks["button"]("drop", "Remove", confirm=confirm))])
    page = visit(scene.rehearsal)

    page.click("[data-action=drop]")
    page.click("text=Keep it")
    page.click("[data-action=drop]")
    page.click("text=Remove it")

    scene.rehearsal.wait_for(lambda: scene.told.of("block_actions"))
    assert [one["actions"][0]["action_id"] for one in scene.told.of("block_actions")] == ["drop"]


def test_choices_tell_the_app_what_was_chosen(scene, visit, blocks):
    option = {"text": {"type": "plain_text", "text": "Leeds"}, "value": "leeds"}
    lists = {"action_id": "pick", "options": [option]}
    kinds = ("static_select", "radio_buttons", "checkboxes", "overflow", "multi_static_select")
    people = {"type": "users_select", "action_id": "pick"}
    day = {"type": "datepicker", "action_id": "pick"}
    elements = [*({"type": kind, **lists} for kind in kinds), people, day]
    scene.answers("x", [{**blocks["actions"](one), "block_id": one["type"]} for one in elements])
    page = visit(scene.rehearsal)

    page.select_option("main select >> nth=0", "leeds")
    page.check("main input[type=radio]")
    page.check("main input[type=checkbox] >> nth=0")
    page.click("main [aria-label=More]")
    page.click("[role=menuitem]:has-text('Leeds')")
    page.check("main input[type=checkbox] >> nth=1")
    page.select_option("main select >> nth=1", "U0BEN")
    page.fill("main input[type=date]", "2026-11-23")
    page.dispatch_event("main input[type=date]", "change")
    scene.rehearsal.wait_for(lambda: len(scene.told.of("block_actions")) >= 7)

    told = {one["actions"][0]["type"]: one["actions"][0] for one in scene.told.of("block_actions")}
    assert {told[kind]["selected_option"]["value"] for kind in (*kinds[:2], "overflow")} == {
        "leeds"
    }
    assert told["checkboxes"]["selected_options"][0]["value"] == "leeds"
    assert told["multi_static_select"]["selected_options"][0]["value"] == "leeds"
    assert told["users_select"]["selected_user"] == "U0BEN"
    assert told["datepicker"]["selected_date"] == "2026-11-23"


def test_a_message_has_a_menu_with_the_shortcuts_of_the_app(scene, visit):
    scene.answers("The household.")
    page = visit(scene.rehearsal)

    page.focus("[aria-label='More actions for the message of Throughline']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Explain the lingo")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog", name="Ask about this")).to_be_visible()
    assert scene.told.of("message_action")[0]["message"]["text"] == "The household."


def test_the_home_stands_beside_the_messages_and_can_be_used(scene, visit):
    page = visit(scene.rehearsal, "?as=U0BEN#DU0BEN")

    page.get_by_role("tab", name="Messages").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#home")).to_contain_text("Who signs a refund?")
    page.click("#home >> text=Reply")

    expect(page.get_by_role("dialog")).to_be_visible()
    assert scene.told.of("block_actions")[0]["container"]["type"] == "view"


def test_a_channel_has_no_home(scene, visit):
    page = visit(scene.rehearsal)

    expect(page.get_by_role("tab")).to_have_count(0)
