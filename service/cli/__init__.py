"""The command line: one file per command, each with a click command object named `command`.

Commands are imported when they are called, so `storyfold --help` and `storyfold tag` do not load Kafka. An error that
storyfold raises on purpose is one line on stderr and its exit code, and so is one of the file system (74); anything
else is a bug and keeps its traceback.
"""

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from service import __version__
from service.errors import StoryfoldError

COMMANDS = {
    "demo": "Embedded broker, one worker and a sample feed: watch the timelines grow.",
    "worker": "Run the agents: clean, dedup, timeline.",
    "produce": "Send JSON Lines to articles.raw.",
    "watch": "Follow the timelines topic.",
    "show": "Print the current timeline of a story, with its evidence.",
    "serve": "A page, an API and search over the timelines.",
    "mcp": "The timelines for assistants (Model Context Protocol).",
    "replay": "The same pipeline in process, without Kafka.",
    "clean": "Clean articles, file to file.",
    "tag": "Find time expressions, file to file.",
    "timeline": "Treat all articles of a file as one story; write its timeline.",
    "topics": "Create or check the topics.",
    "dump": "Write a topic to a file.",
    "dlq": "List, count and show dead letters, or send them again.",
    "explain": "Tell why an article got its story.",
    "outlets": "Tell which publisher an outlet belongs to.",
    "languages": "List the languages, and how well dates are found in each.",
    "config": "Print every setting and where it came from.",
    "schema": "Write the JSON Schemas of all records.",
    "asyncapi": "Write the AsyncAPI document of all topics.",
    "health": "Ask a running worker whether it is alive or ready.",
}
"""Name and help line of every command, in the order of `storyfold --help`; `service.cli.<name>` holds it."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command object, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"service.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A reader that went away is dealt with here: click would make it exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _stop_writing(141)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="storyfold", prog_name="storyfold")
def cli() -> None:
    """Fold a stream of news articles into one merged, dated, sourced timeline per story.

    Settings come from STORYFOLD_<NAME> in the environment, a TOML file (--config) and flags (--set name=value);
    `storyfold config` lists them. Files are JSON Lines; `-` is stdin or stdout, a name that ends in .gz is compressed.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Entry point of the console script and of `python -m service`; ends the process."""
    # What a client library has to say is in our own error; only a worker, which configures logging, shows it too.
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())
    try:
        code = cli.main(arguments, prog_name="storyfold", standalone_mode=False)
        sys.stdout.flush()
    except StoryfoldError as error:
        _fail(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(_describe(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        _stop_writing(141)
    except OSError as error:  # of reading and writing: a full disk, a device that fails
        click.echo(f"storyfold: {error.filename or 'an output'}: {error.strerror or error}", err=True)
        _stop_writing(74)
    sys.exit(code if isinstance(code, int) else 0)


def _stop_writing(code: int) -> NoReturn:
    """End without another attempt to write what is still buffered for stdout.

    141 is for a reader that went away (`| head`): as silent as any Unix tool.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _describe(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context else ""
    return error.format_message() + hint


def _fail(text: str, code: int) -> NoReturn:
    click.echo("storyfold: " + " ".join(text.split()), err=True)
    sys.exit(code)
