from __future__ import annotations

import pytest

from bot.rehearsal.limits import BLOCK_TEXT, faults, texts, view_faults


def plain(text="x"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="x"):
    return {"type": "mrkdwn", "text": text}


def section(text="x", **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more):
    return {"type": "button", "action_id": "a", "text": plain(), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def option(text="x", value="x", **more):
    return {"text": plain(text), "value": value, **more}


def menu(kind="static_select", **more):
    return {"type": kind, "action_id": "a", **({"options": [option()]} | more)}


def asking(element=None, **more):
    element = element or {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": plain(), "element": element, **more}


def rich(*parts):
    section = {"type": "rich_text_section", "elements": list(parts)}
    return {"type": "rich_text", "elements": [section]}


def table(rows, **more):
    cells = [[{"type": "raw_text", "text": str(cell)} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, **more}


def line(categories=("W1", "W2"), names=("Actual", "Target"), **more):
    data = [{"label": one, "value": 3} for one in categories]
    return chart(
        type="line",
        series=[{"name": name, "data": data} for name in names],
        axis_config={"categories": list(categories), "y_label": "NPS"},
        **more,
    )


def chart(**more):
    return {"type": "data_visualization", "title": "NPS", "chart": more}


def pie(*values):
    return chart(type="pie", segments=[{"label": str(v), "value": v} for v in values])


def feedback(**more):
    button = {"text": plain(), "value": "v"}
    whole = {"type": "feedback_buttons", "positive_button": button, "negative_button": button}
    return {"type": "context_actions", "elements": [whole | more]}


def icon(**more):
    whole = {"type": "icon_button", "icon": "trash", "text": plain(), **more}
    return {"type": "context_actions", "elements": [whole]}


def image(**more):
    return {"type": "image", "alt_text": "x", **more}


def wrong(blocks):
    """Where something is wrong, as JSON pointers."""
    found = faults(blocks, lambda file: file == "F1")
    return [one.rpartition("[json-pointer:")[2].rstrip("]") for one in found]


REFUSED = [
    ({"type": "sektion"}, "/type"),
    ({}, "/type"),
    (section(""), "/text/text"),
    (section("x" * 3001), "/text/text"),
    (section(colour="red"), "/colour"),
    (section(block_id="x" * 256), "/block_id"),
    (section(fields=[mrkdwn("x" * 2001)]), "/fields/0/text"),
    (section(fields=[mrkdwn()] * 11), "/fields"),
    (section(accessory={"type": "song"}), "/accessory/type"),
    ({"type": "section"}, ""),
    ({"type": "header", "text": mrkdwn()}, "/text/type"),
    ({"type": "header", "text": plain("x" * 151)}, "/text/text"),
    ({"type": "context", "elements": []}, "/elements"),
    ({"type": "context", "elements": [mrkdwn()] * 11}, "/elements"),
    ({"type": "context", "elements": [button()]}, "/elements/0/type"),
    ({"type": "markdown", "text": "x" * 12_001}, "/text"),
    (actions(), "/elements"),
    (actions(*[button(action_id=str(n)) for n in range(26)]), "/elements"),
    (actions(button(text=plain("x" * 76))), "/elements/0/text/text"),
    (actions(button(value="x" * 2001)), "/elements/0/value"),
    (actions(button(url="x" * 3001)), "/elements/0/url"),
    (actions(button(style="loud")), "/elements/0/style"),
    (actions(button(accessibility_label="x" * 76)), "/elements/0/accessibility_label"),
    (actions(button(confirm={"text": plain("x" * 301)})), "/elements/0/confirm/text/text"),
    (actions(button(), button()), ""),
    (actions(image(image_url="https://x.example/a.png")), "/elements/0/type"),
    (actions(menu(options=[])), "/elements/0/options"),
    (actions(menu(options=[option()] * 101)), "/elements/0/options"),
    (actions(menu(options=[option("x" * 76)])), "/elements/0/options/0/text/text"),
    (actions(menu(options=[option(value="x" * 151)])), "/elements/0/options/0/value"),
    (actions(menu(placeholder=plain("x" * 151))), "/elements/0/placeholder/text"),
    (actions({"type": "static_select", "action_id": "a"}), "/elements/0"),
    (actions(menu("overflow", options=[option()] * 6)), "/elements/0/options"),
    (actions(menu("radio_buttons", options=[option()] * 11)), "/elements/0/options"),
    (actions(menu("checkboxes", options=[option()] * 11)), "/elements/0/options"),
    (actions({"type": "datepicker", "initial_date": "31.12.2026"}), "/elements/0/initial_date"),
    (actions({"type": "timepicker", "initial_time": "24:00"}), "/elements/0/initial_time"),
    (actions({"type": "plain_text_input", "action_id": "a"}), "/elements/0/type"),
    (asking(button()), "/element/type"),
    (asking(label=plain("x" * 2001)), "/label/text"),
    (asking(optional="yes"), "/optional"),
    (asking({"type": "plain_text_input", "max_length": 3001}), "/element/max_length"),
    (asking({"type": "number_input"}), "/element"),
    (image(), ""),
    ({"type": "image", "image_url": "https://x.example/a.png"}, ""),
    (image(slack_file={"id": "F0"}), "/slack_file"),
    (image(slack_file={"id": "F1"}, image_url="https://x.example/a.png"), ""),
    (feedback(positive_button={"text": plain("x" * 76), "value": "v"}),
     "/elements/0/positive_button/text/text"),
    (icon(icon="heart"), "/elements/0/icon"),
    (icon(visible_to_user_ids=["U0ANNA"] * 11), "/elements/0/visible_to_user_ids"),
    (rich({"type": "song"}), "/elements/0/elements/0/type"),
    (rich({"type": "text", "text": ""}), "/elements/0/elements/0/text"),
    (table([["x"] * 21]), "/rows/0"),
    (table([["x"]] * 101), "/rows"),
    (table([["x"]], column_settings=[{"align": "middle"}]), "/column_settings/0/align"),
    ({**line(), "title": "x" * 51}, "/title"),
    (line(names=("Same", "Same")), "/chart/series"),
    (line(names=tuple("ABCDEFG")), "/chart/series"),
    (line(categories=tuple(map(str, range(21)))), "/chart/axis_config/categories"),
    (line(categories=("x" * 21,)), "/chart/axis_config/categories/0"),
    (pie(3, 0), "/chart/segments/1/value"),
    (chart(type="cloud"), "/chart/type"),
    ({"type": "video"}, "/type"),
    ({"type": "alert", "text": plain()}, "/type"),
]  # fmt: skip

TAKEN = [
    section(fields=[mrkdwn(), plain()], accessory=menu()),
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [mrkdwn("x" * 3000), image(slack_file={"id": "F1"})]},
    {"type": "markdown", "text": "x" * 12_000},
    actions(button(value="x" * 2000, style="danger", url="https://x.example")),
    actions(menu("multi_static_select", max_selected_items=2)),
    actions(menu("overflow", options=[option(url="https://x.example")])),
    actions({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}]}),
    actions({"type": "checkboxes", "options": [{"text": mrkdwn(), "value": "x"}]}),
    actions({"type": "datetimepicker", "initial_date_time": 1_800_000_000}),
    actions({"type": "conversations_select", "default_to_current_conversation": True}),
    asking({"type": "file_input", "max_files": 3}),
    asking(menu("radio_buttons"), optional=True, hint=plain(), dispatch_action=True),
    image(image_url="https://x.example/a.png", title=plain()),
    feedback(),
    icon(confirm={"text": plain(), "confirm": plain(), "deny": plain()}),
    rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "emoji", "name": "eyes"}),
    table([["a", "b"], [1, 2]], column_settings=[{"align": "right", "is_wrapped": True}]),
    line(),
    pie(3, 4),
    {"type": "data_table", "caption": "x", "rows": table([["a"], ["b"]])["rows"], "page_size": 5},
    {"type": "card", "title": mrkdwn(), "body": mrkdwn(), "actions": [button()]},
    {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn()}]},
    {"type": "container", "title": plain(), "child_blocks": [section(), line()]},
    {"type": "plan", "title": "x",
     "tasks": [{"type": "task_card", "task_id": "a", "title": "x", "status": "complete"}]},
]  # fmt: skip


@pytest.mark.parametrize(("block", "pointer"), REFUSED)
def test_what_slack_refuses_is_refused_where_it_stands(block, pointer):
    assert f"/blocks/0{pointer}" in wrong([block])


@pytest.mark.parametrize("block", TAKEN, ids=[one["type"] for one in TAKEN])
def test_what_slack_takes_is_taken(block):
    assert wrong([block]) == []


def test_a_message_has_fifty_blocks_one_table_and_two_charts_at_most():
    assert wrong([section()] * 50) == []
    assert wrong([section()] * 51) == ["/blocks"]
    assert wrong([table([["x"]])] * 2) == ["/blocks"]
    assert wrong([line()] * 2) == []
    assert wrong([line()] * 3) == ["/blocks"]
    assert wrong([{"type": "markdown", "text": "x" * 7000}] * 2) == ["/blocks"]


def test_a_block_id_is_used_once():
    assert wrong([section(block_id="a"), section(block_id="b")]) == []
    assert wrong([section(block_id="a")] * 2) == ["/blocks"]


@pytest.mark.parametrize("blocks", ["text", {"type": "section"}, [None], [["x"]]])
def test_what_is_no_list_of_blocks_is_refused(blocks):
    assert wrong(blocks)


def test_every_text_counts_against_the_sum():
    blocks = [section("x" * 3000), table([["x" * 100]]), actions(button(text=plain("x" * 50)))]

    assert sum(map(len, texts(blocks))) == 3150 < BLOCK_TEXT


@pytest.mark.parametrize(
    "block",
    [{"type": "markdown", "text": "x"}, table([["x"]]), line(), feedback()],
    ids=["markdown", "table", "chart", "feedback"],
)
def test_some_blocks_stand_in_messages_only(block):
    assert wrong([block]) == []
    for kind in ("modal", "home"):
        view = {"type": kind, "blocks": [block]} | ({"title": plain()} if kind == "modal" else {})
        found = view_faults(view, kind, lambda _: True)
        assert [one.rpartition("pointer:")[2] for one in found] == ["/view/blocks/0/type]"]


def test_an_alert_stands_in_a_modal_and_a_home_has_no_title():
    alert = {"type": "alert", "text": plain(), "level": "warning"}
    modal = {"type": "modal", "title": plain(), "blocks": [alert]}

    assert view_faults(modal, "modal", lambda _: True) == []
    assert view_faults({"type": "home", "blocks": [], "title": plain()}, "home", lambda _: True)
