"""The AsyncAPI 3.0 document: every topic of `service.topics` with its records, keys, headers and configuration."""

from typing import Any

from service import __version__, cloudevents, codec, deadletter, sample, schema, topics
from service.cloudevents import Kind
from service.records import Reason
from service.settings import Settings
from service.topics import Topic

EXAMPLES = sample.PATH.with_name("examples.json")
"""What the pipeline makes of an article of the sample feed, record by record; made by deploy/generate."""
_BINDING = {"bindingVersion": "0.5.0"}
_RECEIVED = (topics.RAW, topics.CLEAN, topics.RESOLVED)

_MESSAGES: dict[str, tuple[str, ...]] = {
    topics.RAW.name: ("RawArticle",),
    topics.CLEAN.name: ("CleanArticle", "Retraction"),
    topics.RESOLVED.name: ("ResolvedArticle",),
    topics.TIMELINES.name: ("Timeline",),
    topics.DEAD_LETTER.name: ("DeadLetter",),
    topics.LANES.name: ("LaneRecord",),
}
_KINDS: dict[str, Kind] = {
    "CleanArticle": cloudevents.CLEANED,
    "Retraction": cloudevents.RETRACTED,
    "ResolvedArticle": cloudevents.RESOLVED,
    "Timeline": cloudevents.TIMELINE,
}


def document() -> dict[str, Any]:
    """The whole document, in the order in which it reads best."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "storyfold",
            "version": __version__,
            "description": "Folds a stream of news articles into one merged, dated, sourced timeline per story. "
            "Topic names are given without the configurable prefix.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": Settings().bootstrap_servers, "protocol": "kafka"}},
        "channels": {topic.name: _channel(topic) for topic in topics.ALL},
        "operations": {
            **{f"receive.{topic.name}": _operation("receive", topic) for topic in _RECEIVED},
            **{f"send.{topic.name}": _operation("send", topic) for topic in topics.ALL if topic is not topics.RAW},
        },
        "components": {
            "messages": {name: _message(name, topic) for topic in topics.ALL for name in _MESSAGES[topic.name]},
            "schemas": _schemas(),
        },
    }


def _channel(topic: Topic) -> dict[str, Any]:
    configuration: dict[str, Any] = {
        name: int(value) if value.isdigit() else value for name, value in topic.config.items()
    }
    configuration["cleanup.policy"] = topic.config["cleanup.policy"].split(",")
    return {
        "address": topic.name,
        "description": f"{topic.about}. Written by: {topic.writer}.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _MESSAGES[topic.name]},
        "bindings": {"kafka": {"topic": topic.name, "topicConfiguration": configuration, **_BINDING}},
        **({"x-internal": True} if topic is topics.LANES else {}),
    }


def _operation(action: str, topic: Topic) -> dict[str, Any]:
    operation: dict[str, Any] = {"action": action, "channel": {"$ref": f"#/channels/{topic.name}"}}
    if action == "receive":
        group = {"type": "string", "default": Settings().app_id}
        operation["bindings"] = {"kafka": {"groupId": group, **_BINDING}}
    return operation


def _message(name: str, topic: Topic) -> dict[str, Any]:
    message: dict[str, Any] = {
        "name": name,
        "bindings": {"kafka": {"key": {"type": "string", "description": topic.key}, **_BINDING}},
    }
    examples = codec.decode(EXAMPLES.read_bytes(), dict[str, dict[str, Any]])
    match name:
        case "LaneRecord":
            message["contentType"] = "application/msgpack"
        case "DeadLetter":
            message |= {"contentType": "application/octet-stream", "headers": {"$ref": _schema("DeadLetterHeaders")}}
            message["examples"] = [{"name": "sample", "headers": examples[name]}]
        case _:
            message["payload"] = {"$ref": _schema(name)}
            message["headers"] = _headers(_KINDS.get(name))
            message["examples"] = [{"name": "sample", "payload": examples[name]}]
    return message


def _headers(kind: Kind | None) -> dict[str, Any]:
    """CloudEvents attributes as headers: ours are always there, a producer's (`kind` is None) may be."""
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": text,
        "ce_source": {"type": "string", "const": kind.source} if kind else text,
        "ce_type": {"type": "string", "const": kind.type} if kind else text,
        "ce_subject": text,
        "content-type": text,
        "traceparent": {"type": "string", "description": "W3C trace context, carried through every stage"},
        "tracestate": text,
    }
    if kind:
        about = "Kafka timestamp of the raw record, in milliseconds since 1970"
        properties[cloudevents.RECEIVED_AT] = {"type": "string", "pattern": "^-?[0-9]+$", "description": about}
    required = sorted(f"ce_{name}" for name in cloudevents.REQUIRED) if kind else []
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def _schemas() -> dict[str, Any]:
    kinds = tuple(kind for group in schema.PUBLIC.values() for kind in group)
    definitions = schema.components(kinds, _schema("{name}"))
    definitions["DeadLetterHeaders"] = _dead_letter_headers()
    return definitions


def _schema(name: str) -> str:
    return f"#/components/schemas/{name}"


def _dead_letter_headers() -> dict[str, Any]:
    properties: dict[str, Any] = {
        name: {"type": "string", "description": about}
        for names in (deadletter.NAMES, deadletter.CUT_NAMES)
        for name, about in names.items()
    }
    properties[deadletter.REASON]["enum"] = [reason.value for reason in Reason]
    return {
        "type": "object",
        "description": "Besides the headers of the refused record, which are unchanged",
        "properties": properties,
        "required": list(properties),
    }
