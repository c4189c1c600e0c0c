from __future__ import annotations

import pytest


def plain(text):
    return {"type": "plain_text", "text": text}


def text_input(block="why", **more):
    element = {"type": "plain_text_input", "action_id": "text", **more.pop("element", {})}
    return {"type": "input", "block_id": block, "label": plain("Why?"), "element": element, **more}


def modal(*blocks, **more):
    return {
        "type": "modal",
        "callback_id": "reason",
        "title": plain("Tell us"),
        "submit": plain("Send"),
        "blocks": list(blocks or [text_input()]),
        **more,
    }


@pytest.fixture
def opened(desk):
    """A modal that Anna has before her."""
    return opening(desk, modal(private_metadata="kept", notify_on_close=True))


def opening(desk, view):
    trigger = desk.workspace.triggers.make("U0ANNA")
    return desk.client.views_open(trigger_id=trigger, view=view)["view"]


def typed(text, block="why"):
    return {block: {"text": {"type": "plain_text_input", "value": text}}}


def top(desk):
    stack = desk.workspace.modals["U0ANNA"]
    return stack[-1] if stack else None


def test_a_modal_is_shown_to_who_pressed(desk, opened):
    assert desk.told("view")[-1]["user"] == "U0ANNA"
    assert desk.told("view")[-1]["view"]["id"] == opened["id"]
    assert opened["state"]["values"] == {
        "why": {"text": {"type": "plain_text_input", "value": None}}
    }


def test_a_trigger_opens_once_and_for_three_seconds(desk):
    used, late = desk.workspace.triggers.make("U0ANNA"), desk.workspace.triggers.make("U0ANNA")
    desk.client.views_open(trigger_id=used, view=modal())
    again = desk.error(desk.client.views_open, trigger_id=used, view=modal())
    desk.clock.now += 3.1

    assert again == "exchanged_trigger_id"
    assert desk.error(desk.client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    assert (
        desk.error(desk.client.views_open, trigger_id="1.2", view=modal()) == "invalid_trigger_id"
    )


def test_what_is_sent_off_arrives_with_its_state_and_closes(desk, opened):
    desk.rehearsal.submit("U0ANNA", opened["id"], typed("It is old"))

    payload = desk.rehearsal.hears()[0]
    assert payload["type"] == "view_submission"
    assert payload["user"]["id"] == "U0ANNA"
    assert payload["view"]["private_metadata"] == "kept"
    assert payload["view"]["callback_id"] == "reason"
    assert payload["view"]["state"]["values"]["why"]["text"]["value"] == "It is old"
    assert desk.rehearsal.wait_for(lambda: desk.workspace.modals["U0ANNA"] == [])
    assert desk.told("view")[-1]["view"] is None


def test_an_empty_field_is_told_before_anything_is_sent(desk, opened):
    desk.rehearsal.submit("U0ANNA", opened["id"], {})

    told = desk.told("errors")[-1]
    assert told == {
        "kind": "errors",
        "user": "U0ANNA",
        "view_id": opened["id"],
        "errors": {"why": "Please fill this in."},
    }
    assert desk.rehearsal.told == []


def test_an_optional_field_may_stay_empty_and_a_short_one_may_not(desk):
    view = opening(
        desk, modal(text_input(optional=True), text_input("how", element={"min_length": 5}))
    )

    desk.rehearsal.submit("U0ANNA", view["id"], typed("abc", "how"))

    errors = desk.told("errors")[-1]["errors"]
    assert errors == {"how": "Please write at least 5 characters."}


def test_the_app_may_say_what_is_wrong(desk, opened):
    desk.rehearsal.answers = [{"response_action": "errors", "errors": {"why": "Longer, please."}}]

    desk.rehearsal.submit("U0ANNA", opened["id"], typed("x"))
    desk.rehearsal.wait_for(lambda: desk.told("errors"))

    assert desk.told("errors")[-1]["errors"] == {"why": "Longer, please."}
    assert top(desk)["state"]["values"]["why"]["text"]["value"] == "x"


def test_the_app_may_show_something_else(desk, opened):
    desk.rehearsal.answers = [{"response_action": "update", "view": modal(title=plain("Thanks"))}]

    desk.rehearsal.submit("U0ANNA", opened["id"], typed("x"))

    assert desk.rehearsal.wait_for(lambda: top(desk)["title"]["text"] == "Thanks")
    assert top(desk)["id"] == opened["id"]


def test_a_pushed_view_lies_on_top_and_goes_alone(desk, opened):
    desk.rehearsal.answers = [{"response_action": "push", "view": modal(title=plain("More"))}, {}]

    desk.rehearsal.submit("U0ANNA", opened["id"], typed("x"))
    desk.rehearsal.wait_for(lambda: len(desk.workspace.modals["U0ANNA"]) == 2)
    pushed = top(desk)
    desk.rehearsal.submit("U0ANNA", pushed["id"], typed("y"))

    assert pushed["previous_view_id"] == pushed["root_view_id"] == opened["id"]
    assert desk.rehearsal.wait_for(lambda: top(desk)["id"] == opened["id"])


def test_clear_closes_all(desk, opened):
    desk.client.views_push(trigger_id=desk.workspace.triggers.make("U0ANNA"), view=modal())
    desk.rehearsal.answers = [{"response_action": "clear"}]

    desk.rehearsal.submit("U0ANNA", top(desk)["id"], typed("x"))

    assert desk.rehearsal.wait_for(lambda: desk.workspace.modals["U0ANNA"] == [])
    assert opened["id"] != ""


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {"response_action": "dance"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
    ],
)
def test_no_answer_and_a_wrong_one_keep_the_modal_and_say_so(desk, opened, answer):
    desk.rehearsal.answers = [answer]

    desk.rehearsal.submit("U0ANNA", opened["id"], typed("x"))
    desk.rehearsal.wait_for(lambda: desk.told("errors"))

    assert list(desk.told("errors")[-1]["errors"]) == [""]
    assert top(desk)["id"] == opened["id"]


def test_closing_is_told_where_the_view_asked_for_it(desk, opened):
    quiet = opening(desk, modal())
    desk.rehearsal.close("U0ANNA", quiet["id"])
    loud = opening(desk, modal(notify_on_close=True))

    desk.rehearsal.close("U0ANNA", loud["id"])

    payloads = desk.rehearsal.hears()
    assert [(one["type"], one["view"]["id"]) for one in payloads] == [("view_closed", loud["id"])]
    assert payloads[0]["is_cleared"] is False
    assert opened["id"] != loud["id"]


def test_a_view_that_clears_takes_those_below_with_it(desk, opened):
    trigger = desk.workspace.triggers.make("U0ANNA")
    pushed = desk.client.views_push(trigger_id=trigger, view=modal(clear_on_close=True))["view"]

    desk.rehearsal.close("U0ANNA", pushed["id"])

    payload = desk.rehearsal.hears()[0]
    assert (payload["view"]["id"], payload["is_cleared"]) == (opened["id"], True)
    assert desk.workspace.modals["U0ANNA"] == []


def test_three_views_lie_on_each_other_at_most(desk, opened):
    for _ in range(2):
        desk.client.views_push(trigger_id=desk.workspace.triggers.make("U0ANNA"), view=modal())

    error = desk.error(
        desk.client.views_push, trigger_id=desk.workspace.triggers.make("U0ANNA"), view=modal()
    )

    assert error == "push_limit_reached"
    assert desk.workspace.modals["U0ANNA"][0]["id"] == opened["id"]


def test_an_update_keeps_what_was_typed_and_needs_the_newest_hash(desk, opened):
    menu = {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "add", "text": plain("Add"), "value": "1"}],
    }
    first = desk.client.views_update(view_id=opened["id"], view=modal(text_input(), menu))["view"]
    desk.rehearsal.act("U0ANNA", opened["id"], {"action_id": "add"}, typed("half a sen"))

    stale = desk.error(
        desk.client.views_update, view_id=opened["id"], hash=opened["hash"], view=modal()
    )
    second = desk.client.views_update(
        view_id=opened["id"], hash=first["hash"], view=modal(text_input(), text_input("how"))
    )["view"]

    assert stale == "hash_conflict"
    assert second["state"]["values"]["why"]["text"]["value"] == "half a sen"
    assert second["state"]["values"]["how"]["text"]["value"] is None


def test_an_action_in_a_modal_comes_with_the_state_and_a_trigger(desk):
    pick = {
        "type": "section",
        "block_id": "pick",
        "text": plain("Which?"),
        "accessory": {
            "type": "static_select",
            "action_id": "kind",
            "options": [{"text": plain("Old"), "value": "old"}],
        },
    }
    view = opening(desk, modal(pick, text_input()))
    option = {"text": plain("Old"), "value": "old"}

    desk.rehearsal.act(
        "U0ANNA", view["id"], {"action_id": "kind", "selected_option": option}, typed("abc")
    )

    payload = desk.rehearsal.hears()[0]
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["actions"][0]["selected_option"] == option
    assert payload["actions"][0]["block_id"] == "pick"
    values = payload["view"]["state"]["values"]
    assert values["pick"]["kind"]["selected_option"] == option
    assert values["why"]["text"]["value"] == "abc"
    desk.client.views_push(trigger_id=payload["trigger_id"], view=modal())
    assert len(desk.workspace.modals["U0ANNA"]) == 2


def test_a_home_is_published_for_one_person_and_acted_in(desk):
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "1"}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}

    published = desk.client.views_publish(user_id="U0ANNA", view=home)["view"]
    desk.rehearsal.act("U0ANNA", published["id"], {"action_id": "go"}, {})

    assert desk.told("home")[-1]["user"] == "U0ANNA"
    assert set(desk.workspace.homes) == {"U0ANNA"}
    payload = desk.rehearsal.hears()[0]
    assert payload["view"]["type"] == "home"
    assert payload["actions"][0]["value"] == "1"
    stale = {"user_id": "U0ANNA", "view": home, "hash": "1.2"}
    assert desk.error(desk.client.views_publish, **stale) == "hash_conflict"


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(close=plain("x" * 25)), "/view/close/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(*[{"type": "divider"}] * 101), "/view/blocks"),
        (modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
        (modal(text_input(), text_input()), "/view/blocks"),
        ({key: one for key, one in modal().items() if key != "submit"}, "/view/submit"),
        ({"type": "home", "blocks": []}, "/view/type"),
        (
            modal(text_input(element={"focus_on_load": True}),
                  text_input("b", element={"focus_on_load": True})),
            "/view/blocks",
        ),
    ],
)  # fmt: skip
def test_a_modal_beyond_a_limit_is_refused_with_its_place(desk, view, pointer):
    trigger = desk.workspace.triggers.make("U0ANNA")

    error, reply = desk.refused(desk.client.views_open, trigger_id=trigger, view=view)

    assert error == "invalid_arguments"
    assert any(
        one.endswith(f"[json-pointer:{pointer}]") for one in reply["response_metadata"]["messages"]
    )


def test_views_are_found_by_a_name_that_nobody_else_has(desk):
    opening(desk, modal(external_id="mine"))

    new = modal(title=plain("New"), external_id="mine")
    desk.client.views_update(external_id="mine", view=new)
    taken = desk.error(
        desk.client.views_publish,
        user_id="U0BEN",
        view={"type": "home", "blocks": [], "external_id": "mine"},
    )

    assert top(desk)["title"]["text"] == "New"
    assert taken == "duplicate_external_id"
    assert desk.error(desk.client.views_update, view_id="V0NONE", view=modal()) == "not_found"
