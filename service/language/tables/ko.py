"""Korean."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon

LEXICON = Lexicon(
    language="ko",
)

DATES = DateWords(
    unspaced=True,
    markers="년 월 일",
    day_alone=", 오전 오후 밤 낮 새벽 저녁 아침 에 부터 까지 은 이 밝 열 서울 현지",
    weekdays="월요일, 화요일, 수요일, 목요일, 금요일, 토요일, 일요일",
    last="지난 저번 지난주 지난_주",
    next="다음 오는 다음주 다음_주 내달",
    this="이번 이번주 이번_주",
    week="주",
    month="달",
    year="해",
    away="그저께=day:-2 그제=day:-2 엊그제=day:-2 어제=day:-1 오늘=day:0 내일=day:1 모레=day:2 "
    "사흘_전=day:-3 나흘_전=day:-4 이틀_전=day:-2 하루_전=day:-1 전날=day!:-1 이튿날=day!:1 "
    "지난해=year:-1 작년=year:-1 올해=year:0 내년=year:1 지난달=month:-1 이번달=month:0 다음달=month:1 "
    "내달=month:1 지난주=week:-1 이번주=week:0 다음주=week:1 재작년=year:-2 어젯밤=day:-1 오늘밤=day:0 "
    "금년=year:0",
    counted="{0}일_전=day:-1 {0}일전=day:-1 {0}년_전=year:-1 {0}년전=year:-1 {0}개월_전=month:-1 "
    "{0}개월전=month:-1 {0}달_전=month:-1 {0}달_후=month:1 {0}달_뒤=month:1 {0}주_전=week:-1 "
    "{0}주전=week:-1 {0}주일_전=week:-1 {0}일_후=day:1 {0}일_뒤=day:1 {0}년_후=year:1 {0}년_뒤=year:1 "
    "{0}개월_후=month:1 {0}개월_뒤=month:1 {0}주_후=week:1 {0}주_뒤=week:1",
    about="약",
    numbers="한=1 두=2 세=3 네=4 다섯=5 일=1 이=2 삼=3",
    until="부터 ~ 과 와",
    skipped="오늘날 내일로",
    future="예정 계획 전망 할_것 열린다 앞두고 방침 열릴 할_예정 만날 시작된다 시작한다 개최한다 개최된다 투표한다 "
    "방문한다 참석한다 까지 출석한다 회담한다 논의한다 재개한다 앞두",
    past="했다 았다 었다 렸다 혔다 졌다 됐다 했고 았고 었고 렸고 졌고 됐고 했으며 았으며 었으며 했지만 밝힌 이래 "
    "열린 발생한 있었던 부터",
    verb_last=True,
    after_it="이후 에_이어 후 뒤",
)
