"""`python -m tests.kafka_jars`: fetch the Apache Kafka jars that the tests start, once, into `.cache`.

Without Java or Maven it says what will be skipped and succeeds: everything else can still be tested.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.kafka.broker import JARS, ROOT

POM = ROOT / "tests" / "kafka" / "pom.xml"
STAMP = JARS / ".pom.xml"
"""A copy of the pom that the jars were fetched by: a changed pom fetches again."""


def main() -> int:
    if STAMP.exists() and STAMP.read_bytes() == POM.read_bytes():
        return 0
    missing = [tool for tool in ("java", "mvn") if not shutil.which(tool)]
    if missing:
        print(f"SKIPPED: all tests on real Kafka, because {' and '.join(missing)} is not installed.", file=sys.stderr)
        return 0
    print("fetching the Kafka jars (54 MB, once)", file=sys.stderr)
    shutil.rmtree(JARS, ignore_errors=True)
    if code := fetch(POM, JARS):
        print(
            f"SKIPPED: all tests on real Kafka, because Maven could not fetch the jars (exit {code}).", file=sys.stderr
        )
        shutil.rmtree(JARS, ignore_errors=True)
        return 0
    STAMP.write_bytes(POM.read_bytes())
    return 0


def fetch(pom: Path, into: Path) -> int:
    into.mkdir(parents=True)
    return subprocess.run(
        [
            "mvn",
            "-q",
            "-B",
            "-f",
            pom,
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={into}",
        ],
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
