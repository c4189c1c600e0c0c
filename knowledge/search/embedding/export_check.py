"""Whether an export's vectors are the model's own, on texts of many lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.ports import Vectors

MEAN_COSINE = 0.99
LEAST_COSINE = 0.98
"""An export whose vectors are further than this from the model's own is not used."""

_PARAGRAPH = (
    "A strategy that nobody can repeat is not one. We promise three things to every customer: an "
    "honest price before they decide, one person who stays with them from the first call to the "
    "last, and an answer on the day they ask. Each promise has an owner, a measure and a date, "
    "and where two of them collide, the customer's time comes before our convenience."
)
_PERSONA = (
    "Persona: the hurried planner. She books at night, on a phone, and never reads the small "
    "print. She forgives a late delivery, but not a silent one."
)
_STEPS = (
    "Step 1: open the case. Step 2: name the customer's goal in one sentence. Step 3: call back "
    "within one hour, also when there is nothing new to say. Step 4: write down what was promised."
)

SAMPLES = (
    "churn",
    "What does NPS stand for?",
    "Who owns the promise that refunds arrive within five working days?",
    "The renewal rate fell from 91.5 % to 88 % in the third quarter of FY24.",
    "Kundinnen und Kunden warten im Mittel 14 Minuten auf eine Antwort.",
    "team | metric | baseline | target\nbilling | days to refund | 9 | 5",
    _PERSONA,
    _STEPS,
    _PARAGRAPH,
    " ".join([_PERSONA, _STEPS, _PARAGRAPH] * 2),
)
"""Short and long, with names, numbers, a table and another language."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The cosines between an export's vectors and the model's own: their mean, and the least."""

    mean: float
    least: float

    @property
    def good(self) -> bool:
        """Whether the export may be used."""
        return self.mean >= MEAN_COSINE and self.least >= LEAST_COSINE


def compare(got: Vectors, wanted: Vectors) -> Agreement:
    """How well two sets of unit vectors, both of shape (n, d), agree row by row."""
    cosines = (got * wanted).sum(axis=1)
    return Agreement(float(cosines.mean()), float(cosines.min()))
