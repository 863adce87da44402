"""Polish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="pl",
    abbreviations=words("dr prof inż mgr ul św tzw np godz tys mln mld im r gen płk"),
)

DATES = DateWords(
    links="roku",
    day_words="dnia",
    articles="w",
    days="pierwszego=1",
    day_endings="-ego -tego -go tego ego go ci szy ty -ty gi -gi",
    licences="w we od do z roku na rok lipcu początku końcu końca połowie",
    year_words="r. roku rok",
    last="zeszły zeszłym ubiegły ubiegłym miniony minionym zeszłą ubiegłą minioną zeszłego ubiegłego zeszłej "
    "ubiegłej minionego ostatni ostatnią ostatnim ostatniej",
    next="przyszły przyszłym najbliższy najbliższą przyszłą następny następnym najbliższym przyszłego "
    "przyszłej nadchodzący nadchodzącą",
    this="ten tym bieżącym tego tę tej w_tym",
    week="tydzień tygodniu tygodnia",
    month="miesiąc miesiącu miesiąca",
    year="rok roku",
    months="styczniu styczniem, lutym, marcu marcem, kwietniu kwietniem, maju majem, czerwcu czerwcem, lipcu "
    "lipcem, sierpniu sierpniem, wrześniu wrześniem, październiku październikiem, listopadzie "
    "listopadem, grudniu grudniem",
    weekdays="poniedziałku poniedziałkiem, wtorku wtorkowy, środę środy środowy, czwartku, piątku, sobotę "
    "soboty, niedzielę niedzieli",
    away="rok_temu=year:-1 tydzień_temu=week:-1 miesiąc_temu=month:-1 za_rok=year:1 za_tydzień=week:1 "
    "za_miesiąc=month:1 wczoraj=day:-1 dzisiaj=day:0 dziś=day:0 jutro=day:1 przedwczoraj=day:-2 "
    "pojutrze=day:2",
    counted="{0}_dni_temu=day:-1 {0}_lat_temu=year:-1 {0}_lata_temu=year:-1 {0}_tygodnie_temu=week:-1 "
    "{0}_tygodni_temu=week:-1 {0}_miesiące_temu=month:-1 {0}_miesięcy_temu=month:-1 za_{0}_dni=day:1 "
    "za_{0}_lat=year:1 za_{0}_lata=year:1 za_{0}_tygodnie=week:1 za_{0}_tygodni=week:1 "
    "za_{0}_miesiące=month:1 za_{0}_miesięcy=month:1 przed_{0}_laty=year:-1 przed_{0}_dniami=day:-1",
    about="około prawie ponad",
    numbers="dwa=2 dwie=2 dwoma=2 trzema=3",
    until="do i",
    streets="ulica ulicy ul. placu aleja",
    future="będzie będą ma_się mają_się planuje planują zaplanowano zaplanowany zaplanowana odbędzie odbędą "
    "zostanie zostaną rozpocznie rozpoczną ruszy najbliższy najbliższą",
    past="~ł ~ła ~ło ~li ~ły ~ano ~ono ~ęto od",
)
