"""What the words of a head say: the noun that is counted, its measure word, or only a time, a body or a running number."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from shilu.claims.measure_words import measure_at
from shilu.lib.plain import half_width

_SCALES: Final = frozenset("百千万亿")
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{1,8})[)\]]$")
_SECTION: Final = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?[0-9]{1,2}[)、.]|[①-⑳]|其中[:,]?|[#*·•-]+|[:、,])+"
)
_MEASURED: Final = re.compile(
    r"(场次|人次|人数|次数|件次|[次场人件篇份期条个项家户支辆台册张套幅届]数|数量|总数|总量)$"
)
_OF_ENDING: Final = {"人数": "人", "数量": "", "总数": "", "总量": ""}
_ACTS: Final = re.compile(
    r"^(?:累计|共|总|应|实|已|拟|本期|本月)?"
    r"(?:举办|开展|组织|参加|参与|参训|参会|出席|到场|受教育|覆盖|惠及|服务|接待|培训|完成|召开|发布|刊发|制作|发放|活动|开课|授课|实到|应到)?$"
)
_TIMES: Final = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?(?:度)?)?(?:[0-9]{1,2}月(?:份)?|[一二三四五六七八九十]{1,3}月(?:份)?|第?[一二三四1-4]季度?|[上下]半年|全年|年度)?"
    r"(?:[0-9]{1,2}日)?(?:累计|合计|小计|数)?|"
    r"(?:本|上|当|去|今|前|同|该|报告|统计)(?:年|月|期|季度?|周|日)(?:度|份|末|初|同期|累计|止|数|完成数)*|"
    r"(?:上年|去年|往年)?同期(?:数)?|年初以来|[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?.*|截至.*"
)
_SUMS: Final = re.compile(r"(?:总|合|小|共|累)计(?:数)?|总数|总和|平均|全局|全县|全市|全区|全院|全校")
_GENERIC: Final = re.compile(
    r"数量|数值|数据|指标值|实绩|完成(?:数|量|情况|值)|统计(?:数|结果|情况)|实际(?:数)?|计划(?:数)?|任务(?:数)?|目标(?:数|值)?|总(?:数|量)|值|数|"
    r"内容|情况|备注|说明|合计|总计|小计|累计|结果|应完成|已完成|新增(?:数)?"
)
_NO_CLAIM: Final = re.compile(
    r"序号?|编号|号码?|行次|栏次|序|顺序|排序|排名|名次|次序|[Nn]o\.?|[Ii][Dd]|工号|警号|学号|证号|.*(?:编码|代码|文号|字号|证件号码?|证书号码?|身份证号?码?)|"
    r"年份|年度|年|月份?|日期|时间|年月日?|届次|年龄|.*(?:电话|手机|联系方式|邮编|邮政编码|传真|车牌号?|房间号?|页码|座位号?|桌号|班次号)|第?.{0,2}(?:批|届|期)次?号"
)
_RECORDED: Final = re.compile(
    r".*(?:单位|部门|科室|处室|所队|支部|地区|区域|乡镇|街道|社区|学校|班级|院系|地点|地址|场所|日期|时间|月份|季度|年份|年度|姓名|人员|"
    r"负责人|主讲人|讲师|授课人|主持人|联系人|填报人|主题|题目|标题|课题|名单|来源|备注|材料|佐证|方式|形式|级别|等次|媒体)"
)
_KINDS: Final = re.compile(r".*(?:类别|类型|种类|项目|指标|事项|名目|工种|科目)")
_BODY: Final = re.compile(
    r".{1,20}(?:局|所|队|室|科|处|院|馆|校|镇|乡|街道|社区|村|区|县|市|省|公司|支部|党委|学院|分院|部门|大队|支队|中队|办公室|办|委)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head taken apart: ``noun`` is what it says is counted, ``measure`` in what; ``act`` is 参加 of 参加人数."""

    noun: str = ""
    measure: str = ""
    act: str = ""


@lru_cache(maxsize=4096)
def is_measure(word: str) -> bool:
    """Whether ``word`` is a measure word alone, with 万 or the like at most: 次, 人次, 万元."""
    found = measure_at(word, 0) or measure_at(word[1:], 0) if word[:1] in _SCALES else measure_at(word, 0)
    return found is not None and found.word in {word, word[1:]}


@lru_cache(maxsize=4096)
def head_of(text: str) -> Head:
    """The head taken apart: 参加人数（人） counts 人, 讲座场次 counts 讲座 in 场次, 1月 counts nothing."""
    plain = _SECTION.sub("", half_width(text).replace(" ", "")).rstrip(":;,。")
    if stated := re.fullmatch(r"(?:计量|金额|数量)?单位:(\S+)", plain):
        return Head(measure=stated[1])
    measure = ""
    if (bracket := _IN_BRACKETS.search(plain)) and bracket.start():
        inner = re.sub(r"^(?:计量)?单位:?", "", bracket[1])
        if is_measure(inner):
            measure = inner
            plain = plain[: bracket.start()]
        elif is_time(inner):
            plain = plain[: bracket.start()]
    if is_time(plain) or _SUMS.fullmatch(plain) or _GENERIC.fullmatch(plain):
        return Head(measure=measure)
    if is_measure(plain):
        return Head(measure=measure or plain)
    if ending := _MEASURED.search(plain):
        word = ending[1]
        rest = plain[: ending.start()]
        measure = measure or _OF_ENDING.get(word, word.removesuffix("数"))
        if _ACTS.fullmatch(rest):
            return Head(measure=measure, act=re.sub(r"^(?:累计|共|总|应|实|已|拟|本期|本月)", "", rest))
        return Head(noun=rest, measure=measure)
    return Head(noun=plain, measure=measure)


@lru_cache(maxsize=4096)
def is_time(text: str) -> bool:
    """Whether a head names a time only: 1月, 第一季度, 2022年, 上年同期."""
    plain = half_width(text).replace(" ", "")
    return bool(plain) and _TIMES.fullmatch(plain) is not None


@lru_cache(maxsize=4096)
def is_sum(text: str) -> bool:
    """Whether a head names a sum only: 合计, 总计."""
    return _SUMS.fullmatch(half_width(text).replace(" ", "")) is not None


@lru_cache(maxsize=4096)
def is_body(text: str) -> bool:
    """Whether a text names a part of an organisation by its last sign: 城关派出所, 办公室."""
    return _BODY.fullmatch(half_width(text).replace(" ", "")) is not None


@lru_cache(maxsize=4096)
def counts_nothing(head: str) -> bool:
    """Whether what stands under or beside a head is no claim: running numbers, codes, days, telephone numbers."""
    return _NO_CLAIM.fullmatch(_IN_BRACKETS.sub("", half_width(head).replace(" ", ""))) is not None


@lru_cache(maxsize=4096)
def names_records(head: str) -> bool:
    """Whether a column holds what tells records apart and not what is counted: 单位, 日期, 主讲人."""
    return _RECORDED.fullmatch(half_width(head).replace(" ", "")) is not None and not names_kinds(head)


@lru_cache(maxsize=4096)
def names_kinds(head: str) -> bool:
    """Whether a column says what is counted: 项目, 事项类别."""
    return _KINDS.fullmatch(half_width(head).replace(" ", "")) is not None
