"""axe-core finds nothing serious in any state of the page, and nothing jumps while it loads."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

LOOKS = ["desktop", "phone", "dark", "dark phone"]


def everything(blocks):
    """A message with every kind of block."""
    cell, option = {"type": "raw_text", "text": "Leeds"}, {"text": text("Leeds"), "value": "leeds"}
    bars = [{"label": "W1", "value": 3}, {"label": "W2", "value": 5}]
    lists = ("static_select", "radio_buttons", "checkboxes", "overflow", "multi_static_select")
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich"}]}
    return [
        {"type": "header", "text": text("The week")},
        blocks["section"]("*A* <https://x.example|link> `code` <@U0BEN> <https://x.example/a|[1]>"),
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Owner*\nBen"}]},
        {"type": "divider"},
        {"type": "rich_text", "elements": [rich]},
        {"type": "table", "rows": [[cell, cell], [cell, cell]]},
        {
            "type": "data_visualization",
            "title": "On time",
            "chart": {
                "type": "bar",
                "series": [{"name": "Actual", "data": bars}, {"name": "Target", "data": bars}],
                "axis_config": {"categories": ["W1", "W2"]},
            },
        },
        *(
            blocks["actions"](
                {"type": kind, "action_id": "pick", "options": [option, {**option, "value": "b"}]}
            )
            for kind in lists
        ),
        blocks["actions"](
            blocks["button"]("open", "Say why", style="primary"),
            blocks["button"]("drop", "Remove", style="danger"),
            {"type": "datepicker", "action_id": "day"},
        ),
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "*[1]* Handbook · Ben"}]},
        blocks["feedback"],
    ]


def text(words):
    return {"type": "plain_text", "text": words}


@pytest.fixture(params=LOOKS)
def page(request, scene, visit, blocks):
    """A page with a thread in which everything is shown."""
    ts = scene.asked()
    scene.answers("The week", everything(blocks), thread_ts=ts)
    scene.answers("for you", user="U0ANNA", thread_ts=ts)
    scene.answers(
        "# A\n\ntext", [{"type": "markdown", "text": "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |"}]
    )
    scene.rehearsal.upload("U0ANNA", "C0GENERAL", "hours.md", b"# Hours", "please keep")
    scene.client.assistant_threads_setStatus(
        channel_id="C0GENERAL", thread_ts=ts, status="is thinking"
    )
    return visit(scene.rehearsal, "", request.param)


def test_in_every_state(page, axe):
    found = {"thread": axe(page)}

    page.click("text=Ask who our customer is")
    expect(page.locator("#story .look")).to_be_visible()
    found["tour"] = axe(page)
    page.click("text=2 replies")
    page.click("[data-action=open]")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.click("text=Send")
    found["form"] = axe(page)
    page.keyboard.press("Escape")
    page.locator("button[aria-label^='More actions']").last.click()
    found["menu"] = axe(page)
    page.keyboard.press("Escape")
    page.locator("#write").press_sequentially("@")
    found["suggestions"] = axe(page)
    page.keyboard.press("Escape")
    page.click("#log-button")
    found["log"] = axe(page)
    page.click("#log-close")
    if page.locator("#menu").is_visible():
        page.click("#menu")
        found["drawer"] = axe(page)
    page.click("[data-channel=DU0ANNA]")
    found["empty"] = axe(page)
    page.get_by_role("tab", name="Home").click()
    expect(page.locator("#home")).to_contain_text("Your open asks")
    found["home"] = axe(page)

    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", ["desktop", "phone"])
def test_nothing_jumps_while_it_opens(scene, visit, blocks, look):
    ts = scene.asked()
    scene.answers("Answer", [blocks["section"]("The household.")], thread_ts=ts)
    page = visit(scene.rehearsal, "", look)

    shifts = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            const seen = (all) => all.getEntries().forEach((one) => (sum += one.value));
            new PerformanceObserver(seen).observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )

    assert shifts < 0.02


def test_all_of_it_is_reached_by_keyboard_on_a_phone(scene, visit):
    page = visit(scene.rehearsal, look="phone")

    page.focus("#menu")
    page.keyboard.press("Enter")
    expect(page.locator("[data-channel=C0GENERAL]")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#menu")).to_be_focused()
    expect(page.locator("#rail")).to_be_hidden()
