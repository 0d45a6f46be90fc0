"""Settings of a template are fields to fill in; what nobody touched stays letter for letter."""

import pytest

from shilu.reports.front_fields import closed, opened

TEXT = """+++
# 抬头
title = "{{ unit }}报告"
date = 2022-06-20
signer = [
    "张三",
    "李四",
]
form = "report"
+++

## 情况

一句。
"""


def test_a_template_opens_in_parts():
    found = opened(TEXT)
    assert found is not None
    assert {key: value for key, value in found.fields.items() if value} == {
        "title": "{{ unit }}报告",
        "date": "2022-06-20",
        "signer": "张三、李四",
    }
    assert (found.body, found.first) == ("## 情况\n\n一句。\n", 12)
    assert TEXT.split("\n")[found.first - 1] == "## 情况"


def test_what_nobody_touched_stays_letter_for_letter():
    found = opened(TEXT)
    assert found is not None
    assert closed(TEXT, fields=found.fields, body=found.body) == TEXT


def test_a_changed_setting_takes_its_line_and_an_empty_one_goes():
    found = opened(TEXT)
    assert found is not None
    now = closed(TEXT, fields={**found.fields, "title": '说"好"', "signer": "", "to": "市局"}, body="# 新\n")
    assert now == '+++\n# 抬头\ntitle = "说\\"好\\""\ndate = 2022-06-20\nform = "report"\nto = "市局"\n+++\n\n# 新\n'
    again = opened(now)
    assert again is not None
    assert (again.fields["title"], again.fields["to"], again.fields["signer"]) == ('说"好"', "市局", "")


def test_a_template_without_settings_gets_them():
    assert opened("一句。") is not None
    assert closed("一句。", fields={"to": "市局"}, body="一句。") == '+++\nto = "市局"\n+++\n\n一句。'
    assert closed("一句。", fields={"to": ""}, body="两句。") == "两句。"


@pytest.mark.parametrize("text", ["+++\ntitle = \n+++\n文", "+++\nnosuch = 1\n+++\n文", "+++\n文"])
def test_settings_that_cannot_be_read_are_written_as_a_whole(text: str):
    assert opened(text) is None
