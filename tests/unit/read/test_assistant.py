"""The MCP tools, asked by the client of the SDK."""

from typing import Any

import pytest
from mcp.client import Client
from msgspec.structs import replace

from service import codec
from service.read import assistant, tools
from service.records import ResolvedArticle, Timeline
from tests.unit.read.records import File, feed


def client_of(file: File, *, ready: bool = True) -> Client:
    return Client(assistant.server(file.database, lambda: ready))


async def ask(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    assert answer.structured_content is not None
    return dict(answer.structured_content)


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    return str(answer.content)


def texts() -> dict[str, str]:
    return {key: codec.decode(value, ResolvedArticle).text for key, value in feed()[1].items()}


async def test_the_five_questions(told: File):
    async with client_of(told) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == {
            "search_timelines", "get_timeline", "timeline_changes", "entry_evidence", "contradictions",
        }  # fmt: skip
        (story,) = (await ask(client, "search_timelines", query="Stanev telephone", conflict="hard"))["items"]
        timeline = await ask(client, "get_timeline", story_id=story["story_id"], max_tokens=100_000)
        assert timeline["entries_left_out"] == 0
        assert [entry["date"] for entry in timeline["entries"]] == sorted(
            entry["date"] for entry in timeline["entries"]
        )

        disputed = (await ask(client, "contradictions", story_id=story["story_id"]))["contradictions"]
        assert disputed
        assert all(len(entry["claims"]) > 1 for entry in disputed)
        evidence = await ask(client, "entry_evidence", story_id=story["story_id"], entry_id=disputed[0]["entry_id"])
        assert evidence["passages"]

        now = codec.decode(feed()[0][story["story_id"]], Timeline)
        told.tell({now.story_id: codec.encode(replace(now, version="2", entries=now.entries[1:]))})
        changed = await ask(client, "timeline_changes", story_id=now.story_id, since=now.version)
        assert [change["kind"] for change in changed["changes"]] == ["withdrawn"]


async def test_every_sentence_is_the_text_at_its_offsets(told: File):
    async with client_of(told) as client:
        articles, count = texts(), 0
        for story_id in feed()[0]:
            timeline = await ask(client, "get_timeline", story_id=story_id, max_tokens=100_000)
            for entry in timeline["entries"]:
                assert entry["text"] == articles[entry["article_id"]][entry["start"] : entry["end"]]
                evidence = await ask(client, "entry_evidence", story_id=story_id, entry_id=entry["id"])
                for passage in evidence["passages"]:
                    assert passage["sentence"] == articles[passage["article_id"]][passage["start"] : passage["end"]]
                    count += 1
            for disputed in (await ask(client, "contradictions", story_id=story_id))["contradictions"]:
                for place in (place for claim in disputed["claims"] for place in claim["told_by"]):
                    assert place["sentence"] == articles[place["article_id"]][place["start"] : place["end"]]
        assert count > 50


@pytest.mark.parametrize("max_tokens", [200, 500, 1000, 4000])
async def test_a_timeline_keeps_its_budget_and_its_strongest_entries(told: File, max_tokens):
    async with client_of(told) as client:
        for story_id, value in feed()[0].items():
            timeline = await ask(client, "get_timeline", story_id=story_id, max_tokens=max_tokens)
            assert len(codec.encode(timeline)) <= max_tokens * tools.BYTES_PER_TOKEN
            entries = codec.decode(value, Timeline).entries
            assert len(timeline["entries"]) + timeline["entries_left_out"] == len(entries)


async def test_what_cannot_be_answered_is_an_error_of_the_tool(told: File):
    async with client_of(told) as client:
        story_id = next(iter(feed()[0]))
        assert "no story" in await refused(client, "get_timeline", story_id="nowhere")
        assert "no entry" in await refused(client, "entry_evidence", story_id=story_id, entry_id="nowhere")
        assert "not kept" in await refused(client, "timeline_changes", story_id=story_id, since="nowhere")
        assert "cursor" in await refused(client, "search_timelines", cursor="nowhere")
        for wrong in ({"limit": 0}, {"since": "soon"}, {"query": "x" * 501}, {"conflict": "none"}):
            await refused(client, "search_timelines", **wrong)
        async with client_of(told, ready=False) as early:
            assert "still being read" in await refused(early, "search_timelines")
