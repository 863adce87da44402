import pytest

from service.language.lexicon import lexicon
from service.language.sentences import sentences


def split(text, language="en"):
    return [text[a:b] for a, b in sentences(text, 0, len(text), lexicon(language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("Dr. Ada Berg met Gen. Roe. He left.", ["Dr. Ada Berg met Gen. Roe.", "He left."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("He flew to the U.S. on Monday.", ["He flew to the U.S. on Monday."]),
        ("They left the U.S. The talks failed.", ["They left the U.S.", "The talks failed."]),
        ('"Go!" he said. "Why?" Nobody knew.', ['"Go!" he said.', '"Why?"', "Nobody knew."]),
        ("J. R. Berg won. All cheered.", ["J. R. Berg won.", "All cheered."]),
        ("a point of contention.Then came rain.", ["a point of contention.", "Then came rain."]),
        ("no full stop at the end  ", ["no full stop at the end"]),
    ],
)
def test_english(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 18. August fiel Regen. Am Abend nicht.", ["Am 18. August fiel Regen.", "Am Abend nicht."]),
        ("Es kamen z.B. Busse. Dann Bahnen.", ["Es kamen z.B. Busse.", "Dann Bahnen."]),
    ],
)
def test_german(text, expected):
    assert split(text, "de") == expected


def test_spans_hold_no_white_space_around_them():
    text = "  First here.   Second there.  "
    assert [text[a:b] for a, b in sentences(text, 0, len(text), lexicon("en"))] == ["First here.", "Second there."]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Le maire est parti.", "À midi, il pleuvait.", "« Non ! »", "Élue hier, elle refuse."]),
        ("es", ["El puente cayó.", "¿Quién lo sabía?", "¡Nadie!", "Ángela Ruiz dimitió."]),
        ("pl", ["Most runął.", "Ślady są widoczne.", "Źle, mówi burmistrz."]),
        ("cs", ["Most spadl.", "Říká to starosta.", "Dne 12. března 2024 se čeká.", "Od 5. 4. 2024 platí zákaz."]),
        ("tr", ["Köprü çöktü.", "İki kişi öldü.", "Şehir yas tutuyor."]),
        ("fi", ["Silta romahti 3. syyskuuta.", "Äänestys on 5.4.2024.", "Öljy loppui."]),
        ("hu", ["A híd 2023. március 5. napján leomlott.", "Az ülés 2024. 03. 12. óta tart.", "Őszre kész."]),
        ("vi", ["Cầu sập.", "Đường bị chặn.", "Ông Nam nói."]),
        ("ru", ["Мост рухнул.", "Ёлки стоят!", "«Нет».", "Это было 12.03.2024."]),
        ("el", ["Η γέφυρα έπεσε.", "Άργησαν πολύ;", "Ήταν αργά."]),
        ("ar", ["انهار الجسر.", "من يعلم؟", "قال د. سامي إنه لا يعلم."]),
        ("he", ["הגשר קרס.", "מי ידע?", "איש לא ידע."]),
        ("hi", ["पुल गिर गया।", "कौन जानता था?", "डॉ. राव ने कहा।"]),
        ("ko", ["다리가 무너졌다.", '"아니다."라고 말했다.', "시장은 떠났다."]),
    ],
)
def test_other_scripts(language, expected):
    assert split(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["桥塌了。", "“谁知道？”", "没人知道！", "他说：“不。”", "会议在3月5日举行。"]),
        ("ja", ["橋が落ちた。", "「知らない。」と市長は述べた。", "会議は3月5日だ。"]),
        ("ur", ["پل گر گیا۔", "کون جانتا تھا؟"]),
    ],
)
def test_stops_without_a_blank(language, expected):
    assert split("".join(expected), language) == expected


def test_thai_is_parted_by_its_blanks_where_it_is_long():
    phrase = "นายกเทศมนตรีเดินทางไปเมืองท่า"
    text = " ".join([phrase] * 12)
    found = split(text, "th")
    assert " ".join(found) == text
    assert len(found) > 1
    assert max(map(len, found)) < 250
    assert split(f"{phrase} 12 มีนาคม 2567 {phrase}", "th") == [f"{phrase} 12 มีนาคม 2567 {phrase}"]


@pytest.mark.parametrize("text", ["See www.example.com for more", "Use node.js here", "He said: “No.”, and left"])
def test_no_end_within(text):
    assert split(text) == [text]
