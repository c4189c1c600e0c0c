"""A digest as text, and back: what was built once is what is posted, whoever posts it."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter, ValidationError

from knowledge.digests.digest import Digest


def freeze(digest: Digest) -> str:
    """The whole digest as JSON."""
    return _adapter().dump_json(digest).decode()


def thaw(frozen: str) -> Digest | None:
    """The digest that was frozen; None where another version of the program wrote it otherwise."""
    try:
        return _adapter().validate_json(frozen)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Digest]:
    return TypeAdapter(Digest)
