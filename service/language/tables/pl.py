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
    weekdays="poniedziałku poniedziałkiem poniedziałkowy poniedziałkowa poniedziałkowe poniedziałkowego "
    "poniedziałkowej poniedziałkowym poniedziałkową poniedziałkowych, wtorku wtorkowy wtorkowa wtorkowe wtorkowego "
    "wtorkowej wtorkowym wtorkową wtorkowych, środę środy środowy środowa środowe środowego środowej środowym "
    "środową środowych, czwartku czwartkowy czwartkowa czwartkowe czwartkowego czwartkowej czwartkowym czwartkową "
    "czwartkowych, piątku piątkowy piątkowa piątkowe piątkowego piątkowej piątkowym piątkową piątkowych, sobotę "
    "soboty sobotni sobotnia sobotnie sobotniego sobotniej sobotnim sobotnią sobotnich, niedzielę niedzieli "
    "niedzielny niedzielna niedzielne niedzielnego niedzielnej niedzielnym niedzielną niedzielnych",
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
    "zostanie zostaną rozpocznie rozpoczną ruszy najbliższy najbliższą spotka spotkają zagłosuje zagłosują wróci "
    "wrócą przybędzie przybędą przyjedzie przyjadą poleci rozpatrzy omówi omówią przyjmie przyjmą ogłosi ogłoszą "
    "podpisze podpiszą przedstawi przedstawią otworzy otworzą rozpoczyna rozpoczynają zaczyna zaczynają zacznie "
    "zaczną zakończy zakończą zagra zagrają zmierzy zmierzą odwiedzi odwiedzą wystąpi wystąpią potrwa ruszą wejdzie "
    "wejdą planowan~ wyznaczon~ zapowiedzian~ zaproszon~_na najbliższ~ ma_~ć mają_~ć może_~ć muszą_~ć powinien "
    "powinna powinno powinni ma_się_~ć na_ do_ ~uje ~ują ~ają trafi trafią wznowi wznowią przyleci przylecą stanie "
    "staną wchodzi wchodzą porozmawia zmieni ustąpi spotkać_się zbierze zbiorą zdecyduje decyduje zapadnie zapadną "
    "przejdzie przejdą odbierze obejmie uda_się pojedzie pojadą rozegra wyląduje zamknie zamkną przełożon~_na "
    "przełożono_na wyrusza wyruszają odlatuje przybywa będzie_można",
    past="~ł ~ła ~ło ~li ~ły ~ano ~ono ~ęto od w_nocy_z_~_na_ z_~_na_ podjęt~ przyjęt~ podpisan~ ogłoszon~ zawart~ "
    "przeprowadzon~ zatrzyman~ opublikowan~ złożon~ wydan~ informuje informują podkreśla twierdzi trwa trwają "
    "w_odpowiedzi_na podpisany podpisana podpisane",
    after="po w_następstwie w_wyniku w_ślad_za wskutek w_odpowiedzi_na",
    attribute_before="z ze",
    announced="wyborów głosowania meczu finału szczytu spotkania posiedzenia rozprawy debaty",
)
