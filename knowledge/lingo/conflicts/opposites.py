"""Words of which a definition means one: "sent" is not "received", the mean is not the median."""

from __future__ import annotations

import re

_PAIRS = (
    ("mean|average", "median"),
    ("gross", "net"),
    (r"(?:working|business)[ -](?:days?|hours?)", "calendar|elapsed"),
    ("planned|scheduled|promised", "actual|actually"),
    ("new|first-time", "existing|returning"),
    ("inbound|incoming", "outbound|outgoing"),
    ("before", "after"),
    ("sent|dispatched|dispatch|leaves?|left", "received|receipt|arrives?|arrived|arrival"),
    ("ordered|orders?", "delivered|delivery"),
    ("signed|signature", "paid|payment"),
    ("booked|booking", "billed|invoiced|attended|arrived"),
    ("all", "only"),
    ("at least", "at most"),
    ("minimum", "maximum"),
    ("start|begins?|opens?|opening", "ends?|closes?|closing"),
    ("households?", "person|people|persons|individuals?"),
    ("answered|responded|respondents", "asked|invited|sent"),
    ("earned", "written|received"),
    ("including|includes|included", "excluding|excludes|excluded|without"),
    ("internal", "external"),
    ("monthly|month", "daily|weekly|yearly|annual"),
    ("customers?", "staff|employees?|colleagues?"),
)
_PATTERNS = [
    tuple(re.compile(rf"\b(?:{side})\b", re.IGNORECASE) for side in pair) for pair in _PAIRS
]


def opposites(one: str, other: str) -> list[tuple[str, str]]:
    """The pairs of which the first text has only the one word and the second only the other."""
    found = []
    for patterns in _PATTERNS:
        mine, theirs = ([pattern.search(text) for pattern in patterns] for text in (one, other))
        for here, there in ((0, 1), (1, 0)):
            said, against = mine[here], theirs[there]
            if said and against and not mine[there] and not theirs[here]:
                found.append((said[0].lower(), against[0].lower()))
    return found
