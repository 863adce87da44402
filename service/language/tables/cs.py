"""Czech."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="cs",
    abbreviations=words("dr mgr ing prof tzv např č ul tis mil mld sv"),
)

DATES = DateWords(
    links="roku",
    day_words="dne",
    licences="v ve od do z roce roku na léta konci začátku polovině rok",
    last="minulý minulého minulém minulou loňský uplynulý uplynulého uplynulém loňském loňského",
    next="příští příštího nadcházející",
    this="tento letošní letos_v tohoto toto tuto",
    week="týden týdnu týdne",
    month="měsíc měsíci měsíce",
    year="rok roce roku",
    months="lednu, únoru, březnu, dubnu, květnu, červnu, červenci, srpnu, září, říjnu, listopadu, prosinci",
    weekdays="pondělka pondělní, úterý úterní, středy středu, čtvrtka čtvrtku čtvrteční, pátku páteční, soboty "
    "sobotní, neděle neděli nedělní",
    away="před_rokem=year:-1 před_týdnem=week:-1 před_měsícem=month:-1 za_rok=year:1 za_týden=week:1 "
    "za_měsíc=month:1 loni=year:-1 letos=year:0 vloni=year:-1 dnes=day:0 včera=day:-1 zítra=day:1",
    about="asi přibližně téměř zhruba více_než",
    numbers="jedním=1 dvěma=2 třemi=3 čtyřmi=4 pěti=5 šesti=6 sedmi=7 osmi=8 devíti=9 deseti=10",
    until="do až a",
    without="pro led dub srp lis říj čer",
    future="bude budou má_se mají_se plánuje plánují plánovaný začne začnou uskuteční příští má_~t mají_~t sejde "
    "sejdou začíná začínají rozhodne rozhodnou zahájí vrátí přijede přijedou naplánovan~ plánovan~ pozván~_na "
    "pozvan~_na do_ na_ nadcházející ~uje_v_ přijme schválí podepíše vystoupí odletí přiletí otevře otevřou skončí "
    "proběhne proběhnou zasedne projedná nastoupí předloží vyhlásí",
    past="~l ~la ~lo ~li ~ly byl byla bylo byli byly od",
    after="po v_návaznosti_na v_důsledku",
    attribute_before="z ze",
    streets="ulice ulici náměstí třída třídě",
)
