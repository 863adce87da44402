"""All settings: one frozen object, built once at start, each field with its unit in its name.

Sources, the later wins: default, configuration file (TOML), environment `STORYFOLD_<NAME>` (secrets also
`STORYFOLD_<NAME>_FILE`), command-line flag. `load` remembers where each value came from for `storyfold config`.
"""

import math
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import Meta, Struct

from service.errors import UsageError

ENVIRONMENT_PREFIX = "STORYFOLD_"
SECRET = {"secret": True}


def _doc(
    text: str,
    *,
    secret: bool = False,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
) -> Meta:
    extra = SECRET if secret else None
    if gt is not None:
        return Meta(description=text, gt=gt, le=le, extra=extra)
    return Meta(description=text, ge=ge, le=le, extra=extra)


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an operator may set. Numbers carry their unit in the name."""

    # broker
    bootstrap_servers: Annotated[str, _doc("Kafka brokers, host:port, comma separated")] = "127.0.0.1:9092"
    app_id: Annotated[str, _doc("consumer group of all agents that have no group of their own")] = "storyfold"
    clean_app_id: Annotated[str, _doc("consumer group of the clean agents; empty: app_id")] = ""
    dedup_app_id: Annotated[str, _doc("consumer group of the dedup agents; empty: app_id")] = ""
    timeline_app_id: Annotated[str, _doc("consumer group of the timeline agents; empty: app_id")] = ""
    topic_prefix: Annotated[str, _doc("put before every topic name")] = ""
    security_protocol: Annotated[str, _doc("PLAINTEXT, SSL, SASL_SSL or SASL_PLAINTEXT")] = "PLAINTEXT"
    sasl_mechanism: Annotated[str, _doc("SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN")] = "SCRAM-SHA-512"
    sasl_username: Annotated[str, _doc("user for SASL")] = ""
    sasl_password: Annotated[str, _doc("password for SASL", secret=True)] = ""
    sasl_allow_plaintext: Annotated[bool, _doc("permit a password to cross an unencrypted connection")] = False
    ssl_ca_file: Annotated[str, _doc("CA certificates (PEM) that sign the brokers'; empty: the system's")] = ""
    ssl_cert_file: Annotated[str, _doc("client certificate (PEM)")] = ""
    ssl_key_file: Annotated[str, _doc("client key (PEM)")] = ""
    idempotent_producer: Annotated[
        bool, _doc("needs a broker that knows InitProducerId; off for the embedded broker")
    ] = True
    group_instance_id: Annotated[
        str, _doc("static member name; set it where a supervisor restarts the same identity")
    ] = ""
    session_timeout_seconds: Annotated[
        float, _doc("a member that is silent for so long loses its partitions", ge=3)
    ] = 10.0
    rebalance_timeout_seconds: Annotated[float, _doc("time a member has to hand over its partitions", ge=3)] = 30.0
    broker_silence_max_seconds: Annotated[
        float, _doc("a broker that does not answer is waited for so long, then the worker ends", gt=0)
    ] = 900.0
    commit_interval_seconds: Annotated[float, _doc("how often acknowledged offsets are committed", gt=0)] = 1.0

    # delivery
    batch_max_records: Annotated[int, _doc("records taken into one batch", ge=1)] = 200
    batch_within_seconds: Annotated[float, _doc("a smaller batch goes after so long", gt=0)] = 0.1
    buffer_max_records: Annotated[int, _doc("records read ahead and not yet taken", ge=1)] = 2000
    stop_deadline_seconds: Annotated[float, _doc("after SIGTERM the process ends by itself in this time", gt=0)] = 20.0
    progress_timeout_seconds: Annotated[
        float, _doc("a worker with lag and no progress for so long ends itself", gt=0)
    ] = 120.0
    dead_letter_max_ratio: Annotated[
        float, _doc("above this share of dead letters an agent ends its worker; each counts its own", gt=0, le=1)
    ] = 0.5
    dead_letter_window_records: Annotated[int, _doc("window over which that share is taken", ge=10)] = 1000

    # cleaning
    default_collection: Annotated[
        str, _doc("collection of articles and retractions that name none, as null values cannot")
    ] = "default"
    clean_processes: Annotated[int, _doc("worker processes of the clean stage; 0: as many as cores", ge=0)] = 0
    page_timeout_seconds: Annotated[
        float, _doc("a page that takes longer is killed and goes to the dead-letter topic", gt=0)
    ] = 10.0
    page_max_bytes: Annotated[int, _doc("larger pages are refused before parsing", ge=1000)] = 2_000_000
    text_max_characters: Annotated[int, _doc("longer texts are refused", ge=1000)] = 400_000
    process_max_megabytes: Annotated[int, _doc("address space of a cleaning process", ge=256)] = 1500
    overload_lag_records: Annotated[int, _doc("above this lag pages go through the fast extractor", ge=1)] = 20_000
    text_rules_file: Annotated[str, _doc("extra line rules (TOML); empty: none")] = ""
    outlet_families_file: Annotated[
        str, _doc("further publisher families and agencies (TOML, as service/outlets/families.toml); empty: none")
    ] = ""

    warm_languages: Annotated[
        str, _doc("languages whose tables are read at the start, comma separated; others are when a text needs them")
    ] = "en"

    # lanes
    story_window_days: Annotated[float, _doc("a story closes so long after its last article (event time)", gt=0)] = 10.0
    story_grace_days: Annotated[float, _doc("a closed story is forgotten after so long (event time)", ge=0)] = 4.0
    tombstone_delay_hours: Annotated[
        float, _doc("records of forgotten stories stay readable for at least so long (wall clock)", ge=0)
    ] = 24.0
    tombstone_interval_seconds: Annotated[
        float, _doc("how often forgotten stories are looked for and their records deleted", gt=0)
    ] = 60.0
    lanes_max: Annotated[
        int, _doc("lanes of one partition; articles of further collections or languages are refused", ge=1)
    ] = 500
    duplicates_within_outlet: Annotated[
        bool, _doc("the same text under another URL of the same outlet is a duplicate")
    ] = True

    # timelines
    timeline_cache_megabytes: Annotated[
        float, _doc("memory for what is kept of stories between their derivations, of one worker", gt=0)
    ] = 192.0
    timeline_max_bytes: Annotated[int, _doc("size limit of one timeline record", ge=10_000)] = 900_000

    # reading
    read_host: Annotated[str, _doc("address of the page and the API")] = "127.0.0.1"
    read_port: Annotated[int, _doc("port of the page and the API; 0: any free one", ge=0, le=65535)] = 8000
    read_database_file: Annotated[
        str, _doc("SQLite file of the read side; empty: storyfold/read.sqlite in the user's cache directory")
    ] = ""
    read_versions_kept: Annotated[
        int, _doc("versions of a timeline that can be compared, the newest included", ge=1)
    ] = 20
    read_versions_days: Annotated[float, _doc("older versions than this are dropped, the newest never", gt=0)] = 30.0
    read_query_timeout_seconds: Annotated[float, _doc("a query that takes longer is ended and answered 503", gt=0)] = (
        2.0
    )
    read_requests_per_minute: Annotated[int, _doc("requests of one address; 0: not limited", ge=0)] = 0
    read_cors_origins: Annotated[str, _doc("web origins that may ask the API, comma separated; `*`: all")] = ""
    read_token: Annotated[
        str, _doc("bearer token that every request but the probes must carry; empty: none", secret=True)
    ] = ""

    # process
    agents: Annotated[str, _doc("which agents the worker runs; empty: none, it only tells how all stages stand")] = (
        "clean,dedup,timeline"
    )
    http_host: Annotated[str, _doc("address of metrics and health")] = "127.0.0.1"
    http_port: Annotated[int, _doc("port of metrics and health; 0: none", ge=0, le=65535)] = 8080
    memory_limit_mb: Annotated[
        int,
        _doc(
            "memory that the worker's own process may take; near it batches, buffers and caches become smaller; 0: not "
            "limited",
            ge=0,
        ),
    ] = 0
    log_format: Annotated[Literal["json", "human", "auto"], _doc("json, human or auto (human on a terminal)")] = "auto"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], _doc("debug, info, warning or error")] = "info"

    def group(self, stage: str) -> str:
        """The consumer group of a stage's agents."""
        own: str = getattr(self, f"{stage}_app_id")
        return own or self.app_id

    def __repr__(self) -> str:
        shown = {name: "***" if is_secret(name) else getattr(self, name) for name in self.__struct_fields__}
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


class Loaded(Struct, frozen=True):
    """Settings and, for each, where the value came from (`default`, a file, a variable or `flag`)."""

    settings: Settings
    sources: dict[str, str]


def is_secret(name: str) -> bool:
    """Whether the value of this setting must never be printed."""
    hint = get_type_hints(Settings, include_extras=True)[name]
    return any(getattr(meta, "extra", None) == SECRET for meta in hint.__metadata__)


def load(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    config_file: Path | None = None,
) -> Loaded:
    """Settings from all sources. Raises UsageError that names the setting, its source and what was wrong."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    sources = dict.fromkeys(Settings.__struct_fields__, "default")

    def put(name: str, value: Any, source: str) -> None:
        if name not in sources:
            raise UsageError(f"unknown setting {name!r} in {source}")
        values[name], sources[name] = value, source

    config = config_file or (Path(environment["STORYFOLD_CONFIG"]) if environment.get("STORYFOLD_CONFIG") else None)
    for name, value in _read_toml(config).items() if config else ():
        put(name, value, str(config))
    for name in Settings.__struct_fields__:
        variable = ENVIRONMENT_PREFIX + name.upper()
        if variable in environment:
            put(name, environment[variable], variable)
        if is_secret(name) and environment.get(variable + "_FILE"):
            if variable in environment:
                raise UsageError(f"setting {name}: {variable} and {variable}_FILE are both set")
            put(name, _read_secret(Path(environment[variable + "_FILE"])), variable + "_FILE")
    for name, value in (flags or {}).items():
        put(name, value, "flag")
    return Loaded(_convert(values, sources), sources)


def _convert(values: dict[str, Any], sources: dict[str, str]) -> Settings:
    hints = get_type_hints(Settings, include_extras=True)
    converted = {}
    for name, value in values.items():
        try:
            converted[name] = msgspec.convert(value, hints[name], strict=False)
            if converted[name] in (math.inf, -math.inf):
                raise msgspec.ValidationError("Expected a finite number")
        except msgspec.ValidationError as error:
            shown = "***" if is_secret(name) else repr(value)
            raise UsageError(f"setting {name} = {shown} from {sources[name]}: {error}") from None
    return Settings(**converted)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"configuration file {path}: {error}") from None


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"secret file {path}: {error}") from None
