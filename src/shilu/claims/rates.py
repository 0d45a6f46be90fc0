"""The period of a stated rate: 每月…3次, 年门诊量, 日均."""

import re

from shilu.claims.claim import Per

_UNITS: dict[str, Per] = {
    "天": "day", "日": "day", "晚": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "个月": "month",
    "季": "quarter", "季度": "quarter", "个季度": "quarter", "年": "year", "年度": "year",
}  # fmt: skip
_BEFORE = re.compile(
    r"每一?个?(?P<every>天|日|晚|周|星期|礼拜|月|季度|季|年度|年)(?!龄|级|限)"
    r"|(?P<mean>日|周|月|季|年)(?:人|户|平)?均(?!衡|匀)"
    r"|(?:^|、)(?<![0-9][ ])(?P<yearly>年)(?!度|级|轻|龄|底|终|初|末|会|货|味|画|鉴|限|报|检(?![查测验修])|均|人均|代)"
    r"|平均[每]?(?P<plain>天|日|周|月|年)"
    r"|(?<![今明去本全同上下半当每青少老中成周学多常历近整年新度去前后0-9０-９一二三四五六七八九十〇零×X个末跨])(?<![0-9][ ])(?P<short>年)(?P<act>[门手住接服产发处受收增客访流就运销出培办诊采供外借入参销用耗]|最大|完成|新增|检[查测验修]|点击|下载|浏览|访问|流量|(?!度|级|龄|轻|终|底|末|初|货|会|报|鉴|检|审|限|代|味|画|画|夜)[\u4e00-\u9fff]{1,6}[量额])"
    r"|(?<![0-9０-９一二三四五六七八九十今昨明当本次同每节假工生休末即往双近旬终红整翌单高])(?P<daily>日)(?=门诊|接待|处理|产|供|发电|客流|服务|最高|最大|运送|访问|就诊|检测|吞吐|流量|配送|生产)"
    r"|(?:^|[，、的馆院])(?P<weekly>周)(?=借阅|开[放馆]|服务|接待|课时|学时|工作|运行|营业|访问|点击)"
    r"|(?<![0-9０-９一二三四五六七八九十本当上下次每个半整同])(?P<monthly>月)(?=门诊|接待|处理|产|供|服务|访问|活跃|流量|销售|发电)"
)
_BEHIND = re.compile(r"[/／每](?P<unit>天|日|周|个月|月|季度|年)")


def rate_before(clause: str) -> Per:
    """The period that the words before the number state the rate for; the last one where there are several."""
    if not any(sign in clause for sign in "每均年日月周"):
        return ""
    rates = [found.groupdict() for found in _BEFORE.finditer(clause)]
    return _UNITS[next(word for name, word in rates[-1].items() if word and name != "act")] if rates else ""


def rate_behind(text: str, end: int) -> tuple[Per, int]:
    """The period written behind the measure word (12次/年) and where it ends."""
    found = _BEHIND.match(text, end)
    return ("", end) if found is None else (_UNITS[found["unit"]], found.end())
