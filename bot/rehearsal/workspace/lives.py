"""How long things last in the workspace."""

from __future__ import annotations

from dataclasses import dataclass


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
