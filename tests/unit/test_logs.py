import io
import json
import logging

import pytest

from service import logs
from service.logs import Quiet, fields


@pytest.fixture
def configured():
    root, own = logging.getLogger(), logging.getLogger("service")
    before = root.handlers[:], root.level, own.level
    stream = io.StringIO()
    yield stream
    root.handlers[:], root.level, own.level = before
    logging.captureWarnings(False)


def test_json_is_one_object_a_line(configured):
    logs.configure("json", "info", configured)
    logging.getLogger("service.x").info("two\nlines", extra=fields(stage="clean", topic="a\nb"))
    (line,) = configured.getvalue().splitlines()
    event = json.loads(line)
    assert event["event"] == "two\nlines"
    assert (event["stage"], event["topic"], event["level"]) == ("clean", "a\nb", "info")
    assert event["time"].endswith("Z")


def test_an_exception_stays_on_the_json_line(configured):
    logs.configure("json", "info", configured)
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("service.x").exception("failed")
    (line,) = configured.getvalue().splitlines()
    assert "ValueError: broken" in json.loads(line)["error"]


def test_human_lines_keep_to_one_line(configured):
    logs.configure("human", "info", configured)
    logging.getLogger("service.x").warning("two\nlines", extra=fields(topic="a\nb"))
    assert configured.getvalue().splitlines()[0].endswith("WARNING two lines topic=a b")
    assert len(configured.getvalue().splitlines()) == 1


def test_a_stream_that_is_no_terminal_gets_json(configured):
    logs.configure("auto", "info", configured)
    logging.getLogger("service.x").info("hello")
    assert json.loads(configured.getvalue())["event"] == "hello"


def test_libraries_are_kept_to_warnings_and_debug_opens_them(configured):
    logs.configure("human", "info", configured)
    logging.getLogger("aiokafka").info("chatter")
    logging.getLogger("service.x").info("own")
    assert "chatter" not in configured.getvalue()
    assert "own" in configured.getvalue()
    logs.configure("human", "debug", configured)
    logging.getLogger("aiokafka").debug("details")
    assert "details" in configured.getvalue()


def test_a_library_that_repeats_itself_is_cut_short(configured):
    logs.configure("human", "info", configured)
    for node in range(50):
        logging.getLogger("aiokafka").error("Unable connect to node %s", node)
        logging.getLogger("service.x").info("own line %s", node)
    assert configured.getvalue().count("Unable") == 1
    assert configured.getvalue().count("own line") == 50


def test_lines_of_a_library_can_be_counted():
    lines: list[int] = []
    logs.count("some.library", lambda: lines.append(1))
    logging.getLogger("some.library.part").warning("tried again")
    logging.getLogger("some.library").info("fine")
    assert len(lines) == 1


def test_the_line_after_a_pause_says_how_many_were_kept_back():
    quiet = Quiet(every_seconds=0.0)
    quiet._seen[("aiokafka", "again")] = (0.0, 7)
    record = logging.makeLogRecord({"name": "aiokafka", "msg": "again", "levelno": logging.ERROR})
    assert quiet.filter(record)
    assert logs.JsonFormatter().format(record).endswith('"suppressed": 7}')
