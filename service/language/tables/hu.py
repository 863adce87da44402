"""Hungarian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="hu",
    abbreviations=words("dr prof pl ún u stb kb"),
)

DATES = DateWords(
    endings="ban ben ba be án én jén ján i ig tól től kor ra re n on en ön ös os es as a e át ét nak nek hoz "
    "hez höz ai ei ából éből ától étől áig éig ára ére",
    licences="a az tavaly idén óta",
    year_first=True,
    month_first=True,
    day_endings="án én jén ján i",
    last="múlt elmúlt a_múlt",
    next="jövő következő",
    this="ez_a ezen_a e ezen",
    week="hét héten hétre",
    month="hónap hónapban",
    year="év évben",
    weekdays="hétfőn, kedden, szerdán, csütörtökön, pénteken, szombaton, vasárnap",
    away="tavaly=year:-1 tavalyi=year:-1 idén=year:0 idei=year:0 jövőre=year:1 múlt_héten=week:-1 "
    "jövő_héten=week:1 ma=day:0 mai=day:0 tegnap=day:-1 tegnapi=day:-1 holnap=day:1 holnapi=day:1 "
    "tegnapelőtt=day:-2 holnapután=day:2",
    counted="{0}_nappal_ezelőtt=day:-1 {0}_napja=day:-1 {0}_éve=year:-1 {0}_hete=week:-1 {0}_hónapja=month:-1 "
    "{0}_évvel_ezelőtt=year:-1 {0}_héttel_ezelőtt=week:-1 {0}_hónappal_ezelőtt=month:-1",
    about="mintegy közel több_mint",
    numbers="két=2 három=3 négy=4 öt=5 hat=6 hét=7 nyolc=8",
    until="és",
    without="v h k p",
    future="fog fognak lesz lesznek tervez tervezik várható várhatóan kezdődik tervezett terveznek ig",
    past="volt voltak ~tott ~tett ~ött óta miatt",
    after_it="után követően",
)
