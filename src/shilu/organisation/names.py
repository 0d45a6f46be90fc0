"""Names of units as people write them, brought to forms in which two writings of one name are equal."""

import re
from typing import Final

from shilu.lib.plain import half_width

# The long and the short way to write the end of a unit's name; the first that fits is taken.
_ENDINGS: Final = (
    ("派出所", "所"),
    ("公安分局", "分局"),
    ("公安局", "局"),
    ("公安厅", "厅"),
    ("党总支部", "总支"),
    ("党支部", "支部"),
    ("居民委员会", "居委会"),
    ("村民委员会", "村委会"),
    ("委员会", "委"),
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("乡人民政府", "乡"),
    ("乡政府", "乡"),
    ("镇人民政府", "镇"),
    ("镇政府", "镇"),
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("大队", "队"),
)
_BARE: Final = frozenset(form for pair in _ENDINGS for form in pair if form not in {"办公室", "政府"}) | {
    "中队",
    "支队",
}
_WHOLE: Final = re.compile("[所局队室科股处办站厅委会部院校社组]$|中心$|公司$")
_BODIES: Final = re.compile(r"(?:公安分局|公安局|公安厅|人民政府|政府|办事处|委员会|分局|局|厅|委)$")
_OWN: Final = re.compile(r"(省|市|县|区|州|旗)[^省市县区州旗]*(局|厅)$")
_SIGNS: Final = re.compile(r"[\s\"'“”‘’《》]+")
_ITSELF: Final = "本级"


def name_key(name: str) -> str:
    """The form in which names are compared: half width, lower case, without blanks and quotation marks."""
    return _SIGNS.sub("", half_width(name)).casefold()


def short_form(key: str) -> str:
    """``key`` with the long way to write its end made short: 北塬派出所 and 北塬所 are both 北塬所."""
    for long, short in _ENDINGS:
        if key.endswith(long) and len(key) > len(long):
            return key[: -len(long)] + short
    return key


def is_bare(key: str) -> bool:
    """Whether ``key`` says only what sort of unit it is (派出所), and so names none."""
    return key in _BARE


def is_whole(key: str) -> bool:
    """Whether ``key`` ends as a unit's whole name does, so that it is no shortened one."""
    return bool(_WHOLE.search(key))


def place_of(key: str) -> str:
    """The place that a body's name begins with (甲县公安局: 甲县), or an empty string."""
    place = _BODIES.sub("", key)
    return place if place != key and len(place) > 1 else ""


def short_name_of_body(name: str) -> str:
    """How its own people call a body: 示例县公安局 is 县局, 示例省公安厅 is 省厅; an empty string where no rule fits."""
    key = name_key(name)
    if key.endswith("分局"):
        return "分局"
    found = _OWN.search(key)
    return found[1] + found[2] if found else ""


def without_itself(key: str) -> str:
    """``key`` without the word by which a body's own offices are told from the bodies below it (市局本级)."""
    return key.removesuffix(_ITSELF) or key


def written_name(text: str) -> str:
    """A unit's name as it is kept: half-width signs, without blanks between Chinese characters."""
    return joined(half_width(text))


def joined(text: str) -> str:
    """``text`` without blanks beside a Chinese character; those between Latin words stay, one each."""
    return re.sub(r"(?<![\x21-\x7e]) +| +(?![\x21-\x7e])", "", re.sub(r"\s+", " ", text))


def person_name(text: str) -> str:
    """A person's name as it is kept: 王　伟 is 王伟; the dot within a name has one form."""
    return re.sub("[•∙・･‧]", "·", joined(half_width(text)))
