"""How long things last in the workspace, and what happens when their time is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rehearsal.workspace import Workspace


@dataclass(frozen=True)
class Lives:
    """In seconds; as Slack has them.

    Attributes:
        trigger: how long a trigger id opens a view.
        stream: how long a streaming message takes text; appending does not prolong it.
        status: how long "is thinking" stays without a word.
        hook: how long a response URL can be used.
    """

    trigger: float = 3.0
    stream: float = 300.0
    status: float = 120.0
    hook: float = 1800.0


def lapse(workspace: Workspace) -> None:
    """Ends the streams and statuses whose time is over."""
    now = workspace.clock()
    with workspace.lock:
        streams = [key for key, one in workspace.streams.items() if one.ends <= now]
        statuses = [key for key, ends in workspace.status_ends.items() if ends <= now]
    for channel, ts in streams:
        workspace.end_stream(channel, ts)
    for channel, thread in statuses:
        workspace.set_status(channel, thread, "")
