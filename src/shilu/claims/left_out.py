"""Which numbers are no claims although a measure word follows; each rule is a question about one candidate."""

import re
from decimal import Decimal

from shilu.claims.candidate import Candidate
from shilu.claims.clauses import is_han
from shilu.claims.names import frames_only, in_a_name, in_quotes, is_labelled
from shilu.claims.spans import is_no_statement

_POINTED_AT = ("第", "每", "前", "首", "这", "那")
_POINTED_AT_CHINESE = re.compile(r"(?:第|[这那哪某每几][ ]?|[前后头首上下末]|其|同|另|整|[初高小大]|老)$")
_TIME_OR_PLACE = (
    "目前",
    "提前",
    "之前",
    "此前",
    "以前",
    "日前",
    "年前",
    "以上",
    "以下",
    "晚上",
    "线上",
    "会上",
    "共同",
    "线下",
    "此后",
    "之后",
    "最后",
    "今后",
    "尤其",
    "县城",
    "年末",
    "地上",
    "地下",
)
_ONE_BEFORE = frozenset("落失漏过这那同每某另统唯第之任进再又有是为了来作某万专单不合惟逐择划归均之成的如当做起")
_ONE_BEHIND = frozenset("。；;！!？?\n，,、（(）) \u3000\t\r”")
_STAGE_BEFORE = ("工程", "项目", "建设")
_STAGE_BEHIND = (*_STAGE_BEFORE, "改造", "规划", "计划")
_PRICE = re.compile(r"票价|[成童生全半优通联]人?票|门票|收费|收取|押金|滞纳金|工本费|定价|单价|售价|价格")
_WAY = re.compile(
    r"步行|[左右]侧[^，。；、]{0,2}$|[东西南北前后旁]面?[侧边][^，。；、]{0,2}$|距(?![离今])[^，。；、]*$"
)
_BEARING = re.compile(r"(?:[向往朝][东西南北]{1,2}|[路街道桥][东西南北])(?:约|大约)?$")
_LAID = re.compile(r"[建修铺延][成设筑伸长]|新[建修]|硬化|绿化|[延拓]展|推进")
_PRIZE_BEHIND = re.compile(r"[金银铜奖][牌章]|[金银铜]奖|[特一二三]等奖")
_OF_A_SET = ("之一", "之首", "之最", "之冠")
_PLACE_IN_A_ROW = re.compile(
    r"^[^、]{0,16}[中里内]?(?:排名|排|位[列居]|名列|列|居)第|^[^、]{0,16}[中里内](?:排名|位[列居]|名列)"
)
_ROW = re.compile(r"[第列][0-9一二三四五六七八九十]{1,3}[、和至]$")
_WEEKDAY = re.compile(r"(?<!每)(?:周|星期|礼拜)$")
_PAGE_BEFORE = re.compile(r"第[ ]?[0-9]+[ ]?页[ ，,/／]*共?[ ]?$")
_PAGE_BEHIND = re.compile(r"[ ，,/／]*(?:第|当前|珍藏版|[)）]请)")
_RACES = frozenset(map(Decimal, (50, 60, 80, 100, 110, 200, 400, 800, 1000, 1500, 3000, 5000, 10000)))
_SPORT = re.compile(r"接力|跳[远高绳]|铅球|决赛|短跑|长跑|赛跑|田径|跨栏|自由泳|蛙泳|仰泳|蝶泳|折返|跑道")
_GROUP = re.compile(
    r"(?:以上|以下|以内)的?(?:儿童|老人|老年人|人群|青少年|未成年人|学历|职称|医疗设备|设备|职工|干部|人员|学生|居民|幼儿|孩子|水深|企业|大型|较大)"
)
_TEAM_BEHIND = re.compile(r"(?:为|组成|编为|分为|分成)?(?:[一1][组队班桌排]|单位)(?![0-9])")
_TEAM_BEFORE = re.compile(r"[0-9一二两三四五六七八九十]人(?:为|组成|编为|分为|分成)?$")
_FLOOR_BEHIND = re.compile(r"[为是设有：:东西南北大楼]|平台|分别|则|[、和及至][一二三四五六七八九十0-9]{1,2}[层楼]")
_HOUSE = re.compile(r"[0-9]{1,5}号")
_FROM_FLOOR = re.compile(r"[一二三四五六七八九0-9][至到—～~\-]+$")
_CLASS_BEFORE = frozenset("级初高一二三四五六七八九")
_PHRASE_END = re.compile(r"[，。；：、！？\n（,]")
_ASSEMBLY = re.compile(
    r"[\u4e00-\u9fff]{0,2}(?:人大|人民代表|政协|[党团职工学教会妇]代会|代表大会|委员会|全会|理事|常委|全国)"
)
_LETTERS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*$")
_MODEL_EDGE = frozenset("/._@")
_STROKES = frozenset("-/.·_@#№=&%$\\^~〔[【")
_STROKES_IN_WORDS = frozenset("-·.[【")
_TIMES = frozenset("×xX*＊÷+")
_STROKES_BEHIND = frozenset(":：/.．×*＊〕]@_=")
_BUILT = frozenset(("座", "所", "家", "间", "栋", "幢", "辆", "艘", "架", "部分"))
"""Measure words whose things a “name” before them may name."""
_SMALL = 12


def is_left_out(it: Candidate) -> bool:
    """Whether any rule says that the number states nothing about the work."""
    return any(rule(it) for rule in _RULES)


def is_serial(text: str, start: int, end: int) -> bool:
    """Whether letters, points and strokes around make the number a version, a model, an address, a telephone number."""
    before, further = text[start - 1 : start], text[start - 2 : start - 1]
    if before in _TIMES and further in {"米", "m", "M"}:
        return True
    if before in _STROKES and (before not in _STROKES_IN_WORDS or further.isalnum()):
        return True
    if (before.isascii() and before.isalpha()) or (before and before in ":：" and further.isdigit()):
        return True
    if before in _TIMES and further.isdigit():
        return True
    return text[end : end + 1] in _STROKES_BEHIND and text[end + 1 : end + 2].isalnum()


def is_ordinal(text: str, start: int, *, chinese: bool) -> bool:
    """Whether 第, 这, 前 and the like before the number make it a place in a row or a pointer."""
    before = text[max(0, start - 2) : start].rstrip()
    if before.endswith(_TIME_OR_PLACE):
        return False
    if before.endswith(("、", "和", "至")) and _ROW.search(text[max(0, start - 8) : start]):
        return True
    return before.endswith(_POINTED_AT) or (chinese and _POINTED_AT_CHINESE.search(before) is not None)


def is_of_a_set(text: str, end: int) -> bool:
    """Whether the clause ends in 之一 or gives a place in a row: then the number counts another's set."""
    tail = text[end : end + 40]
    edge = re.search(r"[，。；！？\n,;]", tail)
    clause = tail if edge is None else tail[: edge.start()]
    return clause.rstrip().endswith(_OF_A_SET) or _PLACE_IN_A_ROW.search(clause) is not None


def _serial(it: Candidate) -> bool:
    if it.measure.kind == "measure" and it.behind(1) in _TIMES and it.behind(2)[-1:].isdigit():
        return True  # 12m×6m
    if it.is_chinese or not is_serial(it.text, it.number.start, it.number.end):
        return False
    model = _LETTERS.search(it.text[max(0, it.number.start - 12) : it.number.start])
    if model is None or len(model[0]) < 2 or it.measure.kind != "count":
        return True
    edge = it.number.start - len(model[0])
    return it.text[edge - 1 : edge] in _MODEL_EDGE  # DR1台 counts machines, COVID-19 and www.x1 count nothing


def _name(it: Candidate) -> bool:
    return not it.marks and in_a_name(it.text, it.number.start)


def _ordinal(it: Candidate) -> bool:
    if it.is_chinese and it.number.end - it.number.start == 1 and _WEEKDAY.search(it.before(3)):
        return True
    return is_ordinal(it.text, it.start, chinese=it.is_chinese) and not (it.per and it.before(1) != "第")


def _session(it: Candidate) -> bool:
    """四届三次职代会: both are names."""
    if it.measure.word != "届" and it.before(1) != "届":
        return False
    if it.measure.word == "届" and ((it.number.value or 0) > 1900 or _ASSEMBLY.match(it.behind(6))):
        return True
    if not it.is_chinese:
        return False
    return (it.measure.word in {"次", "届"} and it.before(1) == "届") or (
        it.measure.word == "届" and re.match(r"[零一二三四五六七八九十]{1,3}次", it.behind(4)) is not None
    )


def _great_number_alone(it: Candidate) -> bool:
    """百 and 万 without a mark are figures of speech: 万卷藏书."""
    alone = it.is_chinese and it.number.scaled and it.number.end - it.number.start == 1
    return alone and not it.marks and not it.number.vague


def _price(it: Candidate) -> bool:
    return it.measure.word.startswith("元") and _PRICE.search(it.before(24).rpartition("。")[2]) is not None


def _race(it: Candidate) -> bool:
    around = it.before(30) + it.behind(30)
    return it.measure.word == "米" and it.number.value in _RACES and _SPORT.search(around) is not None


def _way(it: Candidate) -> bool:
    """步行500米, 距市区5公里 say where something lies."""
    if it.measure.word not in {"米", "公里", "千米", "里"}:
        return False
    lead = it.before(14)
    if _BEARING.search(lead) and not _LAID.search(lead):
        return True
    return _WAY.search(lead) is not None


def _quoted_or_labelled(it: Candidate) -> bool:
    return in_quotes(it.text, it.number.start, it.end) or is_labelled(it.text, it.start)


def _length_of_time(it: Candidate) -> bool:
    return (it.measure.is_time or it.measure.word == "分") and is_no_statement(it)


def _address(it: Candidate) -> bool:
    if it.measure.word == "班":
        return it.before(1) in _CLASS_BEFORE
    if it.measure.word == "层" and it.is_chinese and "层" in it.text[it.number.start : it.end - 1]:
        return True  # 展厅位于一层至三层
    if it.measure.word == "段" and _HOUSE.match(it.behind(6)):
        return True  # 示例路5段1号
    if it.measure.word == "层" and (
        (_FLOOR_BEHIND.match(it.behind(4)) and (it.is_chinese or not is_han(it.before(1))))
        or _FROM_FLOOR.search(it.before(3))
    ):
        return True
    return it.measure.word in {"栋", "幢", "层", "间"} and it.before(1) in {"号", "路", "街", "座"}


def _stage(it: Candidate) -> bool:
    """二期工程 is an ordinal."""
    staged = it.before(2).endswith(_STAGE_BEFORE) or it.behind(2).startswith(_STAGE_BEHIND)
    opens = it.is_chinese and not is_han(it.before(1))  # 床位250张，二期500张
    staged = staged or (opens and it.behind(1).isdigit())
    return it.measure.word == "期" and (it.is_chinese or it.behind(2) == "工程") and staged


def _group(it: Candidate) -> bool:
    """1.2米以下儿童: the number says whom is meant."""
    return _GROUP.match(it.behind(8)) is not None


def _team(it: Candidate) -> bool:
    """3人一组, 以3人为一队 say how a body is made up."""
    if it.is_one and _TEAM_BEFORE.search(it.before(8)):
        return True
    return it.measure.is_people and _TEAM_BEHIND.match(it.behind(6)) is not None


def _page(it: Candidate) -> bool:
    """第3页，共12页 and 共5页 第1页 are the foot of a page."""
    if it.measure.word != "页":
        return False
    return _PAGE_BEFORE.search(it.before(12)) is not None or _PAGE_BEHIND.match(it.behind(8)) is not None


def _set(it: Candidate) -> bool:
    return is_of_a_set(it.text, it.end)


def _article(it: Candidate) -> bool:
    """一 before its noun is an article; behind it, at the end of a clause, it counts: 一等奖一项."""
    if not it.is_one or it.measure.is_time:
        return False
    if it.measure.word == "届" or it.per:
        return it.measure.word == "届"  # 每年一届
    if _PRIZE_BEHIND.match(it.behind(4)) and it.measure.word in {"枚", "块", "个", "项"}:
        return it.before(1) in _ONE_BEFORE
    behind, before = it.behind(1), it.before(1)
    counts = (not behind or behind in _ONE_BEHIND) and (is_han(before) or before.isalpha())
    return not counts or before in _ONE_BEFORE


def _part(it: Candidate) -> bool:
    """Parts are a framing, but where each of them was named in “” before: “甲”“乙”“丙”三部分."""
    return it.measure.word == "部分" and re.search(r"”[^“”]{0,2}“[^“”]{1,30}”$", it.before(40)) is None


def _framing(it: Candidate) -> bool:
    measure, value = it.measure, it.number.value
    if measure.kind != "count" or measure.is_people or measure.is_act or value is None or value > _SMALL:
        return False
    phrase = _PHRASE_END.split(it.behind(14))[0]
    if not phrase and measure.word in _BUILT:
        return False  # “城市书房”两座
    return frames_only(phrase, chinese=it.is_chinese, quoted=it.before(1) in {"”", "’", "》"})


_RULES = (
    _serial,
    _name,
    _ordinal,
    _session,
    _great_number_alone,
    _price,
    _race,
    _way,
    _length_of_time,
    _address,
    _stage,
    _group,
    _team,
    _article,
    _part,
    _framing,
    _set,
    _page,
    _quoted_or_labelled,
)
