"""Which figures a template asks for."""

from shilu.reports.template_figures import figures_asked


def test_names_of_all_calls_are_told_once_in_order():
    text = """+++
title = "{{ unit }}报告"
+++
开会{{ figure("例会") }}，{{ 数("稿件", quantity="items") }}，{{ change("例会") }}，{{ percent("党课", "previous") }}。
{{ table("谈话", "慰问", by="unit") }}{{ chart("讲座") }}{{ entries("奖项") }}{{ period }}
"""
    assert figures_asked(text) == ("例会", "稿件", "党课", "谈话", "慰问", "讲座")


def test_a_template_that_cannot_be_read_asks_for_nothing():
    assert figures_asked("{{ figure( }}") == ()


def test_a_name_that_is_worked_out_is_left_out():
    assert figures_asked('{{ figure(name) }}{{ figure("例会") }}') == ("例会",)
