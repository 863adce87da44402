"""Texts of one template on other matters are no copies; copies under other headlines are."""

# ruff: noqa: E501 - a template reads best in long lines

import random
from collections.abc import Callable

import pytest

from service.lane.near.duplicates import Duplicates
from service.lane.near.facts import contradict
from service.lane.near.fingerprint import fingerprint

PLACES = ["Kesten", "Marnheim", "Elmstrand", "Oberlauf", "Pellam", "Dunmore", "Kosaba", "Verrane", "Weidenau", "Tarnow"]
PEOPLE = [
    "Ilse Brandvold",
    "Odd Lie",
    "Tove Aske",
    "Anton Berestov",
    "Mira Sandholt",
    "Per Holm",
    "Dagny Rost",
    "Ada Lund",
]
FIRMS = ["Halvard Steel", "Orso Marine", "Norvia Rail", "Lumena Grid", "Tarn Foods", "Brenn Motors", "Verda Bank"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
TAGE = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"]
JOURS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"]
PAIRS = 25


class Teller:
    """Fills templates, each time with other facts."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def n(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def f(self, low: float, high: float) -> str:
        return f"{self._random.uniform(low, high):.1f}"

    def of(self, words: list[str]) -> str:
        return self._random.choice(words)


def weather(t: Teller) -> str:
    return (
        f"{t.of(PLACES)} will see temperatures of up to {t.n(2, 31)} degrees on {t.of(DAYS)}, the weather service said. "
        f"The night before will be as cold as {t.n(-5, 14)} degrees. Winds from the north reach {t.n(10, 90)} km/h. The "
        f"chance of rain is {t.n(5, 95)} per cent, with up to {t.n(1, 40)} millimetres expected. The sun rises at "
        f"{t.n(5, 8)}:{t.n(10, 59)} and sets at {t.n(16, 21)}:{t.n(10, 59)}. Air quality is expected to be moderate."
    )


def quake(t: Teller) -> str:
    return (
        f"An earthquake of magnitude {t.f(3, 7)} struck {t.n(5, 90)} kilometres off {t.of(PLACES)} on {t.of(DAYS)}, the "
        f"geological survey said. The quake hit at {t.n(1, 23)}:{t.n(10, 59)} local time at a depth of {t.n(3, 120)} "
        f"kilometres. There were no immediate reports of damage. It was felt as far as {t.of(PLACES)}, {t.n(50, 300)} "
        "kilometres away. No tsunami warning was issued. The region lies on an active fault."
    )


def beben(t: Teller) -> str:
    return (
        f"Ein Erdbeben der Stärke {t.f(2, 6)} hat am {t.of(TAGE)} die Region um {t.of(PLACES)} erschüttert, teilte der "
        f"Erdbebendienst mit. Das Zentrum lag {t.n(5, 60)} Kilometer von {t.of(PLACES)} entfernt in einer Tiefe von "
        f"{t.n(2, 40)} Kilometern. Das Beben ereignete sich um {t.n(1, 23)}.{t.n(10, 59)} Uhr. Berichte über Schäden "
        f"oder Verletzte lagen zunächst nicht vor. Es war noch in {t.of(PLACES)} zu spüren."
    )


def lottery(t: Teller) -> str:
    drawn = ", ".join(str(t.n(1, 49)) for _ in range(6))
    return (
        f"The winning numbers in {t.of(DAYS)} evening's draw of the state lottery are {drawn}. The bonus ball is "
        f"{t.n(1, 10)}. The jackpot of {t.n(2, 90)} million crowns was won by one ticket sold in {t.of(PLACES)}. A "
        f"further {t.n(20, 900)} players matched five numbers and win {t.n(1000, 9000)} crowns each. The next draw is on "
        f"{t.of(DAYS)}, when the jackpot is estimated at {t.n(2, 90)} million crowns."
    )


def earnings(t: Teller) -> str:
    firm, place = t.of(FIRMS), t.of(PLACES)
    return (
        f"{place} — {firm} on {t.of(DAYS)} reported a quarterly profit of ${t.f(5, 900)} million. The {place}-based "
        f"company said it had net income of {t.n(5, 300)} cents per share. The results topped the estimates of analysts, "
        f"who expected earnings of {t.n(5, 300)} cents per share. The company posted revenue of ${t.f(50, 9000)} million "
        f"in the period, also above forecasts. Its shares have risen {t.n(1, 60)}% since the beginning of the year."
    )


def aktie(t: Teller) -> str:
    return (
        f"Die Aktie von {t.of(FIRMS)} hat am {t.of(TAGE)} an der Börse {t.f(0, 9)} Prozent verloren und kostete zuletzt "
        f"{t.f(5, 400)} Euro. Damit gehörte das Papier zu den Verlierern im Index, der um {t.f(0, 4)} Prozent auf "
        f"{t.n(5000, 19000)} Punkte nachgab. Das Handelsvolumen lag bei {t.n(1000, 90000)} Stück. Seit Jahresbeginn hat "
        f"die Aktie {t.n(1, 60)} Prozent zugelegt. Das Rekordhoch liegt bei {t.f(100, 900)} Euro."
    )


def match(t: Teller) -> str:
    winner = t.of(PLACES)
    return (
        f"{winner} United beat {t.of(PLACES)} City {t.n(1, 5)}-{t.n(0, 3)} in the second division on {t.of(DAYS)} "
        f"evening. {t.of(PEOPLE)} put the hosts ahead in the {t.n(2, 44)}th minute with a header from a corner. The lead "
        f"was doubled by {t.of(PEOPLE)} after {t.n(46, 70)} minutes. The visitors pulled one back through {t.of(PEOPLE)} "
        f"in the {t.n(71, 90)}th minute. The hosts are now on {t.n(10, 60)} points in {t.n(4, 18)}th place. A crowd of "
        f"{t.n(1000, 30000)} watched the game."
    )


def court(t: Teller) -> str:
    return (
        f"{t.of(PEOPLE)}, {t.n(19, 70)}, of {t.of(PLACES)}, appeared at {t.of(PLACES)} magistrates' court on "
        f"{t.of(DAYS)} charged with theft. The offence is alleged to have happened on {t.n(1, 28)} May in "
        f"{t.of(PLACES)}. The defendant pleaded guilty and was fined {t.n(50, 2000)} crowns with costs of {t.n(40, 300)} "
        f"crowns. A victim surcharge of {t.n(20, 90)} crowns was added. The next hearing is on {t.n(1, 28)} July."
    )


def meteo(t: Teller) -> str:
    return (
        f"À {t.of(PLACES)}, il fera jusqu'à {t.n(2, 35)} degrés {t.of(JOURS)}, annonce le service météorologique. La "
        f"nuit, le thermomètre descendra à {t.n(-5, 15)} degrés. Le vent soufflera à {t.n(10, 90)} km/h. Le risque de "
        f"pluie est de {t.n(5, 95)} pour cent, avec {t.n(1, 40)} millimètres attendus. Le soleil se lèvera à "
        f"{t.n(5, 8)}h{t.n(10, 59)} et se couchera à {t.n(17, 21)}h{t.n(10, 59)}."
    )


def sismo(t: Teller) -> str:
    return (
        f"Un sismo de magnitud {t.f(3, 7)} sacudió {t.of(PLACES)} el martes, informó el servicio geológico. El epicentro "
        f"se situó a {t.n(5, 90)} kilómetros de {t.of(PLACES)}, a una profundidad de {t.n(3, 120)} kilómetros. El temblor "
        f"ocurrió a las {t.n(1, 23)}:{t.n(10, 59)} horas. Por el momento no hay informes de víctimas ni de daños. También "
        f"se sintió en {t.of(PLACES)}. La zona registra unos {t.n(20, 400)} sismos al año."
    )


def tianqi(t: Teller) -> str:
    return (
        f"据气象台{t.n(1, 12)}月{t.n(1, 28)}日消息，当天最高气温{t.n(2, 38)}度，最低气温{t.n(-9, 18)}度，风速每小时"
        f"{t.n(5, 60)}公里，降水概率百分之{t.n(5, 95)}，预计降水量{t.n(1, 60)}毫米。日出时间为{t.n(5, 7)}时{t.n(10, 59)}"
        f"分，日落时间为{t.n(17, 20)}时{t.n(10, 59)}分。空气质量指数为{t.n(20, 200)}，请市民注意防范。"
    )


TEMPLATES: list[tuple[str, Callable[[Teller], str]]] = [
    ("en", weather), ("en", quake), ("de", beben), ("en", lottery), ("en", earnings), ("de", aktie), ("en", match),
    ("en", court), ("fr", meteo), ("es", sismo), ("zh", tianqi),
]  # fmt: skip
NAMES = [template.__name__ for _, template in TEMPLATES]


def verdict(text: str, other: str, language: str) -> bool:
    """Whether the second text, in another outlet, counts as a copy of the first."""
    known = Duplicates()
    first = fingerprint(text, language)
    known.add(
        0, first, published_at="2024-03-05T09:00:00Z", article_id="a", outlet="a.example", same_as=None, indexed=True
    )
    return known.match(fingerprint(other, language), "b.example").same_as is not None


@pytest.mark.parametrize(("language", "template"), TEMPLATES, ids=NAMES)
def test_texts_of_one_template_are_no_copies(language, template):
    pairs = [(template(Teller(f"{i}a")), template(Teller(f"{i}b"))) for i in range(PAIRS)]
    assert [pair for pair in pairs if verdict(*pair, language)] == []


@pytest.mark.parametrize(("language", "template"), TEMPLATES, ids=NAMES)
def test_the_same_text_is_a_copy_whatever_stands_around_it(language, template):
    for i in range(PAIRS):
        text = template(Teller(f"{i}"))
        stop = "。" if language == "zh" else ". "
        shorter = stop.join(text.split(stop)[:-1]) + stop.strip()
        assert verdict(text, text, language)
        assert not contradict(fingerprint(text, language).facts, fingerprint(shorter, language).facts)


WIRE = """A freight train carrying grain derailed early on Tuesday near Oberlauf, blocking the main line between Kesten
and Marnheim, the rail operator Norvia said. No one was hurt. Twelve of 31 wagons left the track at a switch that had
been replaced in January, spokeswoman Dagny Röst said. Passenger trains will be diverted through Pellam until at least
Thursday. Investigators arrived at noon. Around 9,000 commuters use the line each day. The grain spilled over a length
of 80 metres.""".replace("\n", " ")


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.rpartition(" The grain")[0],
        "Like thunder, residents said. " + WIRE,
        WIRE.replace("freight train carrying grain", "goods train loaded with grain"),
        WIRE.replace("31 wagons", "32 wagons").replace("9,000", "9,500"),
        "KESTEN (Datum) - " + WIRE,
    ],
    ids=["cut", "longer", "reworded", "two figures corrected", "dateline"],
)
def test_a_wire_copy_stays_one(copy):
    assert verdict(WIRE, copy, "en")


def test_a_text_of_the_template_finds_its_own_copies():
    known = Duplicates()
    texts = [earnings(Teller(f"{i}")) for i in range(8)]
    for i, text in enumerate(texts):
        found = known.match(fingerprint(text, "en"), f"{i}.example")
        assert (found.same_as, found.indexed) == (None, True)
        assert set(found.twins) == set(range(i))
        known.add(
            i, fingerprint(text, "en"), published_at="2024-03-05T09:00:00Z", article_id=f"{i}", outlet=f"{i}.example",
            same_as=None, indexed=True,
        )  # fmt: skip
    for i, text in enumerate(texts):
        assert known.match(fingerprint(text, "en"), "other.example").same_as == i


SHORT_TEMPLATES = {
    "de": "In {0} bleibt es am Donnerstag trocken. Die Temperaturen steigen auf {1} Grad, in der Nacht sinken sie auf {2} "
    "Grad. Der Wind weht schwach aus West. Am Freitag ändert sich wenig, erst am Wochenende wird es unbeständiger.",
    "zh": "{0}气象台星期三发布天气预报，星期四白天晴，最高气温{1}摄氏度，夜间最低气温{2}摄氏度，西风二到三级。气象部门提醒市民注意早晚温差，及时增减衣物。",
    "th": "กรมอุตุนิยมวิทยารายงานว่าวันพฤหัสบดีนี้จังหวัด{0}อากาศร้อนในตอนกลางวัน อุณหภูมิสูงสุด {1} องศาเซลเซียส อุณหภูมิต่ำสุด {2} องศา ประชาชนควรดูแลสุขภาพ",
}


@pytest.mark.parametrize(("language", "text"), SHORT_TEMPLATES.items())
def test_two_numbers_tell_short_texts_of_a_template_apart(language, text):
    one, other = text.format("Kesten", 14, 5), text.format("Pellam", 21, 13)
    assert not verdict(one, other, language)
    assert verdict(one, one, language)
