"""The public conformance suite of the Model Context Protocol, and a client of the SDK over HTTP.

The suite was made for a server with tools, prompts and resources of its own (`test_simple_text` and so on). Asked here
is every scenario that a server without them can answer.
"""

import subprocess

import pytest
from mcp.client import Client

from tests import npm_packages
from tests.read.conftest import Site
from tests.unit.read.records import feed

SCENARIOS = (
    "server-initialize",
    "ping",
    "tools-list",
    "tools-call-error",
    "server-sse-multiple-streams",
    "resources-list",
    "prompts-list",
    "dns-rebinding-protection",
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_conformance_suite(site: Site, scenario, tmp_path):
    if not npm_packages.CONFORMANCE.exists():
        pytest.skip("the MCP conformance suite is missing: run `python -m tests.npm_packages`")
    command = [str(npm_packages.NODE), str(npm_packages.CONFORMANCE), "server", "--url", f"{site.url}/mcp"]
    done = subprocess.run(
        [*command, "--scenario", scenario], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "0 failed" in done.stdout


async def test_a_client_over_http(site: Site):
    async with Client(f"{site.url}/mcp") as client:
        answer = await client.call_tool("search_timelines", {"limit": 100})
        assert answer.structured_content is not None
        assert {item["story_id"] for item in answer.structured_content["items"]} == set(feed()[0])
