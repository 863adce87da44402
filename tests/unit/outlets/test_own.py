"""An outlet speaks of itself where it names itself, in any spelling, or says "this newspaper"."""

import pytest

from service.outlets.own import speaks

OWN = [
    ("The mayor told the Hallow Courier on Monday that the bridge was safe.", "The Hallow Courier"),
    ("The mayor told the Hallow Courier on Monday.", "hallow-courier.example"),
    ("The mayor told the Hallow Courier on Monday.", "www.hallowcourier.example"),
    ("She told this newspaper that she had not been asked.", "x"),
    ("Our reporter counted nine cracks.", "x"),
    ("Das sagte die Bürgermeisterin dieser Zeitung.", "x"),
    ("Gegenüber dem Hallower Boten sprach sie von einem Fehler.", "Hallower Boten"),
    ("La maire l'a confirmé à notre rédaction.", "x"),
    ("La alcaldesa lo confirmó a este diario.", "x"),
    ("Lo ha confermato la sindaca al nostro giornale.", "x"),
    ("A prefeita confirmou a este jornal.", "x"),
    ("De burgemeester bevestigde dat aan deze krant.", "x"),
    ("Мэр подтвердила это нашему изданию.", "x"),
    ("市長は本紙の取材に答えた。", "x"),
]
NOT = [
    ("The mayor told the Marrow Post on Monday.", "The Hallow Courier"),
    ("It is time to close the bridge.", "Time"),
    ("The hallow courier of the saga brings bad news.", "Hallow Courier"),
    ("They read the newspaper on the bridge.", "x"),
    ("The mayor told the newspaper Marrow Post so.", "x"),
    ("", "The Hallow Courier"),
]


@pytest.mark.parametrize(("sentence", "outlet"), OWN)
def test_a_sentence_in_which_the_outlet_names_itself(sentence, outlet):
    assert speaks(sentence, outlet)


@pytest.mark.parametrize(("sentence", "outlet"), NOT)
def test_a_sentence_in_which_it_does_not(sentence, outlet):
    assert not speaks(sentence, outlet)


@pytest.mark.parametrize("outlet", ["", "unknown", "(", "x" * 300, "\u0000", "読売新聞", "***"])
def test_odd_names(outlet):
    speaks("The mayor spoke.", outlet)
