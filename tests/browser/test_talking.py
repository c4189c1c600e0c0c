"""Messages, threads, suggestions, files and streams, as somebody sees and uses them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.rehearsal.workspace.workspace import BOT_USER, File

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def drop(page, name, content):
    data = page.evaluate_handle(
        "([name, content]) => { const data = new DataTransfer();"
        " data.items.add(new File([content], name)); return data; }",
        [name, content],
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": data})
    shown = page.inner_text("#drop-words")
    page.dispatch_event("body", "drop", {"dataTransfer": data})
    return shown


@pytest.mark.parametrize("look", ["desktop", "narrow", "phone"])
def test_nothing_is_wider_than_the_screen(scene, visit, blocks, look):
    ts = scene.asked()
    long = blocks["section"]("A" * 300 + " <https://x.example/|" + "b" * 90 + ">")
    scene.answers("Answer", [long], thread_ts=ts)

    page = visit(scene.rehearsal, look=look)
    expect(page.locator(".thread .section")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "a workspace on your laptop, not Slack" in page.inner_text(".strip")


def test_what_is_written_is_said_and_the_reply_appears_below_it(scene, visit, blocks):
    page = visit(scene.rehearsal)

    page.fill("#write", "@throughline who is our customer?")
    page.press("#write", "Enter")
    page.wait_for_selector(".message")
    said = scene.rehearsal.messages("C0GENERAL")[0]
    text = "*The household*, not the shop. <https://x.example/a|[1]>"
    scene.answers("The household", [blocks["section"](text)], thread_ts=said["ts"])

    assert said["text"] == f"<@{BOT_USER}> who is our customer?"
    expect(page.locator(".thread .section")).to_have_text("The household, not the shop. [1]")
    assert page.inner_text(".thread b + .tag") == "app"
    assert page.get_attribute("a.mark", "href") == "https://x.example/a"
    assert page.input_value("#write") == ""


def test_a_reply_goes_to_the_thread(scene, visit):
    ts = scene.asked()
    scene.answers("The household.", thread_ts=ts)
    page = visit(scene.rehearsal)

    page.fill(".reply textarea", "and last year?")
    page.press(".reply textarea", "Enter")
    expect(page.locator(".thread .message")).to_have_count(2)

    assert scene.rehearsal.messages("C0GENERAL")[-1]["thread_ts"] == ts


def test_text_is_never_taken_as_html_and_only_web_links_are_links(scene, visit, blocks):
    evil = "&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|click>"
    scene.answers("x", [blocks["section"](evil)])
    scene.answers("y", [{"type": "markdown", "text": "<b>x</b> [click](javascript:alert(1))"}])
    go = blocks["actions"](blocks["button"]("go", "Go", url="javascript:alert(1)"))
    scene.rehearsal.workspace.post("C0GENERAL", {"user": BOT_USER, "text": "z", "blocks": [go]})

    page = visit(scene.rehearsal)

    shown = "<img src=x onerror=alert(1)> <javascript:alert(1)>"
    expect(page.locator(".section")).to_have_text(shown)
    expect(page.locator(".prose")).to_have_text("<b>x</b> [click](javascript:alert(1))")
    expect(page.locator(".content a, .content img")).to_have_count(0)


def test_lists_quotes_code_and_emoji_look_like_themselves(scene, visit, blocks):
    text = "*b* _i_ ~s~ `c`\n• one\n• two\n> said\n:warning: snake_case_name 2*3*4"
    scene.answers("x", [blocks["section"](text)])

    page = visit(scene.rehearsal)

    tags = "[...document.querySelectorAll('.section .words > div *')].map((e) => e.localName)"
    assert page.evaluate(tags) == ["b", "i", "s", "code", "ul", "li", "li", "blockquote"]
    assert page.inner_text(".section").strip().endswith("⚠️ snake_case_name 2*3*4")


def test_markdown_has_headings_lists_tables_and_links(scene, visit):
    text = "# Plan\nA **bold** [word](https://x.example)\n\n- one\n  - inner\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n"
    scene.answers("x", [{"type": "markdown", "text": text}])

    page = visit(scene.rehearsal)

    shown = page.locator(".prose")
    expect(shown.get_by_role("heading")).to_have_text("Plan")
    expect(shown.locator("ul ul li")).to_have_text("inner")
    expect(shown.get_by_role("cell")).to_have_text(["1", "2"])
    expect(shown.get_by_role("link")).to_have_attribute("href", "https://x.example")
    expect(shown.locator("pre")).to_have_text("code\n")


def test_rich_text_and_tables_show_what_they_hold(scene, visit):
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "loud", "style": {"bold": True}},
                    {"type": "user", "user_id": "U0BEN"},
                ],
            }
        ],
    }
    cell = {"type": "raw_text", "text": "Leeds"}
    table = {"type": "table", "rows": [[cell, cell], [cell, {**cell, "text": "93 %"}]]}
    scene.answers("x", [rich, table])

    page = visit(scene.rehearsal)

    expect(page.locator(".prose b")).to_have_text("loud")
    expect(page.locator(".prose .mention")).to_have_text("@Ben")
    expect(page.get_by_role("cell", name="93 %")).to_be_visible()


def test_a_chart_has_its_figures_as_a_table(scene, visit):
    points = [{"label": "W1", "value": 31}, {"label": "W2", "value": 35.5}]
    chart = {
        "type": "line",
        "series": [{"name": "NPS", "data": points}],
        "axis_config": {"categories": ["W1", "W2"], "x_label": "Week"},
    }
    scene.answers("x", [{"type": "data_visualization", "title": "NPS, 2 weeks", "chart": chart}])

    page = visit(scene.rehearsal)
    page.click("text=The figures")

    expect(page.get_by_role("figure", name="NPS, 2 weeks")).to_be_visible()
    expect(page.get_by_role("row", name="W2 35.5")).to_be_visible()


def test_a_picture_shows_with_its_words(scene, visit):
    scene.rehearsal.workspace.files["F1"] = File("F1", "c.png", PNG, complete=True)
    image = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Churn fell to 3 %."}
    scene.answers("x", [image])

    page = visit(scene.rehearsal)

    expect(page.get_by_role("img", name="Churn fell to 3 %.")).to_be_visible()
    expect(page.locator("figure img")).to_have_js_property("naturalWidth", 1)


def test_one_person_does_not_see_what_only_another_may(scene, visit):
    scene.answers("for Ben alone", user="U0BEN")
    page = visit(scene.rehearsal)

    before = page.inner_text("main")
    page.select_option("#person", "U0BEN")
    expect(page.locator(".message.private")).to_contain_text("for Ben alone")

    assert "for Ben alone" not in before
    expect(page.locator(".message.private .only")).to_have_text("Only visible to you")


def test_news_elsewhere_is_marked_until_it_is_looked_at(scene, visit):
    page = visit(scene.rehearsal)

    scene.answers("news", channel="C0SALES")
    mark = page.locator("[data-channel=C0SALES] .count")
    expect(mark).to_have_text("1 new")
    page.click("[data-channel=C0SALES]")
    expect(page.locator(".message")).to_contain_text("news")
    page.click("[data-channel=C0GENERAL]")

    expect(mark).to_have_count(0)


def test_news_from_while_somebody_else_was_looked_at_are_below_a_line(scene, visit):
    scene.answers("old", channel="C0SALES")
    page = visit(scene.rehearsal, "?as=U0ANNA#C0SALES")

    page.click("[data-channel=C0GENERAL]")
    scene.answers("new", channel="C0SALES")
    expect(page.locator("[data-channel=C0SALES] .count")).to_be_visible()
    page.click("[data-channel=C0SALES]")

    order = "[...document.querySelectorAll('#messages > li')].map((e) => e.className.split(' ')[0])"
    assert page.evaluate(order) == ["message", "fresh-line", "message"]


def test_a_streamed_answer_grows_and_is_read_out_once(scene, visit):
    ts = scene.asked()
    page = visit(scene.rehearsal)
    page.evaluate(
        "window.heard = [];"
        "new MutationObserver(() => announce.textContent && heard.push(announce.textContent))"
        ".observe(announce, {childList: true})"
    )

    begun = scene.client.chat_startStream(
        channel="C0GENERAL", thread_ts=ts, recipient_user_id="U0ANNA",
        recipient_team_id="T0REHEARSAL", markdown_text="Our customer ",
    )  # fmt: skip
    expect(page.locator(".thread .caret")).to_be_visible()
    for words in ("is the ", "**household**", ", not the shop."):
        scene.client.chat_appendStream(channel="C0GENERAL", ts=begun["ts"], markdown_text=words)
    expect(page.locator(".thread .prose b")).to_have_text("household")
    scene.client.chat_stopStream(channel="C0GENERAL", ts=begun["ts"])

    expect(page.locator(".thread .caret")).to_have_count(0)
    expect(page.locator(".thread .content")).to_have_text(
        "Our customer is the household, not the shop."
    )
    # Not wait_for_function: the page's own policy forbids the eval by which it looks again.
    for _ in range(50):
        if page.evaluate("heard.length"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("heard.length") == 1


def test_what_the_bot_does_is_shown_and_can_be_stopped(scene, visit):
    ts = scene.asked()
    page = visit(scene.rehearsal)

    scene.client.assistant_threads_setStatus(
        channel_id="C0GENERAL", thread_ts=ts, status="is thinking",
        loading_messages=["Reading the handbook", "Looking at the numbers"],
    )  # fmt: skip
    expect(page.locator(".busy")).to_contain_text("Reading the handbook")
    page.click(".busy .stop")

    scene.rehearsal.wait_for(lambda: scene.told.events("agent_session_stopped"))
    assert scene.told.events("agent_session_stopped")[0]["thread_ts"] == ts


def test_prompts_are_offered_in_an_empty_conversation_and_asked_with_a_click(scene, visit):
    page = visit(scene.rehearsal, "?as=U0ANNA#DU0ANNA")

    scene.client.assistant_threads_setSuggestedPrompts(
        channel_id="DU0ANNA", title="Good morning",
        prompts=[{"title": "Leave", "message": "How much leave do I have?"}],
    )  # fmt: skip
    page.click("text=Leave")

    expect(page.locator(".message")).to_contain_text("How much leave do I have?")


def test_a_slash_offers_commands_and_the_answer_is_for_me_alone(scene, visit):
    page = visit(scene.rehearsal)

    page.locator("#write").press_sequentially("/a")
    expect(page.locator(".offers [role=option]")).to_contain_text("/ask")
    page.press("#write", "Enter")
    page.locator("#write").press_sequentially("who we are")
    page.press("#write", "Enter")

    expect(page.locator(".message.private")).to_contain_text("You asked: who we are")


def test_an_at_sign_offers_people_and_the_bot_first(scene, visit):
    page = visit(scene.rehearsal)

    page.locator("#write").press_sequentially("@")
    expect(page.locator(".offers [role=option]").first).to_contain_text("Throughline")
    page.press("#write", "ArrowDown")
    page.press("#write", "Tab")
    page.locator("#write").press_sequentially("hello")
    page.press("#write", "Enter")

    expect(page.locator(".message .mention")).to_have_text("@Ben")
    assert scene.rehearsal.messages("C0GENERAL")[0]["text"] == "<@U0BEN> hello"


def test_a_dropped_file_is_shared_with_the_words_beside_it(scene, visit):
    page = visit(scene.rehearsal, "?as=U0ANNA#DU0ANNA")

    words = drop(page, "hours.md", "# Hours\n\nNine to five.\n")
    expect(page.locator("#chosen")).to_contain_text("hours.md")
    page.fill("#write", "please keep this")
    page.press("#write", "Enter")
    expect(page.locator(".files .file")).to_contain_text("hours.md")

    said = scene.rehearsal.messages("DU0ANNA")[0]
    file = scene.rehearsal.workspace.files[said["files"][0]["id"]]
    assert (said["text"], file.content) == ("please keep this", b"# Hours\n\nNine to five.\n")
    assert words == "Drop it to share it in Throughline"


def test_a_file_is_picked_with_the_paperclip_and_can_be_taken_away(scene, visit):
    page = visit(scene.rehearsal)

    with page.expect_file_chooser() as chooser:
        page.click("#clip")
    chooser.value.set_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.click("[aria-label='Take a.txt away']")

    expect(page.locator("#chosen li")).to_have_count(0)
    assert scene.rehearsal.messages("C0GENERAL") == []


def test_the_log_shows_what_went_to_and_fro(scene, visit):
    page = visit(scene.rehearsal)
    page.click("#log-button")

    scene.asked()
    scene.client.chat_postMessage(channel="C0GENERAL", text="hello")
    rows = page.locator("#log-rows tr")
    expect(rows.filter(has_text="app_mention")).to_contain_text("bot is told")
    expect(rows.filter(has_text="chat.postMessage")).to_contain_text("ok")
    page.press("#log-close", "Escape")

    expect(page.locator("#log")).to_be_hidden()
    expect(page.locator("#log-button")).to_be_focused()
