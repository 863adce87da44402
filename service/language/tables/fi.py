"""Finnish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="fi",
    abbreviations=words("esim mm ns n klo s"),
)

DATES = DateWords(
    endings="ssa ssä sta stä sta een an än n na nä lla llä lta ltä lle ksi ta tä a ä kin",
    licences="vuonna vuoden vuodesta vuoteen vuosina kesällä syksyllä keväällä talvella",
    last="viime",
    next="ensi",
    this="tällä tässä tänä",
    week="viikolla viikko viikon",
    month="kuussa kuun",
    year="vuonna vuosi vuoden",
    months="tammikuun tammikuu, helmikuun, maaliskuun, huhtikuun, toukokuun, kesäkuun, heinäkuun, elokuun, "
    "syyskuun, lokakuun, marraskuun, joulukuun",
    weekdays="maanantai maanantai-, tiistai, keskiviikko, torstai, perjantai, lauantai, sunnuntai",
    away="toissapäivänä=day:-2 viime_vuonna=year:-1 ensi_vuonna=year:1 tänä_aamuna=day:0 tänä_iltana=day:0 "
    "eilisen=day:-1 eilinen=day:-1",
    about="noin lähes yli",
    numbers="kahden=2 kolmen=3 neljän=4 viiden=5 kuuden=6",
    without="huom",
    counted="{0}_päivää_päästä=day:1 {0}_viikkoa_päästä=week:1 {0}_vuotta_päästä=year:1 "
    "{0}_kuukautta_päästä=month:1 {0}_vko_sitten=week:-1 {0}_vk_sitten=week:-1",
    future="aikoo aikovat on_tarkoitus on_määrä järjestetään pidetään alkaa tulee odotetaan saakka mennessä",
    past="oli olivat on_ollut ~nut ~nyt ~tiin lähtien",
    after_it="jälkeen johdosta",
)
