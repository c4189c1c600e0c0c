"""What a message says, in the form in which the outbox keeps it."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Picture(Protocol):
    """A PNG with its words for those who do not see it."""

    @property
    def name(self) -> str: ...
    @property
    def png(self) -> bytes: ...
    @property
    def alt(self) -> str: ...


def payload(
    text: str, blocks: Sequence[Mapping[str, Any]], files: Sequence[Picture] = ()
) -> dict[str, object]:
    """JSON values; pictures follow the blocks."""
    pictures = [
        {"name": one.name, "alt": one.alt, "png": base64.b64encode(one.png).decode()}
        for one in files
    ]
    return {"text": text, "blocks": list(blocks), "pictures": pictures}
