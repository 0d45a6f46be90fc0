"""What the text of one cell of a form is: a title, a fact about the filler, a line below a table, a word, a number."""

import re

from shilu.forms.form_words import form_words
from shilu.forms.headings import said
from shilu.ledger.importing.sieve import LONGEST_NAME
from shilu.ledger.importing.vocabulary import bare, is_foot, unbracketed
from shilu.ledger.importing.workbook import Value

_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_MARKS = frozenset({"/", "-", "—", "——", "无", "√", "×", "\\", "／", "－"})
_TITLES = ("表", "情况", "统计", "清单", "台账", "明细", "汇总", "月报", "季报", "年报")


def is_titled(text: str) -> bool:
    """Whether a text reads like the title of a table, or the line of its measure word."""
    titled = text.rstrip("）)").endswith(_TITLES)
    return titled or bare(text).startswith(("附件", "附表", "单位:", "计量单位:", "二、", "三、"))


def states_fact(text: str) -> bool:
    """Whether a text asks who fills the form in, who checked it, or when: 填报单位（盖章）：, 审核人."""
    return bool(fact_named(text)) or any(fact_named(part) for part in re.split(r"[\s　]{2,}", text))


def fact_named(text: str) -> str:
    """Which fact a text begins with (unit, reporter, reviewer, telephone, day, people); "" for any other text."""
    word = re.split(r"[:：]", text.strip(), maxsplit=1)[0]
    plain = bare(word)
    facts = form_words().facts
    return facts.get(plain) or facts.get(unbracketed(plain)) or ""


def is_below(text: str) -> bool:
    """Whether a text opens a line below a table: 注：…, 填表人：…"""
    return is_foot(text) or bare(text).startswith(("注:", "说明:", "备注:", "填表说明", "注意"))


def is_word(text: str) -> bool:
    """Whether a cell holds words: no number, no mark of nothing."""
    return bool(text) and not number_in(text) and text not in _MARKS


def number_in(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return bool(_NUMBER.fullmatch(text.strip()))


def plain_value(text: str) -> Value:
    return float(text.replace(",", "")) if re.fullmatch(r"-?[\d,]*\d(?:\.\d+)?", text) else text


def is_sentence(text: str) -> bool:
    return len(bare(text)) > LONGEST_NAME or said(text).number or re.search(r"[。；，]|请|本表", text) is not None
