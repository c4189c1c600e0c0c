"""The ids of what is clicked about terms."""

from __future__ import annotations

REVIEW, PAGE = "lingo_review", "lingo_review_page"
"""Opens a list (`CONFLICTS` or `CANDIDATES`), and turns its page (`NAME:NUMBER`)."""

CONFLICTS, CANDIDATES = "conflicts", "candidates"

CONFIRM, DISMISS = "lingo_differs_confirm", "lingo_differs_dismiss"
"""An admin's word on a conflict; the value is its key."""

APPROVE, MERGE, REJECT = "lingo_found_approve", "lingo_found_merge", "lingo_found_reject"
"""An admin's word on a candidate; the value is its key. The first two open forms."""

SETTLE, JOINT, AGREE = "lingo_differs_settle", "lingo_differs_joint", "lingo_differs_agree"
"""An owner's outcome of a conflict (`SETTLE:OUTCOME`), a joint wording's form, and its yes."""
