"""What all tests share: Hypothesis without a clock, and one real Kafka, with topics of its own for each test."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.kafka.broker import Broker, unavailable
from tests.kafka.harness import Harness

# No test fails because the machine is busy.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A running broker; skips, with the reason, where none can be started."""
    if reason := unavailable():
        pytest.skip(reason)
    broker = Broker()
    broker.start()
    yield broker
    broker.close()


@pytest.fixture
def kafka(broker: Broker, tmp_path) -> Iterator[Harness]:
    """Topics of this test's own on the broker, and workers that end with the test."""
    harness = Harness(broker.address, f"t{secrets.token_hex(4)}-", tmp_path)
    yield harness
    harness.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """A test that fails shows the logs of all its workers."""
    report = yield
    for value in getattr(item, "funcargs", {}).values() if report.failed else ():
        if isinstance(harness := getattr(value, "kafka", value), Harness):
            report.sections.append(("workers", harness.logs()))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How long each group of tests took, set-up included; and what this machine could not show, once a reason."""
    seconds, tests = defaultdict[str, float](float), Counter[str]()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                group = "/".join(report.location[0].split("/")[:-1])
                seconds[group] += report.duration
                tests[group] += report.when == "call"
    terminalreporter.section("time by group")
    for group, duration in sorted(seconds.items(), key=lambda item: -item[1]):
        terminalreporter.write_line(f"{duration:8.1f} s  {group}: {tests[group]} tests")
    skipped = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ())
    )
    if skipped:
        terminalreporter.section("not run on this machine")
        for reason, count in skipped.most_common():
            terminalreporter.write_line(f"{count:>4}  {reason}")


def pytest_report_header() -> str:
    return f"real Kafka: {unavailable() or 'Apache Kafka from Maven jars'}"
