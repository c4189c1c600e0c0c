from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.metrics.defining.templates import templates
from knowledge.metrics.located import Located


def found(**entries: object) -> list[tuple[int, str]]:
    node = yaml.compose(yaml.safe_dump({"name": "m", **entries}))
    return [
        (one.line, one.message) for one in templates(Located.of(node, Path("m.yaml"), "metric"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "channel = 'phone'",
        "{{ Dimension('ticket__channel') }} = 'phone'",
        "{{Dimension(\"ticket__channel\")}} in ('a', 'b') and {{ Entity('ticket') }} > 3",
        "{{ TimeDimension('metric_time', 'day') }} > '2026-01-01'",
        "{{ TimeDimension('metric_time').grain('month').date_part('year') }} = 2026",
        "{{ Metric('tickets', group_by=['ticket', 'person']) }} > 1",
        "{{ Dimension('customer__country', entity_path=['order']) }} = 'UK'",
        "note like '50 %' and json = '{}'",
    ],
)
def test_filters_that_name_things_are_as_they_should_be(text) -> None:
    assert found(filter=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in [1] %}x{% endfor %}",
        "{# x #} 1 = 1",
        "{{ 7 * 7 }}",
        "{{ Dimension('a').__class__ }}",
        "{{ Dimension('a') | upper }}",
        "{{ Dimension('a' * 1000) }}",
        "{{ Dimension(cycler.__init__) }}",
        "{{ Dimension('{{ x }}') }}",
        "{{ 'a' }} = {{ Dimension('a') }}",
        "}} {{",
        "x" * 30_000,
    ],
)
@pytest.mark.parametrize(
    "shape", [lambda text: text, lambda text: [text], lambda text: {"a": text}]
)
def test_anything_else_in_braces_is_refused_at_its_line(text, shape) -> None:
    ((line, message),) = found(filter=shape(text))

    assert line >= 1
    assert message.startswith("a filter")


def test_descriptions_may_hold_what_they_like() -> None:
    assert found(description="{{ doc('tickets') }}") == []
