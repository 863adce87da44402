"""Vietnamese."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="vi",
    abbreviations=words("tp ths ts gs pgs"),
)

DATES = DateWords(
    day_words="ngày mùng mồng hôm sáng chiều tối",
    links="năm , /",
    licences="trong vào từ đến hồi năm đầu cuối giữa",
    last="trước vừa_qua qua rồi vừa_rồi",
    next="tới sau này_tới",
    this="này nay",
    week="tuần",
    month="tháng",
    year="năm",
    months="tháng_giêng tháng_01, tháng_02, tháng_03, tháng_tư tháng_04, tháng_05, tháng_06, tháng_07, "
    "tháng_08, tháng_09, , , tháng_chạp",
    away="tối_qua=day:-1 đêm_qua=day:-1 hôm_qua=day:-1 hôm_nay=day:0 hôm_kia=day:-2 ngày_mai=day:1 "
    "ngày_kia=day:2 năm_ngoái=year:-1 năm_nay=year:0 sáng_nay=day:0 tối_nay=day:0 chiều_nay=day:0 "
    "tháng_tới=month:1 sáng_qua=day:-1 chiều_qua=day:-1 sáng_mai=day:1",
    counted="{0}_ngày_trước=day:-1 {0}_năm_trước=year:-1 {0}_tháng_trước=month:-1 {0}_tuần_trước=week:-1 "
    "cách_đây_{0}_ngày=day:-1 cách_đây_{0}_năm=year:-1 cách_đây_{0}_tháng=month:-1",
    about="khoảng gần hơn",
    numbers="một=1 hai=2 ba=3 bốn=4 năm=5",
    until="đến tới và",
    future="sẽ dự_kiến sắp tới theo_kế_hoạch trước_thềm",
    past="đã vừa",
    after="sau tiếp_sau",
    ordinals="thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy",
    ordinals_after="hôm vào sáng trưa chiều tối đêm ngày từ đến tới trước sau cuộc_họp_hôm khuya",
    streets="đường phố",
)
