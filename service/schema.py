"""JSON Schema 2020-12 of every public record, from the Structs of `service.records`.

Within one `schema_version` the schemas only grow in optional fields, so a reader of an old schema reads new records.
"""

import inspect
from collections.abc import Mapping
from typing import Any

import msgspec

from service.meanings import MEANINGS
from service.records import SCHEMA_VERSION, CleanArticle, RawArticle, ResolvedArticle, Retraction, Timeline

DIALECT = "https://json-schema.org/draft/2020-12/schema"

PUBLIC: Mapping[str, tuple[type[msgspec.Struct], ...]] = {
    "raw-article": (RawArticle,),
    "clean-article": (CleanArticle, Retraction),
    "resolved-article": (ResolvedArticle,),
    "timeline": (Timeline,),
}
"""The records of each public topic, by the name of their schema file."""

_RAW_ARTICLE_NEEDS: Mapping[str, Any] = {
    "anyOf": [{"required": ["id"]}, {"required": ["url"]}],
    "if": {"properties": {"retracted": {"const": True}}, "required": ["retracted"]},
    "else": {"anyOf": [{"required": ["text"]}, {"required": ["html"]}]},
}
"""What the docstring of RawArticle says in words and its types cannot say."""


def json_schemas() -> dict[str, dict[str, Any]]:
    """One self-contained schema for each entry of `PUBLIC`; a topic of several records takes any of them."""
    return {name: _json_schema(name, kinds) for name, kinds in PUBLIC.items()}


def _json_schema(name: str, kinds: tuple[type[msgspec.Struct], ...]) -> dict[str, Any]:
    definitions = components(kinds, "#/$defs/{name}")
    choices = [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds]
    return {
        "$schema": DIALECT,
        "$id": f"urn:storyfold:schema:{name}:{SCHEMA_VERSION}",
        **(choices[0] if len(choices) == 1 else {"oneOf": choices}),
        "$defs": definitions,
    }


def components(kinds: tuple[type[msgspec.Struct], ...], ref_template: str) -> dict[str, dict[str, Any]]:
    """Definitions of the records and of all that they hold, by name; `ref_template` is where they will stand."""
    _, definitions = msgspec.json.schema_components(kinds, ref_template=ref_template)
    for definition in definitions.values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    for name, definition in definitions.items():
        for field, meaning in MEANINGS.get(name, {}).items():
            if field in definition["properties"]:
                definition["properties"][field].setdefault("description", meaning)
    if "RawArticle" in definitions:
        definitions["RawArticle"] |= _RAW_ARTICLE_NEEDS
    return definitions
