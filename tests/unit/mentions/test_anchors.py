import pytest

from service.language.lexicon import lexicon
from service.language.words import tokens, vocabulary
from service.mentions.anchors import names, quantities, spelling, triggers


def named(text, language="en"):
    words = lexicon(language)
    found = tokens(text, 0, len(text), vocabulary(language))
    return [name.anchor for name in names(text, found, spelling([found]), words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mark Rutte met Olaf Berg.", ["n:mark rutte", "n:olaf berg"]),
        ("President Ada Berg’s envoy left Lindau.", ["n:ada berg", "n:lindau"]),
        ("U.S. troops and American pilots left Russia", ["p:us", "p:us", "p:russia"]),
        ("He told us about the EU.", ["p:eu"]),
        ("A Dolenz-Karimov meeting", ["n:dolenz", "n:karimov"]),
        ("Bank of England officials", ["n:bank of england"]),
        ("On Monday Berg won.", ["n:berg"]),
        ("THE WHOLE LINE IS SHOUTED AT BERG", []),
    ],
)
def test_names(text, expected):
    assert named(text) == expected


def test_german_nouns_are_no_names():
    assert named("Der Stadtrat von Lindheim traf Karla Wendt und die SPD.", "de") == ["n:karla wendt", "n:spd"]


def counted(text, language="en"):
    words = lexicon(language)
    return quantities(text, tokens(text, 0, len(text), vocabulary(language)), words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 40-minute call", ["q:40min"]),
        ("for around 40 minutes", ["q:40min"]),
        ("$90 billion in arms", ["q:9e10usd"]),
        ("weapons worth 90 billion dollars", ["q:9e10usd"]),
        ("91 percent of the votes", ["q:91%"]),
        ("killed 14 people and hurt 200", ["q:14", "q:200"]),
        ("under Article 5 of the treaty", ["q:article5"]),
        ("appointed Petra Dolenz, 53, on Monday", []),
        ("appointed Petra Dolenz (53) on Monday", []),
        ("in Lindau, 40 people were hurt", ["q:40"]),
        ("Castellar beat Bex 3-1", ["q:3-1"]),
        ("the 16:05 express", []),
        ("one person came", []),
        ("38.000 cars and 1,200 buses", ["q:38000", "q:1200"]),
    ],
)
def test_quantities(text, expected):
    assert counted(text) == expected


def kinds(text, language="en"):
    words = lexicon(language)
    return triggers(text, tokens(text, 0, len(text), vocabulary(language)), words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they met in Lindau", ["t:meet"]),
        ("he ruled out a deployment of soldiers", ["t:reject", "t:deploy", "t:troops"]),
        ("the launch was called off", ["t:launch", "t:cancel"]),
        ("dockers stopped work", ["t:strike"]),
        ("she walked home", []),
    ],
)
def test_triggers(text, expected):
    assert kinds(text) == expected


def test_german_triggers():
    assert kinds("der Rat hat den Vertrag unterzeichnet", "de") == ["t:agree", "t:agree"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("der Landrat trat am Montag zurück.", ["t:resign"]),
        ("die Ministerin trifft am Abend in Lindau ein und spricht", ["t:visit", "t:talk"]),
        ("sie trifft am Abend ein Kind", ["t:meet"]),
        ("die Feier findet im Rathaus statt", ["t:hold"]),
        ("er wies die Vorwürfe am Montag zurück, wie es hieß", ["t:reject"]),
    ],
)
def test_german_particles_stand_at_the_end_of_the_clause(text, expected):
    assert kinds(text, "de") == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Dammbruch", ["t:break"]),
        ("Verkehrsunfall", ["t:crash"]),
        ("Stadtratswahl", ["t:elect"]),
        ("Beispiel", []),
        ("Vorfall", []),
        ("Vorsitzende", []),
    ],
)
def test_german_compounds_are_what_their_last_part_is(noun, expected):
    assert kinds(noun, "de") == expected
