"""The committed schemas are the generated ones, valid, and true of the records."""

import shutil
import subprocess
from pathlib import Path

import jsonschema
import orjson
import pytest
import yaml

from service import cloudevents, codec, deadletter, schema, topics
from service.asyncapi import document
from service.cli.asyncapi import to_yaml
from service.cli.schema import pretty
from service.meanings import MEANINGS
from service.records import ArticleMeta, CleanArticle, Mention, Retraction, Timex

ROOT = Path(__file__).resolve().parents[2]
PARSER = "@asyncapi/parser@3.6.3"

MENTION = Mention(0, 4, 0, 9, timex=Timex(0, 4, "DATE", "2026-03-02", low="2026-03-02"), anchors=("n:x",))
CLEAN = CleanArticle(
    "a",
    "0f",
    "o",
    "t",
    "text",
    "en",
    "d",
    "2026-03-02T00:00:00Z",
    "given",
    "x",
    mentions=(MENTION,),
    meta=ArticleMeta(),
)


@pytest.mark.parametrize("name", schema.PUBLIC)
def test_the_committed_schemas_are_the_generated_ones(name):
    committed = ROOT / "docs" / "schema" / f"{name}.json"
    assert committed.read_bytes() == pretty(schema.json_schemas()[name]), "run: storyfold schema docs/schema"


def test_the_committed_asyncapi_document_is_the_generated_one():
    committed = ROOT / "docs" / "asyncapi.yaml"
    assert committed.read_bytes() == to_yaml(document()), "run: storyfold asyncapi docs/asyncapi.yaml"


@pytest.mark.parametrize("name", schema.PUBLIC)
def test_each_schema_is_valid_json_schema_2020_12(name):
    jsonschema.Draft202012Validator.check_schema(schema.json_schemas()[name])


def test_every_field_of_every_record_has_a_meaning_and_no_meaning_is_left_over():
    definitions = {k: v for name in schema.PUBLIC for k, v in schema.json_schemas()[name]["$defs"].items()}
    bare = [f"{k}.{field}" for k, v in definitions.items() for field, p in v["properties"].items()
            if not p.get("description")]  # fmt: skip
    assert not bare
    known = {(name, field) for name, definition in definitions.items() for field in definition["properties"]}
    assert {(name, field) for name, meanings in MEANINGS.items() for field in meanings} - known <= {
        ("Retraction", "collection")
    }


def valid(name, value):
    return jsonschema.Draft202012Validator(schema.json_schemas()[name]).is_valid(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"id": "1", "text": "x"}, True),
        ({"url": "https://x.example", "html": "<p>"}, True),
        ({"id": "1", "retracted": True}, True),
        ({"id": "1", "text": "x", "unknown": 1}, True),
        ({"text": "x"}, False),
        ({"id": "1"}, False),
        ({"id": "1", "retracted": False}, False),
        ({"id": 1, "text": "x"}, False),
    ],
)
def test_a_raw_article_needs_what_its_docstring_says(value, expected):
    assert valid("raw-article", value) is expected


def test_what_the_codec_writes_is_what_the_schema_says():
    assert valid("clean-article", orjson.loads(codec.encode(CLEAN)))
    assert valid("clean-article", orjson.loads(codec.encode(Retraction("a"))))
    assert not valid("clean-article", {"kind": "retraction"})


def test_every_topic_and_record_is_in_the_asyncapi_document():
    found = document()
    assert list(found["channels"]) == [topic.name for topic in topics.ALL]
    messages = {name for channel in found["channels"].values() for name in channel["messages"]}
    assert messages == set(found["components"]["messages"])
    for topic in topics.ALL:
        configuration = found["channels"][topic.name]["bindings"]["kafka"]["topicConfiguration"]
        assert {name: "".join(map(str, value if isinstance(value, list) else [value])) for name, value in
                configuration.items()} == topic.config  # fmt: skip


def test_every_header_of_a_clean_record_is_in_the_asyncapi_document():
    """In the form in which the clean agent writes them."""
    carried = [("traceparent", b"00-1"), ("tracestate", b"a=1"), (cloudevents.RECEIVED_AT, b"1772600000999")]
    written = {name: value.decode() for name, value in cloudevents.wrap(cloudevents.CLEANED, "a@0f", "a", carried)}
    headers = document()["components"]["messages"]["CleanArticle"]["headers"]
    jsonschema.Draft202012Validator(headers).validate(written)
    assert written.keys() == headers["properties"].keys()


def test_every_example_is_a_record_that_its_schema_takes():
    messages = document()["components"]["messages"]
    examples = {name: message["examples"] for name, message in messages.items() if "examples" in message}
    assert examples.keys() == messages.keys() - {"LaneRecord"}
    schemas = {kind.__name__: name for name, kinds in schema.PUBLIC.items() for kind in kinds}
    for name, ((example),) in examples.items():
        if name == "DeadLetter":
            assert example["headers"].keys() == deadletter.NAMES.keys()
        else:
            assert valid(schemas[name], example["payload"]), name


def test_yaml_says_what_the_document_says():
    assert yaml.safe_load(to_yaml(document())) == orjson.loads(orjson.dumps(document()))


@pytest.fixture(scope="session")
def asyncapi_parser():
    """The folder in which the official parser is installed, once, from npm."""
    folder = ROOT / ".cache" / "asyncapi"
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("the official AsyncAPI parser needs node and npm")
    if not (folder / "node_modules" / "@asyncapi" / "parser").is_dir():
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PARSER]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            pytest.skip(f"npm could not install {PARSER}: {done.stderr[-200:]}")
    return folder


def test_the_official_parser_finds_nothing_wrong(asyncapi_parser):
    program = ROOT / "tests" / "asyncapi" / "validate.mjs"
    command = ["node", str(program), str(ROOT / "docs" / "asyncapi.yaml"), str(asyncapi_parser)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    error_or_warning = [line for line in done.stdout.splitlines() if line[:1] in "01"]
    assert (done.returncode, error_or_warning, done.stderr) == (0, [], "")
