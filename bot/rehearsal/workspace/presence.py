"""What the bot is doing where: statuses, sessions, and what ends when its time is over."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.workspace.workspace import Json, Workspace


def set_status(
    workspace: Workspace, channel: str, thread: str, text: str, loading: Sequence[str] = ()
) -> None:
    """What the bot is doing in a thread; "" takes it away."""
    key = (channel, thread)
    with workspace.lock:
        was = workspace.statuses.get(key, ""), workspace.loading.get(key, [])
        workspace.status_ends.pop(key, None)
        if text:
            workspace.status_ends[key] = workspace.clock() + workspace.lives.status
        if was == (text, list(loading)):
            return
        workspace.statuses[key], workspace.loading[key] = text, list(loading)
    change = {"channel": channel, "thread": thread, "text": text, "loading": list(loading)}
    workspace.tell({"kind": "status", **change})


def session(workspace: Workspace, key: tuple[str, str], fields: Json) -> Json:
    """Status or title of the agent's session in a channel's thread; made where there is none."""
    with workspace.lock:
        found = workspace.sessions.setdefault(key, {"status": "active", "title": ""})
        found |= fields
        told = dict(found)
    workspace.tell({"kind": "session", "channel": key[0], "thread": key[1], **told})
    return told


def lapse(workspace: Workspace) -> None:
    """Ends the streams and statuses whose time is over."""
    now = workspace.clock()
    with workspace.lock:
        streams = [key for key, one in workspace.streams.items() if one.ends <= now]
        statuses = [key for key, ends in workspace.status_ends.items() if ends <= now]
    for channel, ts in streams:
        workspace.end_stream(channel, ts)
    for channel, thread in statuses:
        set_status(workspace, channel, thread, "")
