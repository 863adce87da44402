"""Dutch."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="nl",
    abbreviations=words("dhr mevr mr dr drs prof ir ing st nr blz"),
)

DATES = DateWords(
    ambiguous="maart mei",
    links="van ,",
    day_words="op de",
    articles="de",
    day_endings="e ste de",
    licences="in sinds van begin eind half tot medio vanaf uit jaar zomer herfst winter voorjaar najaar",
    last="vorige afgelopen verleden laatste",
    next="volgende komende aanstaande volgend komend",
    this="deze dit",
    week="week weekend",
    month="maand",
    year="jaar",
    away="eergisteren=day:-2 overmorgen=day:2 gisteravond=day:-1 gisterochtend=day:-1 gistermiddag=day:-1 "
    "vanavond=day:0 vanochtend=day:0 vanmorgen=day:0 vanmiddag=day:0 vannacht=day:0 vandaag=day:0 "
    "gisteren=day:-1 vorig_jaar=year:-1",
    about="ongeveer bijna ruim zo'n",
    numbers="een=1 één=1",
    until="tot tot_en_met t/m en",
    skipped="goedemorgen de_morgen in_de_morgen",
    future="zal zullen gaat gaan gepland wil willen moet moeten kan kunnen komende wordt worden vanaf uiterlijk tot "
    "begint beginnen opent openen uitgenodigd verwacht hervat hervatten voor_ tot_ vindt_plaats stemt stemmen "
    "speelt spelen treft",
    past="is was waren heeft hebben had hadden werd werden sinds ~de ~den ~te ~ten",
    after="na sinds naar_aanleiding_van",
    attribute_before="van",
    announced="verkiezing verkiezingen stemming referendum wedstrijd finale top overleg vergadering zitting debat",
)
