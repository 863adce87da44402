"""Settings: where values come from, which source wins, and errors that name setting and source."""

import re
from pathlib import Path

import pytest

from service import settings
from service.cli.options import parse_assignments
from service.errors import UsageError
from service.settings import Settings, load


def test_without_any_source_everything_is_default():
    loaded = load({}, {})
    assert loaded.settings == Settings()
    assert set(loaded.sources.values()) == {"default"}


def test_later_sources_win_and_are_remembered(tmp_path: Path):
    config = tmp_path / "s.toml"
    config.write_text('app_id = "file"\ntopic_prefix = "file."\nhttp_port = 1\n')
    environment = {"STORYFOLD_TOPIC_PREFIX": "environment.", "STORYFOLD_HTTP_PORT": "2", "OTHER": "x"}
    loaded = load({"http_port": "3"}, environment, config)
    assert loaded.settings == Settings(app_id="file", topic_prefix="environment.", http_port=3)
    assert loaded.sources["app_id"] == str(config)
    assert loaded.sources["topic_prefix"] == "STORYFOLD_TOPIC_PREFIX"
    assert loaded.sources["http_port"] == "flag"
    assert loaded.sources["log_level"] == "default"


def test_the_configuration_file_can_be_named_in_the_environment(tmp_path: Path):
    config = tmp_path / "s.toml"
    config.write_text("http_port = 1\n")
    assert load({}, {"STORYFOLD_CONFIG": str(config)}).settings.http_port == 1


def test_a_secret_comes_from_a_file_without_its_line_end(tmp_path: Path):
    secret = tmp_path / "password"
    secret.write_text("p w\n")
    loaded = load({}, {"STORYFOLD_SASL_PASSWORD_FILE": str(secret)})
    assert loaded.settings.sasl_password == "p w"
    assert loaded.sources["sasl_password"] == "STORYFOLD_SASL_PASSWORD_FILE"


def test_only_secrets_come_from_files(tmp_path: Path):
    file = tmp_path / "id"
    file.write_text("x")
    assert load({}, {"STORYFOLD_APP_ID_FILE": str(file)}).settings.app_id == "storyfold"


def test_a_secret_is_never_shown():
    found = load({"sasl_password": "hunter2"}, {})
    assert "hunter2" not in repr(found)
    assert "hunter2" not in str(found.settings)
    assert settings.is_secret("sasl_password")
    assert not settings.is_secret("sasl_username")


@pytest.mark.parametrize(
    ("flags", "environment", "message"),
    [
        ({"http_prot": "1"}, {}, "unknown setting 'http_prot' in flag"),
        ({}, {"STORYFOLD_HTTP_PORT": "x"}, "setting http_port = 'x' from STORYFOLD_HTTP_PORT: Expected `int`"),
        ({"http_port": "70000"}, {}, "Expected `int` <= 65535"),
        ({"commit_interval_seconds": "0"}, {}, "Expected `float` > 0.0"),
        ({"idempotent_producer": "maybe"}, {}, "Expected `bool`"),
        ({"page_timeout_seconds": "inf"}, {}, "finite"),
        ({"page_timeout_seconds": "nan"}, {}, "Expected `float` > 0.0"),
        ({}, {"STORYFOLD_SASL_PASSWORD_FILE": "/nowhere/p"}, "secret file /nowhere/p: .*No such file"),
        ({}, {"STORYFOLD_SASL_PASSWORD": "a", "STORYFOLD_SASL_PASSWORD_FILE": "b"}, "are both set"),
        ({}, {"STORYFOLD_CONFIG": "/nowhere/s.toml"}, "configuration file /nowhere/s.toml: .*No such file"),
    ],
)
def test_errors_name_setting_and_source(flags, environment, message):
    with pytest.raises(UsageError, match=message):
        load(flags, environment)


@pytest.mark.parametrize(
    ("text", "message"), [("x = 1\n", "unknown setting 'x' in "), ("x = \n", "configuration file")]
)
def test_a_broken_configuration_file_is_named(tmp_path: Path, text, message):
    config = tmp_path / "s.toml"
    config.write_text(text)
    with pytest.raises(UsageError, match=f"{message}.*{re.escape(str(config))}|{re.escape(str(config))}.*"):
        load({}, {}, config)


def test_assignments_may_be_written_with_dashes():
    assert parse_assignments(("http-port=1", "app_id=a=b")) == {"http_port": "1", "app_id": "a=b"}
    with pytest.raises(UsageError, match="NAME=VALUE"):
        parse_assignments(("http_port",))
