"""Filling in, sending off and closing modals, and what the app's answer does to them."""

from __future__ import annotations

from bot.rehearsal.methods import views
from bot.rehearsal.people import interactions
from bot.rehearsal.workspace.states import merged
from bot.rehearsal.workspace.workspace import Json, Refused, Workspace

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack says where an app does not answer in time, or not in a way it understands."""


def opened(workspace: Workspace, user: str, view_id: str) -> Json:
    """A view that somebody has before them.

    Raises:
        Refused: they have no such view.
    """
    seen = list(workspace.modals.get(user, ()))
    if user in workspace.homes:
        seen.append(workspace.homes[user])
    for view in seen:
        if view["id"] == view_id:
            return view
    raise Refused("view_not_found")


def fill(view: Json, values: Json) -> None:
    """Keeps what was typed and picked."""
    view["state"] = {"values": merged(view["blocks"], view["state"]["values"], values)}


def closed(workspace: Workspace, user: str, view_id: str) -> list[Json]:
    """Takes a modal away, or all of them where it says so; gives what the app is to hear."""
    view = opened(workspace, user, view_id)
    stack = workspace.modals.get(user, [])
    if view not in stack:
        raise Refused("view_not_found")
    cleared = bool(view["clear_on_close"])
    gone = list(stack) if cleared else stack[stack.index(view) :]
    workspace.modals[user] = [one for one in stack if one not in gone]
    views.show(workspace, user)
    return [
        interactions.closing(workspace, user, one, cleared=cleared)
        for one in reversed(gone)
        if one["notify_on_close"]
    ]


def answered(workspace: Workspace, user: str, view: Json, said: Json | None) -> None:
    """Does what the app answered to a submission: nothing said closes the view."""
    if said is None:
        tell_errors(workspace, user, view["id"], {"": TROUBLE})
        return
    try:
        with workspace.lock:
            _obey(workspace, user, view, said)
    except Refused as refused:
        workspace.note("in", "response_action", refused.error, 0.0)
        tell_errors(workspace, user, view["id"], {"": TROUBLE})


def tell_errors(workspace: Workspace, user: str, view_id: str, errors: dict[str, str]) -> None:
    """Says what is to be put right, by block; "" is about the whole view."""
    workspace.errors[view_id] = errors
    workspace.tell({"kind": "errors", "user": user, "view_id": view_id, "errors": errors})


def _obey(workspace: Workspace, user: str, view: Json, said: Json) -> None:
    action = said.get("response_action") if said else "close"
    stack = workspace.modals.get(user, [])
    if action == "errors":
        errors = said.get("errors")
        inputs = {one["block_id"] for one in view["blocks"] if one["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - inputs:
            raise Refused("invalid_arguments", ["errors name blocks that are no inputs"])
        tell_errors(workspace, user, view["id"], errors)
    elif action == "update":
        views.change(
            workspace, view, views.checked(workspace, said.get("view"), "modal", view["id"])
        )
        views.show(workspace, user)
    elif action == "push":
        views.push(workspace, user, views.checked(workspace, said.get("view"), "modal"))
    elif action in ("clear", "close"):
        left = [] if action == "clear" else [one for one in stack if one is not view]
        workspace.modals[user] = left
        views.show(workspace, user)
    else:
        raise Refused("invalid_arguments", [f"response_action is not valid: {action}"])
