"""A small county for tests of the command line: its units, half a year of its ledger, and a template."""

UNITS_HEADER = "单位编码 | 单位名称 | 简称 | 上级编码 | 层级 | 生效日期"
UNITS = """
X    | 示例县局       | 县局   |    | 县级   | 2020-01-01
X01  | 示例县局政工室 | 政工室 | X  | 科所队 | 2020-01-01
X02  | 示例县局城东所 | 城东所 | X  | 科所队 | 2020-01-01
X03  | 示例县局城西所 | 城西所 | X  | 科所队 | 2020-01-01
"""

LEDGER_TITLE = "示例县局2022年上半年台账"
LEDGER = """
2022-01-14 | 政工室 | 中心组学习 | 第一次学习   | 1 | 16
2022-02-19 | 政工室 | 中心组学习 | 第二次学习   | 1 | 14
2022-03-03 | 城东所 | 讲党课     | 专题党课一   | 1 | 53
2022-05-11 | 城西所 | 讲党课     | 专题党课二   | 1 | 40
2022-05-12 | 城西所 | 重点谈话   | 与某某谈     | 1 | 1
"""

TEMPLATE = """+++
title = "{{ unit }}{{ period }}工作情况报告"
to = "市局"
from = "{{ unit }}"
date = 2022-07-04
+++

{{ period }}，全局开展中心组学习{{ figure("中心组学习") }}，参加{{ figure("中心组学习", quantity="people") }}；讲党课{{ 数("讲党课") }}。

## 主要活动

{{ entries("讲党课", form="list") }}

{{ table("讲党课", by="unit", caption="各单位讲党课情况") }}
"""
