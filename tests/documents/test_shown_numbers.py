"""Numbers of cells as people see them."""

from decimal import Decimal

import pytest

from shilu.documents.shown_numbers import shown_number

SHOWN = """
8            | General            | 8
8.0          | General            | 8
0.30000000000000004 | General     | 0.3
1234567.5    | General            | 1234567.5
8            | 0                  | 8
7.5          | 0                  | 8
1234.5       | #,##0.00           | 1,234.50
1234.5       | #,##0.0#           | 1,234.5
0.975        | 0.0%               | 97.5%
0.975        | 0%                 | 98%
1            | 0.00%              | 100.00%
12           | 0"次"              | 12次
12           | General"人次"      | 12人次
12           | "共"0\\场          | 共12场
-3           | 0;-0               | -3
-3           | 0.0_);(0.0)        | (3.0)
-3.5         | General            | -3.5
0            | 0;-0;"无"          | 无
12000        | 0.0,"千"           | 12.0千
7            | 000                | 007
12           | [Red]0             | 12
99.5         | [$¥-804]#,##0.00   | ¥99.50
8            | @                  | 8
8            | # ?/?              | 8
44625        | yyyy/m/d           | 2022/3/5
44625        | yyyy"年"m"月"d"日" | 2022年3月5日
44625        | [$-804]yyyy"年"m"月" | 2022年3月
44625.4      | yyyy-mm-dd hh:mm   | 2022-03-05 09:36
0.75         | h:mm               | 18:00
0.75         | h:mm AM/PM         | 6:00 PM
-1           | yyyy/m/d           | -1
"""


@pytest.mark.parametrize("line", SHOWN.strip().splitlines())
def test_a_number_is_shown_in_its_format(line: str) -> None:
    value, form, shown = (part.strip() for part in line.split(" | "))
    assert shown_number(Decimal(value), form.replace("\\\\", "\\")) == shown
