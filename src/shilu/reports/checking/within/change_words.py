"""How a text says that a number rose or fell, as patterns over masked sentences."""

import re
from typing import Final

from shilu.reports.checking.within.reading import SIGN

UP: Final = "增加|增长|上升|提高|提升|增|多|上涨|扩大|攀升|涨幅|增幅|延长"
_DOWN: Final = "减少|下降|降低|减|少|下滑|回落|降幅|缩减|压减|缩短"
_MOVE: Final = rf"(?P<up>{UP})|(?P<down>{_DOWN})"
_NOT = SIGN[1:-1]
# No word of a rise or fall: in 比上年同期增加7次 the number is the difference.
_STILL: Final = rf"(?:(?!{UP}|{_DOWN})[^。；;，,{_NOT}])"
_THEN: Final = r"(?:去年同期|上年同期|上一年同期|同期|上年|去年|上一年|上期|上月|上季度)"

_BY: Final = r"(?:幅度|率)?(?:达到|[了为达约])?"

# 由91起降至39起，下降57.1%
FROM_TO = re.compile(
    rf"(?:由|从)[^。；;{_NOT}]{{0,12}}?(?P<from>{SIGN})[^。；;{_NOT}]{{0,4}}?"
    rf"(?:{UP}|{_DOWN}|降|升|达|发展|变)[^。；;{_NOT}]{{0,2}}?[至到为成](?:[^。；;，,{_NOT}]{{0,10}}?的)?(?P<to>{SIGN})"
    rf"[^。；;，,{_NOT}]{{0,4}}?[，,（(]?[^。；;，,{_NOT}]{{0,8}}?(?:{_MOVE}){_BY}(?P<by>{SIGN})"
)
_WITH_THEN = (
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:而)?{_THEN}(?:{_STILL}{{0,6}}?)(?:为|是|仅)?(?P<from>{SIGN})"
    rf"[^。；;，,{_NOT}]{{0,8}}?[，,）)]+[^。；;，,{_NOT}]{{0,8}}?"
)
# 27次，上年同期20次，同比增长35%; 27次（上年同期20次），增加7次
BESIDE = re.compile(rf"{_WITH_THEN}(?:{_MOVE}){_BY}(?P<by>{SIGN})")
# 27次，上年同期20次，增加7次，增长35%
BESIDE_TOO = re.compile(
    rf"{_WITH_THEN}(?:{UP}|{_DOWN}){_BY}{SIGN}[，,、（(]?[^。；;，,{_NOT}]{{0,4}}?(?:{_MOVE}){_BY}(?P<by>{SIGN})"
)
# 27次，比上年同期的20次增加7次; 27次，较上年同期（20次）增加7次
THAN = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(][比较]{_THEN}(?:的|为)?[（(]?(?P<from>{SIGN})[）)]?"
    rf"(?:相比)?[，,]?[^。；;，,{_NOT}]{{0,2}}?(?:{_MOVE}){_BY}(?P<by>{SIGN})"
)
# 27次，比上年同期增加7次，增长35%
BOTH = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:同比|[比较与和]?{_THEN}(?:相比)?)[^。；;，,{_NOT}]{{0,4}}?"
    rf"(?:{_MOVE})了?(?P<by>{SIGN})[，,、（(]?[^。；;，,{_NOT}]{{0,4}}?(?P<second>{UP}|{_DOWN}){_BY}(?P<rate>{SIGN})"
)
# 2次，同比增加3次
MORE = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:同比|[比较与和]{_THEN}(?:相比)?)[^。；;，,{_NOT}]{{0,4}}?"
    rf"(?:{UP})了?(?P<by>{SIGN})"
)
# Directly before a number: it is how much something rose or fell.
MOVED = re.compile(rf"(?:{UP}|{_DOWN}){_BY}$")
