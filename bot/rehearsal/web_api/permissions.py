"""Whether a call may be made: its token, its scopes, its arguments."""

from __future__ import annotations

from collections.abc import Collection

from bot.rehearsal.methods import METHODS, Method
from bot.rehearsal.workspace.workspace import Json, Refused, Workspace

_TYPES = {
    "public_channel": "channels",
    "private_channel": "groups",
    "im": "im",
    "mpim": "mpim",
}
_OTHERS = frozenset(
    {"app_mentions:read", "commands", "users:read.email", "files:read", "reactions:read"}
)
"""Scopes that no method here asks for, but events or fields."""


def granted(workspace: Workspace) -> Collection[str]:
    """What the bot's token may do."""
    if workspace.cast.scopes is not None:
        return workspace.cast.scopes
    asked = {one.scope for one in METHODS.values() if one.scope}
    kinds = {one.replace("*", kind) for one in asked for kind in _TYPES.values()}
    return {one for one in kinds if "*" not in one} | _OTHERS


def authorize(workspace: Workspace, method: str, token: str) -> None:
    """Checks a token.

    Raises:
        Refused: `not_authed`, `invalid_auth` or `not_allowed_token_type`.
    """
    if not token:
        raise Refused("not_authed")
    if token not in (workspace.app_token, workspace.bot_token):
        raise Refused("invalid_auth")
    if (method == "apps.connections.open") != (token == workspace.app_token):
        raise Refused("not_allowed_token_type")


def permit(workspace: Workspace, method: Method, args: Json) -> None:
    """Checks what a call asks for.

    Raises:
        Refused: `missing_scope` with what is needed and provided, or `invalid_arguments`.
    """
    has = granted(workspace)
    needed = [one for one in _needed(workspace, method, args) if one not in has]
    if needed:
        told = {"needed": ",".join(needed), "provided": ",".join(sorted(has))}
        raise Refused("missing_scope", more=told)
    missing = [name for name in method.needs if args.get(name) is None]
    if missing:
        raise Refused(
            "invalid_arguments", [f"[ERROR] missing required field: {name}" for name in missing]
        )


def _needed(workspace: Workspace, method: Method, args: Json) -> list[str]:
    if "*" not in method.scope:
        return [method.scope] if method.scope else []
    found = workspace.conversations.get(str(args.get("channel") or ""))
    if found is not None:
        kind = "im" if found.direct else "groups" if found.private else "channels"
        return [method.scope.replace("*", kind)]
    types = str(args.get("types") or "public_channel").replace(" ", "").split(",")
    return [method.scope.replace("*", _TYPES[one]) for one in types if one in _TYPES]
