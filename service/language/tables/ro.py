"""Romanian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="ro",
    abbreviations=words("dl dna dr prof str nr art"),
)

DATES = DateWords(
    day_words="pe data_de la_data_de",
    licences="în din de_la până_în luna anul la_începutul_lunii la_sfârșitul_lunii anului lunii",
    last="trecut trecută trecuta",
    next="viitor viitoare",
    this="acest această asta aceasta acesta",
    week="săptămâna săptămână saptamana",
    month="luna",
    year="anul",
    weekdays="lunea, marțea marți marti, miercurea, joia, vinerea, sâmbăta sambata sâmbătă, duminica duminică",
    away="alaltăieri=day:-2 poimâine=day:2 mâine=day:1 ieri=day:-1 astăzi=day:0 azi=day:0 "
    "anul_trecut=year:-1 aseară=day:-1 diseară=day:0 anul_acesta=year:0",
    about="circa aproape peste",
    numbers="un=1 o=1 doi=2 două=2",
    until="până_la și",
    ambiguous="mai mar",
    without="mi jo vi du",
    future="va vor urmează_să programat programată prevăzut prevăzută viitoare urmează programate invitat_la până_ "
    "începe încep",
    past="a au fost era erau s-a s-au",
    after="după în_urma ca_urmare_a",
    attribute_before="de din",
    skipped="{0}_luni {0}_de_luni câteva_luni ultimele_luni următoarele_luni primele_luni multe_luni aceste_luni "
    "cele_luni luni_de_zile luni_întregi",
    streets="strada stradă bulevardul piața",
)
