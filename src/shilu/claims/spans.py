"""Lengths of time: stated of the work (为期7天) they are claims; dates, ages and frames of a count (近五年) are none."""

import re

from shilu.claims.candidate import Candidate
from shilu.claims.clauses import PARENTHESES, is_han

_MARKS = "近约达超逾过了到至"
_STATED = re.compile(
    r"(?:为期|为时|历时|持续|连续|坚持|累计|长达|时长|时间|时数|达到|总计|合计|共计|扎根|工作|服务|开放|奉献|培训|学习|缩短|压缩|减少|延长"
    r"|增加|平均|住院日|用时|耗时|坚守|任教|从教|从警|从医|奋战|抢修|值守|讲解|授课|运行|提前|安全生产|行程)$"
)
_FRAMED_BEFORE = re.compile(
    r"(?:近|过去|未来|最近|前|后|在|于|经|经过|经历|每|这|那|第|满|隔|早|从|用|的|本|年限|长|有效期|期限|(?:保修|质保|供货|交货|保质|试用|实习|合同|租赁|履约|公示|服务)期|假期|小长假|借期|聘期|任期|学制|延期|再过|提早|再[站干])$"
)
_FRAMED_BEHIND = re.compile(
    r"[来内间前后里期]|以[来内后前上下]|之[内后前间久]|时间|的|不间断|营业|值班|值守|值勤|驻勤|在线|自助|全天|热线|行动|规划|计划|制|中|级"
    r"|度|底|初|末|监控|待命|供应|如一日|发展|攻坚|滚动|任务|目标|努力|(?:办学|建[校院馆]|发展|光辉|建党)?历[史程]|时光|岁月|轮|连续|响应|坚守|巡库|无休|不打烊|一[次周轮届遇换]"
)
_PLANNED_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,8}(?:计划|规划|行动方案|攻坚)")
_REIGN = re.compile(
    r"(?:洪武|永乐|宣德|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国|[元宋唐]?[贞开天][观元宝])$"
)
_KEPT = re.compile(
    r"(?:保持|稳居|位居|位列|名列|蝉联|居)[^，。；0-9]{0,14}(?:第[一二三四五六七八九十0-9]|首位|前列|前茅|榜首)"
)
_ACT_BEHIND = re.compile(r"扎根|坚守|奋战|奉献|服务|守护|耕耘|坚持|攻坚战?|抢修|救援")
_AGE_BEHIND = re.compile(r"[ ]?[岁周月日]?[岁龄]")
_DAYS_BEFORE = ("为期", "为时", "历时", "连续", "持续", "住院", "平均", "住院日")
_CLOCK_BEFORE = ("时", "点", "分")
_REMARK_REACH = 50
_TAKES = ("用时", "耗时")


def is_no_statement(it: Candidate) -> bool:
    """Whether the length of time is a date, a clock time, an age or a frame for something else."""
    window = it.text[max(0, it.start - _REMARK_REACH) : it.start]
    if window.endswith((")", "）")):
        window = PARENTHESES.sub("", window)  # 服务时长（签到时记录的）超890万小时
    before = window[-8:].rstrip(" \u3000:：")
    behind = it.behind(5)
    stem = before.rstrip(_MARKS)
    if _is_a_date(it, stem) or _is_a_clock_time(it, before, stem) or _AGE_BEHIND.match(behind):
        return True
    if it.per:
        return False
    stated = _STATED.search(stem) is not None
    article = it.is_one and not stated and it.text[it.end - 1] != "半"
    planned = it.measure.word == "年" and _PLANNED_BEHIND.match(it.behind(12)) is not None
    if article or planned or _KEPT.match(it.behind(24)):
        return True
    if _FRAMED_BEHIND.match(behind):
        return not (stated and behind.startswith(("的", "以")))
    if (stated and not before.endswith("近")) or _ACT_BEHIND.match(behind):
        return False
    return not is_han(stem[-1:]) or _FRAMED_BEFORE.search(before) is not None


def _is_a_date(it: Candidate, stem: str) -> bool:
    word, value = it.measure.word, it.number.value
    if word == "日":
        return not stem.endswith(_DAYS_BEFORE)
    is_year = word in {"年", "学年", "学期"} and value is not None and 1000 <= value <= 2999
    of_a_reign = word == "年" and it.is_chinese and _REIGN.search(it.before(3)) is not None
    return is_year or of_a_reign or stem.endswith("距今")


def _is_a_clock_time(it: Candidate, before: str, stem: str) -> bool:
    if it.measure.word in {"小时", "h"}:
        return it.number.value == 24
    if it.measure.word == "天" and it.number.value == 365:
        return True
    if it.measure.word == "分" and before.endswith(("总分", "均分", "得分")) and not before[-2:-1].isdigit():
        return False  # 总分328分
    return it.measure.word in {"分钟", "秒", "分"} and before.endswith(_CLOCK_BEFORE) and not stem.endswith(_TAKES)
