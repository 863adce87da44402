"""Dates in the languages whose grammar is made of tables. Published on Thursday 14 March 2024."""

import random
from datetime import date

import pytest

from service.language import registry
from service.language.date_words import date_words
from service.mentions import tagger
from service.mentions.tagger import tag
from service.mentions.temporal.resolve import RESOLVERS

THURSDAY = date(2024, 3, 14)


def values(text: str, language: str) -> list[str]:
    return [timex.value for timex in tag(text, THURSDAY, language)]


DATED = {
    "fr": ("Mardi, la digue a cédé ; une réunion aura lieu le 24 mars. La crue dure depuis le 1er janvier 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-01"]),
    "es": ("El dique cedió el martes; el consejo se reunirá el 24 de marzo. Llueve desde el 18 de enero de 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "pt": ("O dique cedeu na terça-feira (12); o conselho reúne-se em 24 de março. Chove desde 18 de janeiro de 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "it": ("L'argine ha ceduto martedì; il consiglio si riunirà il 24 marzo. Piove dal 18 gennaio 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "nl": ("De dijk brak dinsdag; de raad komt op 24 maart bijeen. Het regent sinds 18 januari 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "sv": ("Vallen brast i tisdags; rådet möts den 24 mars. Det har regnat sedan den 18 januari 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "da": ("Diget brød sammen tirsdag; rådet mødes den 24. marts. Det har regnet siden 18. januar 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "no": ("Diket brast tirsdag; rådet møtes 24. mars. Det har regnet siden 18. januar 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "fi": ("Pato murtui tiistaina; neuvosto kokoontuu 24. maaliskuuta. On satanut 18. tammikuuta 2024 lähtien.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "pl": ("Wał pękł we wtorek; rada zbierze się 24 marca. Pada od 18 stycznia 2024 r. w całym kraju.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "cs": ("Hráz praskla v úterý; rada se sejde 24. března. Prší od 18. ledna 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "ro": ("Digul a cedat marți; consiliul se va reuni pe 24 martie. Plouă din 18 ianuarie 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "hu": ("A gát kedden átszakadt; a tanács március 24-én ülésezik. 2024. január 18-án kezdődött az eső.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "tr": ("Bent salı günü yıkıldı; meclis 24 Mart'ta toplanacak. Yağmur 18 Ocak 2024'te başladı.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "ru": ("Дамба рухнула во вторник; совет соберётся 24 марта. Дождь идёт с 18 января 2024 года.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "uk": ("Дамба прорвалася у вівторок; рада збереться 24 березня. Дощ іде з 18 січня 2024 року.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "el": ("Το φράγμα έσπασε την Τρίτη· η βουλή θα συνεδριάσει στις 24 Μαρτίου. Βρέχει από τις 18 Ιανουαρίου 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "ar": ("انهار السد يوم الثلاثاء، وسيعقد المجلس اجتماعا في 24 مارس. بدأ المطر في ١٨ كانون الثاني/يناير ٢٠٢٤.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "he": ("הסכר קרס ביום שלישי; המועצה תתכנס ב-24 במרץ. הגשם החל ב-18 בינואר 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "fa": ("سد روز سه‌شنبه فرو ریخت؛ شورا ۲۴ مارس جلسه دارد. باران از ۲۸ دی ۱۴۰۲ می‌بارد.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "hi": ("बांध मंगलवार को टूट गया; परिषद की बैठक 24 मार्च को होगी। बारिश 18 जनवरी 2024 से हो रही है।",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "id": ("Tanggul jebol pada Selasa (12/3); dewan akan bertemu pada 24 Maret. Hujan turun sejak 18 Januari 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "vi": ("Đê vỡ hôm thứ Ba; hội đồng sẽ họp ngày 24/3. Mưa từ ngày 18 tháng 1 năm 2024.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "th": ("เขื่อนแตกเมื่อวันอังคาร สภาจะประชุมวันที่ 24 มีนาคม ฝนตกตั้งแต่วันที่ 18 มกราคม 2567",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "ja": ("堤防は火曜日に決壊した。議会は3月24日に開かれる予定だ。雨は令和6年1月18日から続く。",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "zh": ("堤坝周二决口，议会将于3月24日开会。大雨自二〇二四年一月十八日下个不停。",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
    "ko": ("둑이 화요일에 무너졌고 의회는 3월 24일 열린다. 비는 2024년 1월 18일부터 내렸다.",
           ["2024-03-12", "2024-03-24", "2024-01-18"]),
}  # fmt: skip

TRAPS = {
    "fr": "La planète Mars fascine. Mais mai tarde, et 2500 chercheurs brûlent 1694 kcal rue du 8 mai. Samedi noir.",
    "es": "El mar está en calma y Julio César paga 1630 pesos. Marzo Ruiz vive en la calle 5 de mayo, por la mañana.",
    "pt": "O set acabou 6-3 no Rio de Janeiro; custou 1694 kcal. Moram na rua 25 de março, de manhã.",
    "it": "Il set è finito e il mar Ligure è calmo. Marzo Rossi spende 1753 miliardi in via 4 novembre.",
    "nl": "Mei Jansen kreeg 1850 euro en 2000 punten. Maart is haar hond.",
    "sv": "Maj Svensson köpte 1900 kg mars-choklad.",
    "da": "Maj Hansen fik 1850 kr og 2000 point.",
    "no": "Mai Hansen fikk 1850 kr og 2000 poeng.",
    "fi": "Tamminen on huomioon otettava mies; kesäteatteri sai 1800 euroa.",
    "pl": "Kwiat listopadowy i 1694 kcal. Kupił 2000 zł i mar lodowych.",
    "cs": "Listonoš má 1694 kcal a dub stojí. Pro út a st není místo.",
    "ro": "Mai mult, doi copii vor mar și 1694 kcal.",
    "hu": "A magyar szó: nem. A v. kerület 1694 kcal.",
    "tr": "Ocakta çorba, ekim alanı 1694 kcal ve mart kedisi.",
    "ru": "Станция «Улица 1905 года», 1694 ккал и марта Иванова. Пятницкая улица.",
    "uk": "Лист від листоноші, листопадний ліс, 1694 ккал і лютий мороз.",
    "el": "Η κυρία Μάρτη πλήρωσε 1694 ευρώ στην οδό 25ης Μαρτίου.",
    "ar": "ماي فلاور سفينة، و1694 كيلو في شارع 26 يوليو.",
    "he": "מאי כהן אכלה 1694 קלוריות.",
    "fa": "مه غلیظ و مهر مادر؛ ۱۶۹۴ کیلو در خیابان.",
    "hi": "उसने 1694 रुपये और 2000 किलो चावल लिए।",
    "id": "Ia minum susu minggu-minggu dan 1694 kkal; april kecil bukan bulan.",
    "vi": "Anh ấy có 5 năm kinh nghiệm và 1694 kcal, trong 12 tháng.",
    "th": "พระจันทร์และดาวศุกร์ส่องแสง 1694 แคลอรี",
    "ja": "3カ月間で1694円、3日間と5年間。",
    "zh": "三个月内花了1694元，五年间，十日谈。",
    "ko": "오늘날 3개월 동안 1694원, 5년간, 화요 모임.",
}


def test_every_language_with_dates_is_tested_here():
    with_dates = {code for code in registry.known() if date_words(code) is not None}
    assert with_dates == set(DATED) == set(TRAPS)


@pytest.mark.parametrize("language", sorted(DATED))
def test_weekday_coming_day_and_full_date(language):
    text, wanted = DATED[language]
    assert values(text, language) == wanted


@pytest.mark.parametrize("language", sorted(TRAPS))
def test_words_and_numbers_that_are_no_dates(language):
    assert tag(TRAPS[language], THURSDAY, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("pt", "Pela segunda vez, a quinta maior economia ficou na quarta posição.", 0),
        ("pt", "A Segunda Guerra Mundial durou mais que a terça parte da sexta fase.", 0),
        ("pt", "Na segunda, o ministro disse que sai na quarta (20) ou até sexta.", 3),
        ("vi", "Đây là lần thứ ba trong năm; ông đứng thứ hai thế giới.", 0),
        ("vi", "Ông nói hôm thứ Ba và vào thứ Hai.", 2),
        ("he", "בפעם השנייה, הסיבוב הראשון, מקום שני ורביעי.", 0),
        ("he", "זה קרה ביום שלישי.", 1),
        ("ru", "Окружающая среда и среда обитания; закон принят в среде военных.", 0),
        ("ru", "Он прилетит в среду.", 1),
        ("ro", "Au trecut trei luni, apoi 24 de luni, câteva luni.", 0),
        ("ro", "Ministrul a vorbit luni.", 1),
        ("tr", "Dünya pazarı ve dünya kupası büyüyor.", 0),
        ("ro", "Locuiește pe Strada 1 Decembrie 1918.", 0),
        ("id", "Ia tinggal di Jalan 17 Agustus pada Rabu Abu.", 0),
        ("cs", "Bydlí v ulici 28. října.", 0),
    ],
)
def test_weekdays_and_months_that_are_other_words_too(language, text, count):
    assert len(tag(text, THURSDAY, language)) == count


@pytest.mark.parametrize(("language", "text"), [("es", "semana 31"), ("nl", "week 31"), ("hi", "सप्ताह 31")])
def test_weeks_by_their_number(language, text):
    assert values(text, language) == ["2024-W31"]


@pytest.mark.parametrize("language", sorted(DATED))
def test_every_rule_has_a_resolver_and_no_text_raises(language):
    """Whatever of its words and numbers stand beside each other, with a day of publication and without."""
    grammar = tagger._compiled(language)
    assert {rule.resolver for rule in grammar.language.rules} <= RESOLVERS.keys()
    rng = random.Random(language)
    words = [
        *grammar.lexicon,
        *(str(n) for n in (1, 3, 7, 12, 31, 53, 1391, 1403, 1999, 2024, 2567)),
        "/",
        ".",
        "(",
        ")",
    ]
    glue = "" if grammar.language.left == "" else " "
    for published in (THURSDAY, None):
        text = glue.join(rng.choice(words) for _ in range(4000))
        assert all(timex.value for timex in tag(text, published, language))
