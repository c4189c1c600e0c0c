"""What every chart is drawn on: one look, and a PNG at the end.

matplotlib is loaded with the first chart. Colours are told apart without seeing red or green, each
line also has a stroke and a name of its own, and the alternative text says the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

WIDE, DOTS = 6.0, 200
"""Inches, and dots in one of them."""

_MARGIN = 0.12  # inches around everything

INK, SOFT, GRID = "#1D1C1D", "#5F6368", "#E8EAED"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its words for those who do not see it."""

    name: str
    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a line and its words look."""

    color: str
    stroke: str = "-"
    size: float = 10.5
    weight: str = "normal"


def drawn(draw: Sequence[Callable[[Axes], None]], high: float) -> bytes:
    """Panels below each other as a PNG, each of them so many inches high."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    layout = ConstrainedLayoutEngine(w_pad=_MARGIN, h_pad=_MARGIN)
    canvas = Figure(figsize=(WIDE, high * len(draw)), dpi=DOTS, layout=layout)
    FigureCanvasAgg(canvas)
    panels = canvas.subplots(len(draw), squeeze=False)[:, 0]
    for one, axes in zip(draw, panels, strict=True):
        one(axes)
    file = BytesIO()
    canvas.savefig(file, format="png", facecolor="white")
    return file.getvalue()


def dress(axes: Axes, title: str) -> None:
    """A title, and no lines but the one below."""
    axes.set_title(safe(title), loc="left", fontsize=13.5, fontweight="bold", color=INK, pad=12)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#8A8D91")
    axes.tick_params(colors=SOFT, labelsize=10.5, length=0, pad=6)


def safe(text: str) -> str:
    """Text in which matplotlib reads no formula."""
    return text.replace("$", r"\$")


def halo() -> list[AbstractPathEffect]:
    """White around words, where they lie over a line."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415

    return [withStroke(linewidth=3, foreground="white")]
