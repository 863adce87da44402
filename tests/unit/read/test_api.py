"""Every endpoint: what it answers, and what it says to input that cannot be."""

from urllib.parse import quote

import pytest
from msgspec.structs import replace

from service import codec
from service.records import ResolvedArticle, Timeline
from tests.unit.read.conftest import Client, client_of
from tests.unit.read.records import File, feed

PATHS = (
    "/timelines",
    "/timelines/{story}",
    "/timelines/{story}/changes",
    "/evidence/{story}/e-1",
    "/articles/x",
    "/events",
)


def story() -> str:
    return min(feed()[0])


def problem(response, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    return str(body["detail"])


def test_a_timeline_is_the_record_and_its_tag_the_version(client: Client):
    for story_id, value in feed()[0].items():
        answer = client.get(f"/timelines/{story_id}")
        assert (answer.status_code, answer.content) == (200, value)
        tag = answer.headers["etag"]
        assert tag == f'W/"{codec.decode(value, Timeline).version}"'
        for held in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
            again = client.get(f"/timelines/{story_id}", headers={"If-None-Match": held})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(f"/timelines/{story_id}", headers={"If-None-Match": '"x"'}).status_code == 200


def test_evidence_is_the_text_at_its_offsets(client: Client):
    texts = {key: codec.decode(value, ResolvedArticle).text for key, value in feed()[1].items()}
    count = 0
    for story_id, value in feed()[0].items():
        for entry in codec.decode(value, Timeline).entries:
            passages = client.get(f"/evidence/{story_id}/{entry.id}").json()["passages"]
            count += len(passages)
            assert len(passages) == sum(len(claim.evidence) for claim in entry.claims)
            for passage in passages:
                text = texts[passage["article_id"]]
                around = passage["before"] + passage["sentence"] + passage["after"]
                assert passage["sentence"] == text[passage["start"] : passage["end"]]
                assert around == text[passage["start"] - len(passage["before"]) :][: len(around)]
    assert count > 50


@pytest.mark.parametrize(
    "name", ["a/b", "../x", "a?b#c", "%2F", "a b", "ü/日本", "\u202ex", "<script>", "'--", "a\nb", "x" * 500]
)
def test_ids_may_hold_any_character(file: File, name):
    value = next(iter(feed()[1].values()))
    article = replace(codec.decode(value, ResolvedArticle), id=name)
    timeline = replace(codec.decode(feed()[0][story()], Timeline), story_id=name)
    file.tell({name: codec.encode(timeline)}, {name: codec.encode(article)})
    with client_of(file) as client:
        assert client.get(f"/articles/{quote(name, safe='')}").json()["id"] == name
        assert client.get(f"/timelines/{quote(name, safe='')}").json()["story_id"] == name


def test_an_id_of_several_collections_asks_which(file: File):
    article = codec.decode(next(iter(feed()[1].values())), ResolvedArticle)
    records = {f"{name}/x": codec.encode(replace(article, id="x", collection=name)) for name in ("one", "two")}
    file.tell({}, records)
    with client_of(file) as client:
        assert "one, two" in problem(client.get("/articles/x"), 409)
        assert client.get("/articles/x", params={"collection": "two"}).json()["collection"] == "two"
        problem(client.get("/articles/x", params={"collection": "three"}), 404)


def test_an_article_that_moved_or_was_withdrawn(file: File):
    article = codec.decode(next(iter(feed()[1].values())), ResolvedArticle)
    withdrawn = replace(article, id="x", verdict="retracted", text="")
    file.take([file.record("articles.resolved", "x", codec.encode(replace(article, id="x")), 0)])
    file.take([file.record("articles.resolved", "x", codec.encode(withdrawn), 1)])
    with client_of(file) as client:
        assert client.get("/articles/x").json()["text"] == article.text
        file.take([file.record("articles.resolved", "x", codec.encode(withdrawn), 0)])
        problem(client.get("/articles/x"), 404)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=101", "limit=x", "since=yesterday", "until=2025-02-30", "min_sources=-1", "min_sources=1e99",
        "conflict=none", "status=maybe", "sort=worst", "cursor=abc", "cursor=" + "A" * 5000, "q=" + "a" * 10_000,
        "outlet=" + "a" * 400,
    ],
)  # fmt: skip
def test_parameters_that_cannot_be(client: Client, query):
    detail = problem(client.get(f"/timelines?{query}"), 400)
    assert query.partition("=")[0] in detail
    assert len(detail) < 200


@pytest.mark.parametrize(
    "query", ["q=%22", "q=AND", "q=%00", "q=%ff", "q=a*+NOT", "q=title%3Ax", "q=", "x=y", "q=%F0%9F%92%A5"]
)
def test_odd_questions_are_questions(client: Client, query):
    assert client.get(f"/timelines?{query}").status_code == 200


def test_what_is_not_there(client: Client):
    problem(client.get("/nowhere"), 404)
    problem(client.get("/timelines/nowhere"), 404)
    problem(client.get("/timelines/nowhere/changes?since=1"), 404)
    problem(client.get(f"/evidence/{story()}/nowhere"), 404)
    problem(client.get("/evidence/nowhere/nowhere"), 404)
    problem(client.get("/articles/nowhere"), 404)
    assert "kept" in problem(client.get(f"/timelines/{story()}/changes?since=1"), 410)
    assert "since" in problem(client.get(f"/timelines/{story()}/changes"), 400)
    for mark in ("x", "1-", "9" * 40, "a" * 90_000):
        problem(client.get("/events", headers={"Last-Event-ID": mark}), 400)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client: Client, path, method):
    problem(client.request(method, path.format(story=story())), 405)


def test_a_bug_is_a_problem_without_its_traceback(client: Client, monkeypatch):
    monkeypatch.setattr("service.read.queries.timelines", lambda *_: 1 / 0)
    assert problem(client.get("/timelines"), 500) == "unexpected"


def test_a_token_is_asked_for_where_one_is_set(told: File):
    with client_of(told, read_token="s3cret") as client:
        for path in (*(path.format(story=story()) for path in PATHS), "/openapi.json"):
            assert problem(client.get(path), 401)
            assert problem(client.get(path, headers={b"Authorization": "Bearer wröng".encode()}), 401)
        assert client.get("/timelines", headers={"Authorization": "Bearer s3cret"}).status_code == 200
        assert client.get("/readyz").status_code == client.get("/metrics").status_code == 200


def test_requests_are_limited_where_that_is_set(told: File):
    with client_of(told, read_requests_per_minute=3) as client:
        answers = [client.get("/timelines").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]
        problem(client.get("/timelines"), 429)
        assert client.get("/readyz").status_code == 200


def test_other_origins_may_ask_where_that_is_set(told: File):
    origin = {"Origin": "https://reader.example"}
    with client_of(told, read_cors_origins="https://reader.example, https://other.example") as client:
        assert client.get("/timelines", headers=origin).headers["access-control-allow-origin"] == origin["Origin"]
        assert (
            "access-control-allow-origin"
            not in client.get("/timelines", headers={"Origin": "https://x.example"}).headers
        )
    with client_of(told) as client:
        assert "access-control-allow-origin" not in client.get("/timelines", headers=origin).headers


def test_every_answer_is_safe_to_open(client: Client):
    for path in ("/timelines", "/nowhere", "/readyz", f"/timelines/{story()}"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
