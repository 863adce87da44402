"""Chinese."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon

LEXICON = Lexicon(
    language="zh",
)

DATES = DateWords(
    unspaced=True,
    markers="年 月 日号號",
    day_alone="， , 。 、 在 上午 下午 晚 早 凌晨 中午 起 至 说 說 表示 宣布 报道 報道 发布 發布 举行 召开 电 電 "
    "讯 訊 当地 公布 对 向",
    eras="民國=1911 民国=1911",
    weekdays="周一 週一 禮拜一 礼拜一 星期一, 周二 週二 禮拜二 礼拜二 星期二, 周三 週三 禮拜三 礼拜三 星期三, "
    "周四 週四 禮拜四 礼拜四 星期四, 周五 週五 禮拜五 礼拜五 星期五, 周六 週六 禮拜六 礼拜六 星期六, "
    "周日 週日 禮拜日 禮拜天 礼拜日 礼拜天 星期天 星期日",
    away="昨日=day:-1 今日=day:0 明日=day:1 前天=day:-2 后天=day:2 後天=day:2 昨晚=day:-1 今晚=day:0 "
    "今早=day:0 今晨=day:0 去年=year:-1 今年=year:0 明年=year:1 前年=year:-2 后年=year:2 後年=year:2 "
    "上月=month:-1 本月=month:0 下月=month:1 上个星期=week:-1 上個星期=week:-1 上个礼拜=week:-1 "
    "上個禮拜=week:-1 上個礼拜=week:-1 下禮拜=week:1 下礼拜=week:1 這禮拜=week:0 这礼拜=week:0 "
    "上禮拜=week:-1 上礼拜=week:-1 下下周=week:2 下下週=week:2 上上周=week:-2 上上週=week:-2 "
    "这一周=week:0 這一周=week:0 这一年=year:0 這一年=year:0 大後天=day:3 大后天=day:3 大前天=day:-3 "
    "这周=week:0 這週=week:0 本周=week:0 本週=week:0 上週=week:-1 下週=week:1 上星期=week:-1 "
    "下星期=week:1 下个星期=week:1 下個星期=week:1 这个月=month:0 這個月=month:0 翌日=day!:1 次日=day!:1",
    last="上周 上週 上个 上個 上",
    next="下周 下週 下个 下個 下",
    this="本周 本週 本 这周 這週 这 這 这个 這個",
    counted="{0}天前=day:-1 {0}日前=day:-1 {0}年前=year:-1 {0}个月前=month:-1 {0}個月前=month:-1 "
    "{0}周前=week:-1 {0}週前=week:-1 {0}个星期前=week:-1 {0}個星期前=week:-1 {0}天后=day:1 "
    "{0}天後=day:1 {0}个月后=month:1 {0}個月後=month:1 {0}年后=year:1 {0}年後=year:1 {0}周后=week:1 "
    "{0}週後=week:1 {0}天之前=day:-1 {0}年以前=year:-1",
    about="约 約 大约 大約",
    numbers="一=1 二=2 两=2 兩=2 三=3 四=4 五=5 六=6 七=7 八=8 九=9 十=10 半=0",
    until="至 到 ~ 和 、",
    without="前日 後日",
    future="将 將 计划 計劃 预计 預計 拟于 擬於 定于 定於 即将 即將 截至 原定 原订 安排在 受邀 预定 預定 前夕 前夜 "
    "必须 必須 有望 推迟到 推迟至 推遲到 推遲至 改到 改至 延至 延期至 正在为 正在為 起生效 起实施 起施行 起實施 拟 "
    "擬 会在 會在 生效 之前 以前 起可 可以 起将 料将",
    past="了 表示 宣布 说 說 称 稱 发生 發生 曾 已 以来 以來 的",
    after="继 繼",
    attribute_after="的",
    after_it="之后 之後 后 後",
)
