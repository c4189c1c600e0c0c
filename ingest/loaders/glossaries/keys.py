"""What glossaries call the parts of a term."""

from __future__ import annotations

KEYS = {
    "label": ("term", "label", "name", "preflabel", "abbreviation", "acronym", "word", "title"),
    "definition": ("definition", "description", "meaning", "explanation"),
    "stands_for": ("stands_for", "stands for", "expansion", "long_form", "long form"),
    "aliases": ("aliases", "alias", "synonyms", "also", "also called", "altlabels", "altlabel"),
    "hidden": ("hidden", "hidden_labels", "hiddenlabels", "misspellings"),
    "note": ("note", "notes", "scope_note", "scopenote", "info", "comment"),
    "example": ("example", "examples", "usage"),
    "not_to_confuse": ("not_to_confuse", "not to confuse", "nottoconfusewith"),
    "broader": ("broader", "inherits"),
    "narrower": ("narrower", "contains"),
    "related": ("related", "related_terms", "see also", "see_also"),
    "replaced_by": ("replaced_by", "replacedby", "replaced by"),
    "url": ("url", "link", "term_source_url", "source_url"),
    "status": ("status",),
    "domain": ("domain", "department"),
    "owner": ("owner",),
    "metric": ("metric",),
    "verified_at": ("verified_at", "verified", "last_verified"),
    "review_days": ("review_days", "review_interval"),
    "id": ("id",),
}
"""The names that a part often has, the likeliest first."""

LISTS = ("aliases", "hidden", "broader", "narrower", "related")
STATUSES = {
    "draft": "Draft",
    "in review": "In review",
    "approved": "Approved",
    "deprecated": "Deprecated",
    "rejected": "Rejected",
}
