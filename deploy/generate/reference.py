"""The reference pages of docs/, written from the code that they describe."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_type_hints

import click
from msgspec import Meta

from service import errors, topics
from service.cli import COMMANDS, cli
from service.metrics import CONFLICTS, KILL_CAUSES, OUTCOMES, STAGES, Described, Metrics
from service.read.metrics import ReadMetrics
from service.records import Reason
from service.settings import ENVIRONMENT_PREFIX, Settings, is_secret

SETTINGS = """<!-- Written by `python -m deploy.generate` from service/settings.py; change that, not this. -->

# Settings

Later sources win: the default, a TOML file (`--config FILE` or `STORYFOLD_CONFIG`), the environment variable
`STORYFOLD_<NAME>`, the flag `--set name=value`. Secrets are read from files too: {secrets}.
`storyfold config` prints what is in force and where each value came from.

{table}"""

METRICS = """<!-- Written by `python -m deploy.generate` from service/metrics.py; change that, not this. -->

# Metrics

Every worker serves them at `/metrics` on `http_port`, together with the `process_*` and `python_gc_*` metrics of the
Prometheus client. The unit is the last word of the name before `_total`. No label carries an outlet, a story or an
article.

{table}
## Metrics of the read side

`storyfold serve` serves these on `read_port`, also at `/metrics`.

{read}
## Values of the labels

{labels}"""

TOPICS = """<!-- Written by `python -m deploy.generate` from service/topics.py; change that, not this. -->

# Topics

{table}
The names carry the setting `topic_prefix`. {same} have equal partition counts; `storyfold topics check`
and every worker at its start refuse anything else. The records are described by the JSON Schemas in
[docs/schema](../schema) and by [AsyncAPI](../asyncapi.yaml); where a key goes is in
[Partitions for other clients](../explanation/partitioner.md).

## Configuration

{configuration}
## Dead letters

A refused record is copied unchanged (key, value and headers) with the headers `storyfold.reason` and
`storyfold.attempts` and the Kafka Connect set `__connect.errors.*` as text. The reasons:

{reasons}"""

COMMAND_LINE = """<!-- Written by `python -m deploy.generate` from service/cli; change that, not this. -->

# Command line

The console script `storyfold` and `python -m service` are the same.

{commands}
## Exit codes

0 is success, 130 an end by Ctrl-C, 141 a reader of the output that went away. An error is one line on stderr and one of
these; anything else keeps its traceback.

{codes}"""


def pages() -> dict[str, str]:
    """Path -> text of every generated page."""
    return {
        "docs/reference/settings.md": settings(),
        "docs/reference/metrics.md": metrics(),
        "docs/reference/topics.md": topic_table(),
        "docs/reference/cli.md": commands(),
    }


def settings() -> str:
    """All settings: name, default, meaning, bounds."""
    hints = get_type_hints(Settings, include_extras=True)
    defaults = Settings()
    rows = [
        (f"`{name}`", _default(getattr(defaults, name)), _about(hints[name]) + _bounds(hints[name]))
        for name in Settings.__struct_fields__
    ]
    secrets = ", ".join(f"`{ENVIRONMENT_PREFIX}{n.upper()}_FILE`" for n in Settings.__struct_fields__ if is_secret(n))
    return SETTINGS.format(secrets=secrets, table=_table(("Setting", "Default", "Meaning"), rows))


def metrics() -> str:
    """All metrics: name, type, labels, meaning."""
    labels = [
        ("`stage`", ", ".join(f"`{stage}`" for stage in STAGES)),
        *((f"`outcome` of {stage}", ", ".join(f"`{o}`" for o in OUTCOMES[stage])) for stage in STAGES),
        ("`reason`", "the reasons of [dead letters](topics.md#dead-letters)"),
        ("`conflict`", ", ".join(f"`{c}`" for c in CONFLICTS)),
        ("`cause`", ", ".join(f"`{c}`" for c in KILL_CAUSES)),
        ("`step`", "`compute`, `send`"),
        ("`topic`", "topic names without the prefix"),
        ("`route`", "the path as the API declares it, or `none`"),
        ("`status`", "class of the status code: `2xx`, `3xx`, `4xx`, `5xx`"),
        ("`partition`", "partition numbers of that topic; with `stage`, of the topic that the stage reads"),
    ]
    return METRICS.format(
        table=_described(Metrics().described),
        read=_described(ReadMetrics().described),
        labels=_table(("Label", "Values"), labels),
    )


def _described(metrics: Iterable[Described]) -> str:
    rows = [(f"`{m.name}`", m.kind, ", ".join(f"`{label}`" for label in m.labels) or "none", m.about) for m in metrics]
    return _table(("Metric", "Type", "Labels", "Meaning"), rows)


def topic_table() -> str:
    """All topics with their configuration, and the reasons of dead letters."""
    rows = [(f"`{t.name}`", t.key, t.value, t.writer, t.cleanup, t.about[0].upper() + t.about[1:]) for t in topics.ALL]
    configuration = [
        (f"`{t.name}`", "<br>".join(f"`{name}={value}`" for name, value in t.config.items())) for t in topics.ALL
    ]
    same = " and ".join(f"`{topic.name}`" for topic in topics.SAME_PARTITIONS)
    return TOPICS.format(
        table=_table(("Topic", "Key", "Value", "Writer", "Cleanup", "What it holds"), rows),
        same=same,
        configuration=_table(("Topic", "Configuration"), configuration),
        reasons="".join(f"- `{reason}`\n" for reason in Reason),
    )


def commands() -> str:
    """The help of every command, and the exit codes."""
    top = click.Context(cli, info_name="storyfold", max_content_width=100, terminal_width=100, **cli.context_settings)
    parts = ["## storyfold\n\n" + _help(cli, top)]
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, info_name=name, parent=top, max_content_width=100, terminal_width=100)
        parts.append(f"## storyfold {name}\n\n" + _help(command, context))
        if isinstance(command, click.Group):
            for inner, nested in command.commands.items():
                inside = click.Context(nested, info_name=inner, parent=context, terminal_width=100)
                parts.append(f"### storyfold {name} {inner}\n\n" + _help(nested, inside))
    codes = [
        (str(kind.exit_code), f"`{kind.__name__}`", (kind.__doc__ or "").splitlines()[0])
        for kind in _tree(errors.StoryfoldError)
    ]
    codes.append(("74", "`OSError`", "An input or output failed while it was in use: a full disk, a broken device."))
    codes.sort(key=lambda row: int(row[0]))
    return COMMAND_LINE.format(commands="\n".join(parts), codes=_table(("Code", "Error", "Meaning"), codes))


def _help(command: click.Command, context: click.Context) -> str:
    command._help_option = None  # click keeps that of the context which asked first, maybe of a command run by itself
    return f"```text\n{command.get_help(context)}\n```\n"


def _tree(kind: type[errors.StoryfoldError]) -> list[type[errors.StoryfoldError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _tree(child))]


def _default(value: Any) -> str:
    if value == "":
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _metas(hint: Any) -> Iterable[Meta]:
    return (meta for meta in get_args(hint)[1:] if isinstance(meta, Meta))


def _about(hint: Any) -> str:
    return next(meta.description or "" for meta in _metas(hint))


def _bounds(hint: Any) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    bounds = [
        f"{word} {getattr(meta, name):g}"
        for meta in _metas(hint)
        for name, word in words.items()
        if getattr(meta, name) is not None
    ]
    return f" ({', '.join(bounds)})" if bounds else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
