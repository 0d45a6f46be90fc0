"""The fictional county bureau: its units, party branches and people."""

from dataclasses import dataclass
from datetime import date
from random import Random

BODY = "示例县公安局"
MARK = "（虚构示例）"
HEADQUARTERS = f"{BODY}机关"
FOUNDED = date(2024, 1, 1)
TODAY = date(2026, 6, 30)

OFFICES = {"办公室": 14, "政治处": 12, "督察室": 6, "法制室": 9, "警务保障室": 11, "科技信通室": 9}
BRIGADES = {
    "治安大队": 18,
    "刑侦大队": 34,
    "交警大队": 46,
    "经侦大队": 9,
    "禁毒大队": 10,
    "特警大队": 28,
    "出入境大队": 8,
    "森警大队": 13,
}
STATIONS = {
    "城关派出所": 22,
    "城东派出所": 16,
    "城西派出所": 14,
    "东湖派出所": 13,
    "南坪派出所": 12,
    "柳河派出所": 11,
    "石桥派出所": 8,
    "白塔派出所": 12,
    "青山派出所": 10,
    "云溪派出所": 11,
    "松林派出所": 9,
    "龙泉派出所": 11,
    "大湾派出所": 10,
    "清水派出所": 10,
    "高岭派出所": 9,
}
LEADERS = (
    "局长",
    "政委",
    "副局长（分管政治处、督察室）",
    "副局长（分管刑侦、经侦、禁毒）",
    "副局长（分管治安、派出所、出入境）",
    "副局长（分管交警、特警、森警）",
    "副局长（分管办公室、法制、保障、科信）",
)
BRANCHES = tuple(
    f"{group}第{number}党支部"
    for group, numbers in (("机关", "一二三四五六"), ("大队", "一二三四"), ("基层", "一二三四五六七八"))
    for number in numbers
)

MERGED, INTO, MERGED_ON = "石桥派出所", "城关派出所", date(2026, 5, 1)
RENAMED, NEW_NAME, RENAMED_ON = "大湾派出所", "碧湾派出所", date(2026, 3, 1)

NOT_RETURNED = ("松林派出所", "清水派出所", "高岭派出所")
ZERO_REPORT = "云溪派出所"
BAD_RETURN = "南坪派出所"

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
_FIRST = "建志文晓海永春秋国明云子思雅佳宏立振德广成景元学世家安瑞嘉清"
_LAST = "军伟强平辉涛斌波超峰琳敏静娜莹婷颖慧宁雪岩川林森鑫磊凯阳毅东"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the staff list."""

    name: str
    woman: bool
    born: date
    unit: str
    post: str
    number: str
    category: str
    member: bool


def stations_on(day: date) -> list[str]:
    """The stations that exist on ``day`` by the names that they bear then."""
    found = [name for name in STATIONS if name != MERGED or day < MERGED_ON]
    return [NEW_NAME if name == RENAMED and day >= RENAMED_ON else name for name in found]


def units_of(group: str, *, day: date) -> list[str]:
    """The units that a word of the events' table means on ``day``: a group, or one unit."""
    groups = {"offices": list(OFFICES), "brigades": list(BRIGADES), "stations": stations_on(day)}
    return [unit for word in group.split() for unit in groups.get(word, [word])]


def people(random: Random) -> list[Person]:
    """All 412 people; 王伟 is the name of two of them, and one name has a rare character."""
    names = _names(random)
    found = [_person(random, next(names), unit=BODY, post=post, rank=0) for post in LEADERS]
    for unit, size in {**OFFICES, **BRIGADES, **STATIONS}.items():
        for rank in range(size):
            name = {("交警大队", 7): "王伟", ("白塔派出所", 3): "王伟", ("科技信通室", 4): "陈䶮"}.get((unit, rank))
            found.append(_person(random, name or next(names), unit=unit, post=_post(unit, rank), rank=rank))
    return [
        Person(one.name, one.woman, one.born, one.unit, one.post, _number(at, one.category), one.category, one.member)
        for at, one in enumerate(found, start=1)
    ]


def _names(random: Random):  # noqa: ANN202 - a generator of texts
    used = {"王伟"}
    while True:
        name = random.choice(_SURNAMES) + random.choice(_FIRST) + random.choice(_LAST)
        if random.random() < 0.2:
            name = name[0] + name[2]
        if name not in used:
            used.add(name)
            yield name


def _person(random: Random, name: str, *, unit: str, post: str, rank: int) -> Person:
    category = "民警" if rank == 0 else random.choices(("民警", "辅警", "职工"), (52, 43, 5))[0]
    if category != "民警":
        post = {"辅警": "辅警", "职工": "工勤人员"}[category]
    born = date(random.randint(1968, 2002), random.randint(1, 12), 1)
    return Person(name, name[-1] in "琳敏静娜莹婷颖慧雪", born, unit, post, "", category, random.random() < 0.55)


def _post(unit: str, rank: int) -> str:
    if unit in STATIONS:
        return ("所长", "教导员", "副所长")[rank] if rank < 3 else "民警"
    if unit in BRIGADES:
        return ("大队长", "教导员", "副大队长")[rank] if rank < 3 else "民警"
    return ("主任", "副主任")[rank] if rank < 2 else "民警"


def _number(at: int, category: str) -> str:
    return f"9{at:05}" if category == "民警" else f"F{at:04}"
