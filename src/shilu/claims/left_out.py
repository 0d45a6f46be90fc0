"""Which numbers are no claims: parts of names, dates, ordinals, labels' values, framings."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from shilu.claims.measure_words import Measure, measure_at
from shilu.claims.numbers import Number

_NUMERAL = re.compile(r"[0-9零一二两三四五六七八九十百千万亿]")
_ORDINAL_BEFORE = re.compile(r"(?:第|[这那哪某每几][ ]?|[前后头首上下末]|其|同|另|整|[初高小大]|老)$")
_TIME_BEFORE = re.compile(
    r"(?:近|过去|未来|最近|前|后|在|于|经|经历|每|这|那|第|满|隔|早|从|用|的|本|年限|长|有效期|期限|聘期|任期|学制|延期|再过|提早|再站|再干)$"
)
_TIME_GOES_ON = re.compile(
    r"[来内间前后里期]|以[来内后前上下]|之[内后前间久]|时间|的|不间断|营业|值班|值守|值勤|驻勤|在线|自助|全天|热线|行动|规划|计划|制|中|级|度|底|初|末|监控|待命|供应|如一日|发展|攻坚|滚动|任务|目标|轮|连续|响应|坚守|巡库|无休|不打烊|一[次周轮届遇换]"
)
_SPAN = re.compile(
    r"(?:为期|历时|持续|连续|坚持|累计|长达|时长|时间|时数|达到|总计|合计|共计|扎根|工作|服务|开放|奉献|培训|学习|缩短|压缩|减少|延长|增加|平均|住院日|用时|耗时|坚守|任教|从教|从警|从医|奋战|抢修|值守|讲解|授课|运行|提前|安全生产|行程)$"
)
_ACT_BEHIND = re.compile(r"扎根|坚守|奋战|奉献|服务|守护|耕耘|坚持|攻坚战?|抢修|救援")
_DAYS_BEFORE = ("为期", "历时", "连续", "持续", "住院", "平均", "住院日")
_GOES_ON = tuple("0123456789.,余多万千百+")
_AGE = re.compile(r"[ ]?[岁周月日]?[岁龄]")
_ONE_BEFORE = re.compile(r"[落失漏过这那同每某另统唯第之任进再又有是为了来作某万专单不合惟逐择划归均之成的如当做起]$")
_SENTENCE_END = "。；;！!？?\n，,、）) \u3000\t\r”"


@cache
def _told() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(files("shilu.claims").joinpath("names.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


@cache
def _names() -> dict[str, tuple[tuple[int, str], ...]]:
    """By the numeral that begins a number: the fixed names it stands in and its place there."""
    table: dict[str, list[tuple[int, str]]] = {}
    for name in _told()["names"]:
        for at, sign in enumerate(name):
            if _NUMERAL.match(sign):
                table.setdefault(sign, []).append((at, name))
    return {sign: tuple(found) for sign, found in table.items()}


@cache
def _labels() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _told()["labels"]), key=len, reverse=True))
    return re.compile(f"(?:{words})[ \u3000]*(?:[（(][^（()）]{{0,8}}[)）])?[ \u3000]*(?P<sign>[:：]?)[ \u3000]*$")


@cache
def _aspects() -> tuple[str, ...]:
    return tuple(_told()["aspects"])


def number_measured(text: str, end: int) -> bool:
    """Whether a measure word that makes a claim stands at ``end``."""
    measure = measure_at(text, end)
    return measure is not None and measure.claims


def in_a_name(text: str, start: int, end: int) -> bool:
    """Whether the number is part of a fixed name or slogan."""
    for at, name in _names().get(text[start], ()):
        first = start - at
        if first < 0 or not text.startswith(name, first):
            continue
        if name[-1].isdigit() or name[0].isdigit():
            behind = first + len(name)
            if name[-1].isdigit() and (text.startswith(_GOES_ON, behind) or number_measured(text, behind)):
                continue
            if name[0].isdigit() and text[first - 1 : first].isdigit():
                continue
        return True
    del end
    return False


def in_quotes(text: str, start: int, end: int) -> bool:
    """Whether the number stands in 《》 or in a short “name”."""
    lead = text[max(0, start - 60) : start]
    opened = lead.rfind("《")
    if opened > lead.rfind("》") and "\n" not in lead[opened:]:
        return True
    tail = text[end : end + 24]
    for left, right in ("“”", "‘’", "「」", "『』"):
        opened = lead.rfind(left)
        if opened > lead.rfind(right) and len(lead) - opened < 24:
            closed = tail.find(right)
            inside = lead[opened + 1 :] + tail[: max(closed, 0)]
            if closed >= 0 and not re.search(r"[，。；\n]", inside) and len(inside) < 20:
                return True
    return False


def is_serial(text: str, start: int, end: int) -> bool:
    """Whether letters, points and strokes around the number make it a version, a model, an address or a telephone number."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before:
        if before in "-/.·_@#№=&%$\\^~〔[【" and (before not in "-·.[【" or text[start - 2 : start - 1].isalnum()):
            return True
        if before.isascii() and before.isalpha():
            return True
        if before in ":：" and text[start - 2 : start - 1].isdigit():
            return True
        if before in "×xX*＊÷+" and text[start - 2 : start - 1].isdigit():
            return True
    if not behind:
        return False
    if behind in ":：/.．×*＊〕]@_=" and (text[end + 1 : end + 2].isalnum()):
        return True
    return False


def is_labelled(text: str, start: int) -> bool:
    """Whether the number is the value of a label such as 电话 or 文号."""
    found = _labels().search(text[max(0, start - 14) : start])
    if found is None:
        return False
    word = found[0].rstrip(":： \u3000")
    return bool(found["sign"]) or word in {"附件", "附表", "附图", "附录", "ISBN", "ISSN", "CN", "QQ", "北纬", "东经", "南纬", "西经", "电话", "热线", "邮编", "微信", "学号", "总第", "转", "海拔", "您是第", "编号", "文号", "账号"}


def is_ordinal(text: str, start: int, *, chinese: bool) -> bool:
    """Whether 第, 这, 前 and the like before the number make it a place in a row or a pointer."""
    before = text[max(0, start - 2) : start].rstrip()
    if before.endswith("第") or before.endswith(("每", "前", "首", "这", "那")):
        return not before.endswith(("目前", "之前", "此前", "以前", "日前", "年前"))
    if chinese and before.endswith(("地上", "地下")):
        return False
    return chinese and _ORDINAL_BEFORE.search(before) is not None and not before.endswith(("以上", "以下", "晚上", "线上", "会上", "共同", "线下", "此后", "之后", "最后", "今后", "尤其", "县城", "年末", "今后"))


def frames_only(phrase: str, *, chinese: bool, quoted: bool) -> bool:
    """Whether what follows a small number is an abstract aspect (五个方面) or a slogan's tail (“筑基”“塑魂”两项工程)."""
    if not phrase:
        return chinese and quoted
    if phrase.startswith(("方面", "环节", "维度", "层面", "关键词", "百分点", "着力点", "不变", "切入点")):
        return True
    return chinese and (quoted or phrase.startswith(_aspects()) or phrase.endswith(_aspects()))


def is_one_as_article(text: str, start: int, end: int) -> bool:
    """Whether 一 with its measure word is an article (一个) rather than a number given behind its noun (一等奖一项)."""
    behind = text[end : end + 1]
    return not ((not behind or behind in _SENTENCE_END) and start and ("一" <= text[start - 1] <= "龥" or text[start - 1].isalpha()) and not _ONE_BEFORE.search(text[start - 1 : start]))


def bounds_a_count(text: str, number: Number, end: int, measure: Measure, *, rate: bool) -> bool:
    """Whether a length of time is a date, an age or a frame for something else, and no statement of its own."""
    before, behind = text[max(0, number.start - 8) : number.start], text[end : end + 4]
    before = before.rstrip(" \u3000:：")
    stem = before.rstrip("近约达超逾过了到至")
    word = measure.word
    if stem.endswith("距今"):
        return True
    if number.value is not None and word in {"年", "学年", "学期"} and 1000 <= number.value <= 2999:
        return True
    if word == "日" and not stem.endswith(_DAYS_BEFORE):
        return True
    if word in {"分钟", "秒", "分"} and before.endswith(("时", "点", "分")) and not stem.endswith(("用时", "耗时")):
        return True
    if number.value == 24 and word in {"小时", "h"}:
        return True
    if _AGE.match(behind):
        return True
    if rate:
        return False
    stated = _SPAN.search(stem) is not None
    if number.style == "chinese" and number.value == 1 and not stated and text[end - 1] != "半":
        return True
    if _TIME_GOES_ON.match(behind):
        return not (stated and behind.startswith(("的", "以")))
    if stated and not before.endswith("近"):
        return False
    if _ACT_BEHIND.match(behind):
        return False
    if not stem or not ("一" <= stem[-1] <= "龥"):
        return True
    return _TIME_BEFORE.search(before) is not None


def is_of_a_set(text: str, end: int) -> bool:
    """Whether the clause ends in 之一: then the number counts another's set."""
    tail = text[end : end + 40]
    edge = re.search(r"[，。；！？\n,;]", tail)
    return (tail if edge is None else tail[: edge.start()]).rstrip().endswith("之一")
