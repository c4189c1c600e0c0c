"""Modals and App Homes as the app makes them: views.open, push, update and publish."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

from bot.rehearsal.limits import view_faults
from bot.rehearsal.methods.posting import with_ids
from bot.rehearsal.workspace.states import merged
from bot.rehearsal.workspace.triggers import Unusable
from bot.rehearsal.workspace.workspace import APP, BOT, TEAM, Json, Refused, Workspace

DEPTH = 3
LARGEST = 250_000


def open_view(workspace: Workspace, args: Json) -> Json:
    view = checked(workspace, args.get("view"), "modal")
    user = _exchange(workspace, args)
    made = _made(workspace, view)
    workspace.modals[user] = [made]
    show(workspace, user)
    return {"view": made}


def push_view(workspace: Workspace, args: Json) -> Json:
    view = checked(workspace, args.get("view"), "modal")
    user = _exchange(workspace, args)
    return {"view": push(workspace, user, view)}


def update_view(workspace: Workspace, args: Json) -> Json:
    """The view anew; what was typed stays where block_id and action_id stay."""
    user, known = found(workspace, args)
    view = checked(workspace, args.get("view"), known["type"], but=known["id"])
    _same(args, known)
    change(workspace, known, view)
    show(workspace, user, known["type"])
    return {"view": known}


def publish_view(workspace: Workspace, args: Json) -> Json:
    user = str(args.get("user_id") or "")
    if user not in workspace.people:
        raise Refused("user_not_found" if user else "invalid_arguments")
    known = workspace.homes.get(user)
    view = checked(workspace, args.get("view"), "home", but=known["id"] if known else "")
    if known:
        _same(args, known)
        change(workspace, known, view)
    else:
        workspace.homes[user] = _made(workspace, view)
    show(workspace, user, "home")
    return {"view": workspace.homes[user]}


def push(workspace: Workspace, user: str, view: Json) -> Json:
    """Another view on top of those that somebody has open.

    Raises:
        Refused: none is open, or three are.
    """
    stack = workspace.modals.get(user) or []
    if not stack:
        raise Refused("invalid_trigger_id", ["there is no open view to push onto"])
    if len(stack) >= DEPTH:
        raise Refused("push_limit_reached")
    made = _made(workspace, view)
    made |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(made)
    show(workspace, user)
    return made


def change(workspace: Workspace, known: Json, view: Json) -> None:
    """Puts another content in a view."""
    kept = {name: known[name] for name in ("id", "root_view_id", "previous_view_id")}
    state = known["state"]["values"]
    made = _made(workspace, view)
    known.clear()
    known |= made | kept
    known["state"] = {"values": merged(known["blocks"], state)}


def show(workspace: Workspace, user: str, kind: str = "modal") -> None:
    """Tells who watches what somebody sees now."""
    if kind == "home":
        workspace.tell({"kind": "home", "user": user, "view": workspace.homes[user]})
        return
    stack = workspace.modals.get(user)
    workspace.tell({"kind": "view", "user": user, "view": stack[-1] if stack else None})


def found(workspace: Workspace, args: Json) -> tuple[str, Json]:
    """Whose view it is, and the view itself, by view_id or external_id.

    Raises:
        Refused: `not_found`, or `invalid_arguments` where neither is given.
    """
    wanted, external = args.get("view_id"), args.get("external_id")
    if not wanted and not external:
        raise Refused("invalid_arguments", ["view_id or external_id is required"])
    for user, view in _all(workspace):
        if view["id"] == wanted or (external and view["external_id"] == external):
            return user, view
    raise Refused("not_found")


def checked(workspace: Workspace, view: object, kind: str, but: str = "") -> Json:
    """A view that Slack would take; `but` is the view that it replaces.

    Raises:
        Refused: `invalid_arguments` with what is wrong, `view_too_large`, `duplicate_external_id`.
    """
    wrong = view_faults(view, kind, lambda file: file in workspace.files)
    if wrong or not isinstance(view, dict):
        raise Refused("invalid_arguments", wrong)
    if len(json.dumps(view)) > LARGEST:
        raise Refused("view_too_large")
    external = view.get("external_id")
    if external and any(
        one["external_id"] == external and one["id"] != but for _, one in _all(workspace)
    ):
        raise Refused("duplicate_external_id")
    return view


def _all(workspace: Workspace) -> Iterator[tuple[str, Json]]:
    for user, stack in workspace.modals.items():
        for view in stack:
            yield user, view
    yield from workspace.homes.items()


def _exchange(workspace: Workspace, args: Json) -> str:
    """Whose trigger id it is; it can be used once, and not for long."""
    try:
        return workspace.triggers.exchange(str(args["trigger_id"]))
    except Unusable as unusable:
        raise Refused(str(unusable)) from None


def _same(args: Json, known: Json) -> None:
    if args.get("hash") and args["hash"] != known["hash"]:
        raise Refused("hash_conflict")


def _made(workspace: Workspace, view: Json) -> Json:
    name = f"V{secrets.token_hex(5).upper()}"
    blocks = with_ids(view["blocks"])
    made: Json = {
        "title": None, "close": None, "submit": None, "private_metadata": "", "callback_id": "",
        "external_id": "", "clear_on_close": False, "notify_on_close": False,
        "previous_view_id": None, **view,
    }  # fmt: skip
    return made | {
        "id": name,
        "root_view_id": name,
        "team_id": TEAM,
        "app_installed_team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "blocks": blocks,
        "state": {"values": merged(blocks, {})},
        "hash": f"{int(workspace.clock())}.{secrets.token_hex(4)}",
    }
