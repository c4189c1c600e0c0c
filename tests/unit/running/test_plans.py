from __future__ import annotations

import pytest

from knowledge.errors import InputError
from knowledge.metrics.query import Where
from knowledge.metrics.running.plans import Asking


@pytest.mark.parametrize(
    "asked",
    [
        {"by": tuple("abcdefg")},
        {"where": (Where("a", ("x",) * 3000),)},
        {"where": (Where("a", ()),) * 3000},
        {"where": (Where("a", ("x" * 20_000,)),)},
    ],
)
def test_more_than_anybody_asks_is_refused(asked) -> None:
    with pytest.raises(InputError, match="at most"):
        Asking(**asked)
