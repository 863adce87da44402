"""Kinds of feeds that other systems were reported to fold wrongly, from raw record to timeline."""

from datetime import date, datetime

import orjson
import pytest

from service import codec
from service.cleaning import Cleaner
from service.mentions.tagger import tag
from service.records import CleanArticle, ResolvedArticle, Timeline
from service.replay import Replay
from service.settings import Settings
from service.stages import Incoming, Ready, clean

SETTINGS = Settings(clean_processes=1)
CLEANER = Cleaner(SETTINGS)


def fold(*raws: dict[str, str], timestamp_ms: int | None = None) -> tuple[dict[str, ResolvedArticle], list[Timeline]]:
    """The articles by id and the timelines that the raw records give."""
    replay = Replay(SETTINGS)
    for raw in raws:
        result = clean(Incoming(None, orjson.dumps(raw), timestamp_ms=timestamp_ms), CLEANER).result
        assert isinstance(result, Ready), result
        replay.add(codec.decode(result.value, CleanArticle))
    articles = [codec.decode(line, ResolvedArticle) for line in replay.articles()]
    return {a.id: a for a in articles}, [codec.decode(line, Timeline) for line in replay.timelines()]


def sent(article_id: str, text: str, at: str, language: str = "en", **fields: str) -> dict[str, str]:
    outlet = f"{article_id}.example"
    url = f"https://{outlet}/{article_id}"
    known = {"id": article_id, "url": url, "outlet": outlet, "title": text[:50], "language": language}
    return known | {"text": text, "published_at": at} | fields


@pytest.mark.parametrize(
    ("published_at", "language", "text", "values"),
    [
        (
            "2024-06-11T06:10:00+10:00",
            "en",
            "Rail staff struck today. Talks failed yesterday.",
            ["2024-06-11", "2024-06-10"],
        ),
        (
            "2024-06-10T22:45:00-07:00",
            "en",
            "Rail staff struck today. They return tomorrow.",
            ["2024-06-10", "2024-06-11"],
        ),
        (
            "2024-06-11T00:20:00+02:00",
            "de",
            "Der Streik begann heute. Gestern scheiterten die Gespräche.",
            ["2024-06-11", "2024-06-10"],
        ),
        (
            "2024-06-11T05:40:00+05:30",
            "fr",
            "La grève a commencé aujourd'hui. Hier, les pourparlers ont échoué.",
            ["2024-06-11", "2024-06-10"],
        ),
    ],
)
def test_relative_days_count_from_the_day_of_the_outlet(published_at, language, text, values):
    articles, _ = fold(sent("a", text, published_at, language))
    day = date.fromisoformat(articles["a"].published_day or "")
    assert day == datetime.fromisoformat(published_at).date()
    assert sorted(t.value for t in tag(text, day, language)) == sorted(values)


LIVE = [
    (
        "en",
        "The dam above Sennfield overflowed on Monday at dawn, the river board said.",
        "Two farms at the foot of the slope were cleared before noon.",
        "A crane was brought up the valley to lift the second gate.",
        "The road to Harrow is open again for cars, not for lorries.",
    ),
    (
        "de",
        "Im Stellwerk von Lohrbach ist am Montagmorgen ein Brand ausgebrochen, teilte die Bahn mit.",
        "Der Fernverkehr wird über Quellhausen umgeleitet, die Fahrt dauert eine Stunde länger.",
        "Die Feuerwehr hat den Brand nach drei Stunden gelöscht.",
        "Ein Techniker wurde mit leichten Verletzungen in die Klinik gebracht.",
    ),
    (
        "es",
        "El volcán Tarao entró en erupción la madrugada del lunes, informó el servicio geológico.",
        "Tres aldeas de la ladera norte fueron evacuadas antes del mediodía.",
        "El aeropuerto de Valdemora canceló todos los vuelos de la tarde.",
        "La nube de ceniza alcanza ya los ocho kilómetros de altura.",
    ),
]


@pytest.mark.parametrize(("language", "lines"), [(language, lines) for language, *lines in LIVE])
@pytest.mark.parametrize("newest_first", [True, False])
def test_an_article_that_is_revised_all_day_keeps_every_line(language, lines, newest_first):
    def form(count: int) -> str:
        added = lines[1 : count + 1]
        return "\n".join([lines[0], *(reversed(added) if newest_first else added)])

    revisions = [
        sent("live", form(min(i, 3)), f"2024-06-10T{8 + i:02}:00:00Z", language, title="Live") for i in range(9)
    ]
    articles, timelines = fold(*revisions)
    alone, told_alone = fold(revisions[-1])
    assert articles["live"].text == alone["live"].text == form(3)
    assert [t.entries for t in timelines] == [t.entries for t in told_alone]


@pytest.mark.parametrize(("language", "lines"), [(language, lines) for language, *lines in LIVE])
def test_one_text_under_many_addresses_is_one_source(language, lines):
    text = "\n".join(lines)
    slugs = [
        sent(f"slug{i}", text, "2024-06-10T08:00:00Z", language, outlet="one.example", url=f"https://one.example/{i}")
        for i in range(12)
    ]
    articles, timelines = fold(*slugs)
    assert [a.verdict for a in articles.values()].count("duplicate") == len(slugs) - 1
    assert {a.text for a in articles.values()} == {text}
    assert [t.independent_sources for t in timelines] == [1]


EVENTS = {
    "en": (
        [
            "Sennfield dam overflows after night of rain",
            "Farms cleared as water spills over Sennfield dam",
            "Sennfield dam spills over, two farms cleared after rain",
        ],
        [
            "Fishing quota for cod is cut by a third",
            "Opera house names its first woman conductor",
            "Bakers of Harrow strike over flour price",
        ],
    ),
    "de": (
        [
            "Brand im Stellwerk Lohrbach legt Bahnverkehr lahm",
            "Stellwerk Lohrbach brennt: Züge stehen still",
            "Nach Brand im Stellwerk Lohrbach fahren keine Züge",
        ],
        [
            "Freibad in Quellhausen öffnet erst im Juli",
            "Imker beklagen das schlechteste Frühjahr",
            "Museum zeigt Uhren aus vier Jahrhunderten",
        ],
    ),
    "es": (
        [
            "El volcán Tarao entra en erupción y obliga a evacuar tres aldeas",
            "Tres aldeas evacuadas por la erupción del volcán Tarao",
            "Erupción del volcán Tarao: evacúan aldeas de la ladera norte",
        ],
        [
            "El puente de Valdemora seguirá cerrado hasta el verano",
            "La orquesta nacional estrena una sinfonía olvidada",
            "Sube el precio del aceite por cuarto mes",
        ],
    ),
}


@pytest.mark.parametrize("language", EVENTS)
def test_one_event_under_other_headlines_is_one_story(language):
    one, others = EVENTS[language]
    rows = [
        sent(f"x{i}", text, f"2024-06-10T{8 + i:02}:00:00Z", language, title=text)
        for i, text in enumerate([*one, *others])
    ]
    articles, _ = fold(*rows)
    stories = [articles[f"x{i}"].story_id for i in range(6)]
    assert len(set(stories[:3])) == 1
    assert len(set(stories)) == 4


@pytest.mark.parametrize(("language", "lines"), [(language, lines) for language, *lines in LIVE])
def test_a_wire_copy_under_another_headline_is_a_copy(language, lines):
    text = " ".join(lines)
    articles, timelines = fold(
        sent("x1", text, "2024-06-10T08:00:00Z", language, title=lines[0]),
        sent("x2", " ".join(lines[:3]), "2024-06-10T09:00:00Z", language, title=lines[2][:40]),
        sent("x3", f"{lines[3]} {text}", "2024-06-10T10:00:00Z", language, title=lines[1][:30]),
    )
    assert [articles[i].verdict for i in ("x1", "x2", "x3")] == ["new", "duplicate", "duplicate"]
    assert timelines[0].independent_sources == 1


@pytest.mark.parametrize("timestamp_ms", [1_718_006_400_000_000, 1_718_006_400_000_000_000, -1, 0, 1_718_006_400])
@pytest.mark.parametrize(("language", "lines"), [(language, lines) for language, *lines in LIVE])
def test_a_timestamp_that_cannot_be_true_says_nothing(timestamp_ms, language, lines):
    articles, _ = fold(sent("a", " ".join(lines), "2024-06-10T08:00:00Z", language), timestamp_ms=timestamp_ms)
    assert (articles["a"].published_at, articles["a"].published_basis) == ("2024-06-10T08:00:00Z", "given")
