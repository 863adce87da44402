"""Thai."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon

LEXICON = Lexicon(
    language="th",
)

DATES = DateWords(
    unspaced=True,
    years_after=543,  # the Buddhist era
    links="พ.ศ. ค.ศ. ปี ของปี",
    day_words="วันที่ ที่ เมื่อวันที่",
    licences="ใน เมื่อ ปี ต้น ปลาย กลาง พ.ศ. ค.ศ. ตั้งแต่ เดือน",
    last="ที่แล้ว ก่อน ที่ผ่านมา",
    next="หน้า",
    this="นี้",
    week="สัปดาห์",
    month="เดือน",
    year="ปี",
    away="เมื่อวานนี้=day:-1 วานนี้=day:-1 เมื่อวาน=day:-1 เมื่อคืน=day:-1 เมื่อคืนนี้=day:-1 วันนี้=day:0 "
    "พรุ่งนี้=day:1 ปีที่แล้ว=year:-1 ปีก่อน=year:-1",
    counted="{0}วันก่อน=day:-1 {0}ปีก่อน=year:-1 {0}เดือนก่อน=month:-1 {0}สัปดาห์ก่อน=week:-1 "
    "{0}วันที่แล้ว=day:-1 {0}เดือนที่แล้ว=month:-1 {0}สัปดาห์ที่แล้ว=week:-1",
    about="ประมาณ เกือบ กว่า",
    until="ถึง และ",
    without="จันทร์ อังคาร พุธ พฤหัส พฤหัสบดี ศุกร์ เสาร์ อาทิตย์",
    future="จะ กำหนด คาดว่า ภายใน",
    past="แล้ว ได้ เมื่อ",
    after="หลังจาก หลัง ภายหลัง",
    streets="ถนน",
)
