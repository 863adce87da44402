"""Turkish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="tr",
    endings_apart=True,
    abbreviations=words("dr prof av sok cad no"),
)

DATES = DateWords(
    endings="da de ta te dan den tan ten ın in un ün nın nin nun nün ı i u ü yı yi a e ya ye na ne daki deki "
    "taki teki nda nde ndan nden ki",
    licences="yılı yılının yılında yıl",
    year_words="yılı yılının yılında yılından",
    last="geçen geçtiğimiz",
    next="gelecek önümüzdeki",
    this="bu",
    week="hafta",
    month="ay",
    year="yıl sene",
    away="evvelsi_gün=day:-2 önceki_gün=day:-2 dün=day:-1 bugün=day:0 yarın=day:1 dün_akşam=day:-1 "
    "bu_sabah=day:0 bu_akşam=day:0 bu_gece=day:0",
    counted="{0}_gün_önce=day:-1 {0}_yıl_önce=year:-1 {0}_ay_önce=month:-1 {0}_hafta_önce=week:-1 "
    "{0}_gün_sonra=day:1 {0}_hafta_sonra=week:1",
    about="yaklaşık",
    numbers="iki=2 üç=3 dört=4",
    until="ve ile",
    ambiguous="ocak mart ekim",
    future="~acak ~ecek ~acağı ~eceği ~acağını ~eceğini ~acaklar ~ecekler planlanıyor bekleniyor planlanan ~ıyor "
    "~iyor ~uyor ~üyor gününe_kadar gününe_ertelendi gününe_alındı öncesinde öncesi arifesinde kararı_aldı "
    "kararlaştırdı gününe_planlanan gününden_itibaren hazırlanıyor",
    past="~dı ~di ~du ~dü ~tı ~ti ~tu ~tü ~mıştı ~mişti beri bu_yana yapılan alınan çıkan başlayan yaşanan "
    "düzenlenen gerçekleşen gerçekleştirilen açıklanan imzalanan bırakan meydana_gelen patlak_veren kabul_edilen "
    "öldürülen ~şan ~şen ~ren ~yan ~yen ~nan ~nen ~ılan ~ilen ~ulan ~ülen",
    attribute_after="_günkü_",
    announced="oylama~ seçim~ maç~ final~ zirve~ toplantı~ duruşma~ tartışma~ tören~ cenaze~ referandum~ miting~",
    verb_last=True,
    after_it="ardından sonra",
    skipped="dünya pazarı pazar_payı pazar_yeri iç_pazar",
)
