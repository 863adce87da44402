"""Every error that storyfold raises on purpose, in one tree.

StoryfoldError             one line for a person; `exit_code` for the shell
├── UsageError             a wrong argument, path, setting or input line                         exit 2
├── BrokerError            the broker is not there, refuses us, or does not answer               exit 69
│   └── TopicMismatchError a topic is missing or has other partitions or another cleanup         exit 78
├── InputError             lines of the input were refused, and the caller wanted to be told so  exit 65
├── FoldError              the log of a lane cannot be folded (bytes that no version wrote)      exit 65
└── WorkerStoppedError     the worker ended itself so that nothing is acknowledged wrongly       exit 70

Bad *input records* are not errors: stages return `records.Rejected` with a `records.Reason`.
"""


class StoryfoldError(Exception):
    """Base of all errors raised on purpose; the command line prints its text on one line and exits with `exit_code`."""

    exit_code = 1


class UsageError(StoryfoldError):
    """The caller asked for something that cannot be done as asked."""

    exit_code = 2


class BrokerError(StoryfoldError):
    """The broker is unreachable, refuses the connection or does not answer in time."""

    exit_code = 69


class TopicMismatchError(BrokerError):
    """A topic is not as `topics.py` declares it; the text names topic, found and wanted."""

    exit_code = 78


class InputError(StoryfoldError):
    """Lines of the input were refused and the caller asked to be told so by the exit code."""

    exit_code = 65


class FoldError(StoryfoldError):
    """A record of the `lanes` log has bytes that no version of the codec wrote."""

    exit_code = 65


class WorkerStoppedError(StoryfoldError):
    """The worker ended itself rather than risk a wrong acknowledgement."""

    exit_code = 70
