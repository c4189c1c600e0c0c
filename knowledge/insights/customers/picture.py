"""One customer as every source that names them shows it: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.models import Figure, Item, Passage


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that a source gives the customer, and in how many of its items."""

    name: str
    source: str
    n: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one source holds of the customer.

    Attributes:
        domain: the department that the source belongs to, "" where it says none.
        owner: who answers for the source, "" where nobody.
        n: its items that name the customer.
        first, last: days of the oldest and newest of them, None where none has a day.
        joined: how it was found to be this customer: "id", "name", or "confirmed" by a person.
    """

    source: str
    domain: str
    owner: str
    n: int
    first: date | None
    last: date | None
    joined: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One item of the customer with what is needed to cite it.

    Attributes:
        item: its text as stored; whoever shows it shortens it.
        title: of its document.
        link: where the document can be read, "" where nowhere.
        domain, owner: of its document, "" where not known.
    """

    item: Item
    title: str
    link: str = ""
    domain: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """An item that its source says is not settled.

    Attributes:
        reason: the fact that says so, as it stands there: "Status: pending", "Outcome: none given".
    """

    voice: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """The mean of one source's scores in one month, from n items."""

    source: str
    month: date
    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says in a disagreement.

    Attributes:
        says: its value, as it stands there or as a short clause ("falling, 4.2 to 3.1").
        day: of the newest item that says so, None where not known.
        n: items that say so.
    """

    source: str
    domain: str
    says: str
    n: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that say different things of one customer.

    Attributes:
        subject: the attribute's name, or "score".
        sides: at least two, of different sources; the newest first.
    """

    subject: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A name that may be the same customer; nobody has said so yet.

    Attributes:
        name: as its source writes it.
        key: what `Customers.confirm` takes.
        likeness: 0 to 100.
        n: its items.
    """

    name: str
    key: str
    likeness: float
    n: int


@dataclass(frozen=True, slots=True)
class CustomerPicture:
    """Everything that the reader may see of one customer.

    Attributes:
        name: the one most used.
        key: what its names have in common; `customer_key` of any of them.
        names: all that it goes by, the most used first.
        n: items in all, once where two sources hold the same; `first` and `last` are the days of
            the oldest and the newest.
        holdings: by source, the one with most items first.
        voices: the newest items first, at most `VOICES`.
        open: what is not settled, newest first, at most `VOICES`; `open_n` is how many there are.
        open_rule: one sentence: what counted as open, or that no source says what is.
        scores: by source, then by month, oldest first.
        disagreements: where sources differ.
        passages: documents that name the customer beside its items.
        figures: computed for this customer.
        alike: names that a person may say are the same.
        private: whether the reply goes to one person only.
    """

    name: str
    key: str
    names: tuple[Naming, ...]
    n: int
    first: date | None
    last: date | None
    holdings: tuple[Holding, ...]
    voices: tuple[Voice, ...] = ()
    open: tuple[OpenProblem, ...] = ()
    open_n: int = 0
    open_rule: str = ""
    scores: tuple[ScorePoint, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    passages: tuple[Passage, ...] = ()
    figures: tuple[Figure, ...] = ()
    alike: tuple[Alike, ...] = ()
    private: bool = True


@dataclass(frozen=True, slots=True)
class Candidates:
    """No one customer of this name: several that begin so, or the nearest where there is none.

    Attributes:
        asked: the name as asked for.
        exact: whether each of `names` holds the asked words; else they are only near.
        names: best first, at most five.
    """

    asked: str
    exact: bool
    names: tuple[Alike, ...]
    private: bool = True


VOICES = 8
"""Items of each list in a picture."""
