"""Whatever a text holds, the checks of it against itself end, and point into it."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.checking.texts import document, table
from shilu.claims import extract
from shilu.lib.periods import parse_period
from shilu.reports.checking.within import within

_PIECES = st.sampled_from(
    ["共", "其中", "，", "、", "。", "；", "：", "（", "）", "\n", "由", "降至", "同比增长", "上年同期", "占", "率达", "每月", "2018年3月5日，", "开展", "培训", "\ue000"]
)  # fmt: skip
_NUMBERS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "近", "约", "超过"]),
    st.one_of(st.integers(0, 10**9), st.sampled_from(["0", "十二", "1.2万", "×", "3.5", "1,204"])),
    st.sampled_from(["次", "场", "人次", "%", "个百分点", "倍", "余次", "", "年"]),
)
_TEXTS = st.lists(st.one_of(_PIECES, _NUMBERS, st.text(max_size=4)), max_size=40).map("".join)
_EXAMPLES = int(os.environ.get("SHILU_EXAMPLES", "100"))


@settings(max_examples=_EXAMPLES, deadline=None)
@given(_TEXTS)
def test_findings_of_any_text_point_into_it(text: str) -> None:
    read = document(text)

    for finding in within(read, extract(read.text), period=parse_period("2019-H1")):
        assert 0 <= finding.start < finding.end <= len(read.text)
        assert finding.message.endswith("。")
        assert all(0 <= start < end <= len(read.text) for start, end in finding.others)


@settings(max_examples=_EXAMPLES, deadline=None)
@given(st.lists(st.lists(_NUMBERS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_table_can_be_checked(rows: list[list[str]]) -> None:
    read = table("\n".join(["项目|本期|合计", *("|".join(row) for row in rows), "合计|1|2"]))

    for finding in within(read, extract(read.text), period=None):
        assert read.text[finding.start : finding.end].strip()
