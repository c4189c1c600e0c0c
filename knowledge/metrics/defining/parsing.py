"""Documents to MetricFlow's manifest, with all that it finds wrong. Loading this loads its parser.

The steps are those of MetricFlow's own `parse_config_yaml` and its validator; the documents come as
nodes, so that everything is found at the line it was written at, and every mistake of a document is
named, not only its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from metricflow_semantic_interfaces.implementations.metric import PydanticMetric
from metricflow_semantic_interfaces.implementations.project_configuration import (
    PydanticProjectConfiguration,
)
from metricflow_semantic_interfaces.implementations.saved_query import PydanticSavedQuery
from metricflow_semantic_interfaces.implementations.semantic_manifest import (
    PydanticSemanticManifest,
)
from metricflow_semantic_interfaces.implementations.semantic_model import PydanticSemanticModel
from metricflow_semantic_interfaces.parsing import schemas
from metricflow_semantic_interfaces.parsing.yaml_loader import SafeLineLoaderWithAddedContext
from metricflow_semantic_interfaces.transformations.semantic_manifest_transformer import (
    PydanticSemanticManifestTransformer,
)
from metricflow_semantic_interfaces.validations.semantic_manifest_validator import (
    SemanticManifestValidator,
)
from metricflow_semantic_interfaces.validations.validator_helpers import ValidationIssue

from knowledge.metrics.defining.problems import Problem, Severity
from knowledge.metrics.defining.references import unknown_names
from knowledge.metrics.defining.templates import templates
from knowledge.metrics.located import Located, nearest
from knowledge.metrics.yaml_nodes import at_path

_NAME = "two or more small letters, digits and single underscores, a letter first"


def parsed(
    documents: Sequence[Located], spine: PydanticProjectConfiguration, *, whole: bool = True
) -> tuple[PydanticSemanticManifest | None, list[Problem]]:
    """The validated manifest, None where nothing can be computed, and all problems.

    Where the documents are not the whole of what was written, each is looked at by itself: names
    that it uses may be in what could not be read.
    """
    models: list[PydanticSemanticModel] = []
    metrics: list[PydanticMetric] = []
    queries: list[PydanticSavedQuery] = []
    problems = unknown_names(documents) if whole else []
    for body in documents:
        wrong = [*_wrong(body), *templates(body)]
        problems += wrong
        if wrong:
            continue
        made = _object(body, problems)
        if isinstance(made, PydanticSemanticModel):
            models.append(made)
        elif isinstance(made, PydanticMetric):
            metrics.append(made)
        elif made is not None:
            queries.append(made)
    if not whole or any(one.severity is Severity.ERROR for one in problems):
        return None, problems
    manifest = PydanticSemanticManifest(
        semantic_models=models,
        metrics=metrics,
        project_configuration=spine,
        saved_queries=queries,
    )
    return _fitting(manifest, documents, problems)


def spine_of(table: str) -> PydanticProjectConfiguration:
    """The time spine: a table with one row a day."""
    made: PydanticProjectConfiguration = PydanticProjectConfiguration.parse_obj(
        {
            "time_spines": [
                {
                    "node_relation": {"alias": table, "schema_name": "main"},
                    "primary_column": {"name": "day", "time_granularity": "day"},
                }
            ]
        }
    )
    return made


def _fitting(
    manifest: PydanticSemanticManifest, documents: Sequence[Located], problems: list[Problem]
) -> tuple[PydanticSemanticManifest | None, list[Problem]]:
    """The manifest with what MetricFlow makes of it, validated."""
    try:
        manifest = PydanticSemanticManifestTransformer.transform(manifest)
    except Exception as error:  # noqa: BLE001 - it raises whatever it meets in a wrong definition
        return None, [*problems, _unplaced(str(error), documents)]
    results = SemanticManifestValidator().validate_semantic_manifest(manifest)
    found = [*problems]
    found += [_placed(one, documents, Severity.ERROR) for one in results.errors]
    for issues in (results.warnings, results.future_errors):
        found += [_placed(one, documents, Severity.WARNING) for one in issues]
    failed = any(one.severity is Severity.ERROR for one in found)
    return (None if failed else manifest), [*dict.fromkeys(found)]


def _wrong(body: Located) -> Iterator[Problem]:
    """What is not as the schema of such documents wants it."""
    validator: Any = {
        "metric": schemas.metric_validator,
        "semantic_model": schemas.semantic_model_validator,
        "saved_query": schemas.saved_query_validator,
    }[body.name]
    for error in validator.iter_errors(_constructed(body)):
        path = [*error.absolute_path]
        names = [one for one in path if isinstance(one, str)]
        above = names[-1] if names else body.name
        if error.validator == "additionalProperties":
            yield from _unknown_keys(body, path, above, error)
        else:
            place = Located.of(at_path(body.node, path), body.file, above)
            yield Problem.at(place, _said(error, above))


def _unknown_keys(body: Located, path: list[Any], above: str, error: Any) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    whose = f"an entry of {above}" if path and isinstance(path[-1], int) else above
    for key in error.instance:
        if key not in known and not key.startswith("__"):
            place = Located.of(at_path(body.node, [*path, key]), body.file)
            offers = nearest(key, known)
            yield Problem.at(place, f"'{key}' is not a setting of {whose}.{offers}")


def _said(error: Any, name: str) -> str:
    """A sentence for a value that its schema does not allow."""
    value = error.instance
    if error.validator == "enum":
        known = dict.fromkeys(str(one).lower() for one in error.validator_value)
        return f"{name} cannot be '{value}'.{nearest(str(value), known)}"
    if error.validator == "required":
        missing = [one for one in error.validator_value if one not in value]
        return f"{name} needs {' and '.join(f'`{one}`' for one in missing)}."
    if error.validator == "pattern":
        return f"the {name} '{value}' must be {_NAME}."
    if error.validator == "type":
        wanted = error.validator_value
        kinds: list[str] = wanted if isinstance(wanted, list) else [wanted]
        words = {"object": "settings (name: value)", "array": "a list", "string": "a text"}
        return f"{name} must be {' or '.join(words.get(one, one) for one in kinds)}."
    return f"{name} cannot be what is written here."


def _object(
    body: Located, problems: list[Problem]
) -> PydanticSemanticModel | PydanticMetric | PydanticSavedQuery | None:
    """MetricFlow's object of a document; where it cannot be made, the problems say why."""
    kinds = {
        "metric": PydanticMetric,
        "semantic_model": PydanticSemanticModel,
        "saved_query": PydanticSavedQuery,
    }
    try:
        made: PydanticSemanticModel | PydanticMetric | PydanticSavedQuery
        made = kinds[body.name].parse_obj(_constructed(body))
    except Exception as error:  # noqa: BLE001 - its parsers raise what they like
        problems += _refused(body, error)
        return None
    return made


def _refused(body: Located, error: Exception) -> Iterator[Problem]:
    """Why an object cannot be made; pydantic's errors have a path of their own."""
    listing = getattr(error, "errors", None)
    if not callable(listing):
        yield Problem.at(body, _plain(str(error)))
        return
    for one in listing():
        path = [step for step in one["loc"] if step != "__root__"]
        place = Located.of(at_path(body.node, path), body.file)
        yield Problem.at(place, f"{'.'.join(map(str, path))}: {one['msg']}.")


def _constructed(body: Located) -> Any:
    """The value of a document with the lines that MetricFlow keeps in it."""
    loader = SafeLineLoaderWithAddedContext("")
    try:
        return loader.construct_document(body.node)
    finally:
        loader.dispose()


def _placed(issue: ValidationIssue, documents: Sequence[Located], severity: Severity) -> Problem:
    """An issue at its place."""
    context = issue.context
    place = getattr(context, "file_context", context)
    name, line = getattr(place, "file_name", None), getattr(place, "line_number", None)
    here = [one for one in documents if one.file.name == name]
    exact = [one for one in here if one.line == line]
    if not here:
        return _unplaced(issue.message, documents, severity)
    return Problem((exact or here)[0].file, line or 0, _plain(issue.message), severity)


def _unplaced(
    message: str, documents: Sequence[Located], severity: Severity = Severity.ERROR
) -> Problem:
    """A problem without a place: at the first document whose name it holds."""
    words = set(re.findall(r"\w+", message))
    for body in documents:
        if isinstance(body.value, dict) and body.value.get("name") in words:
            return Problem.at(body, _plain(message), severity)
    return Problem(documents[0].file, 0, _plain(message), severity)


def _plain(message: str) -> str:
    """The first line of MetricFlow's messages, which may hold whole objects."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    name = re.match(r"Invalid name `([^`]*)` - names may only", message)
    if name:
        return f"the name '{name[1]}' must be {_NAME}."
    return (lines[0] if lines else "it does not fit").rstrip(".:") + "."
