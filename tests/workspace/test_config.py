from uuid import UUID

import pytest

from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar
from shilu.workspace.config import Account, Config, FormNames, read_config, write_config

CONFIG = Config(
    name='示例"局"\n二',
    uuid=UUID(int=1),
    account=Account(UUID(int=2), "办公室"),
    algorithm="sm3",
    database_url="postgresql://a:b%40@[::1]:5433/shilu?sslmode=require",
    time_zone="Asia/Urumqi",
    calendar=BodyCalendar(month_starts_on=26, year_starts_in=12, own={"heating": ("11-15", "03-15")}),
    evidence="佐证/件",
    forms=FormNames("周明", "李四", "0000-123"),
)

SMALL = """
[workspace]
name = "示例局"
uuid = "00000000-0000-0000-0000-000000000001"
[account]
id = "00000000-0000-0000-0000-000000000002"
name = "办公室"
"""


def test_config_is_read_as_it_was_written():
    assert read_config(write_config(CONFIG)) == CONFIG


def test_config_left_out_has_its_usual_values():
    assert read_config(SMALL) == Config(name="示例局", uuid=UUID(int=1), account=Account(UUID(int=2), "办公室"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[workspace", "w/shilu.toml 读不出来：Expected ']' at the end of a table declaration (at end of document)。"),
        ("", "w/shilu.toml：缺少 [workspace] 一节。"),
        (SMALL.replace("示例局", " "), "w/shilu.toml：[workspace] name：要写一段带引号的文字。"),
        (SMALL.replace("0001", "0"), "w/shilu.toml：[workspace] uuid：这里的编号格式不对（应为 UUID）。"),
        (SMALL + '[workspaces]\nname = "x"', "w/shilu.toml：没有 [workspaces] 这一节，请删去，或者升级实录。"),
        (SMALL + "colour = 3", "w/shilu.toml：[account] colour：没有这项设置，请删去，或者升级实录。"),
        (
            SMALL + '[database]\nurl = "mysql://x/y"',
            "w/shilu.toml：[database] url：请写成 postgresql://用户:密码@主机:5432/库名，或者留空。",
        ),
        (
            SMALL + '[database]\nurl = "postgresql://h:99999/y"',
            "w/shilu.toml：[database] url：请写成 postgresql://用户:密码@主机:5432/库名，或者留空。",
        ),
        (
            SMALL + '[calendar]\ntime_zone = "Asia/Nowhere"',
            "w/shilu.toml：[calendar] time_zone：没有时区 Asia/Nowhere。",
        ),
        (SMALL + "[calendar]\nmonth_starts_on = 29", "w/shilu.toml：[calendar] month_starts_on：要写 1 到 28 的整数。"),
        (SMALL + "[calendar]\nyear_starts_in = true", "w/shilu.toml：[calendar] year_starts_in：要写 1 到 12 的整数。"),
        (
            SMALL + '[calendar.own]\nheating = ["11-15"]',
            'w/shilu.toml：[calendar] own.heating：要写起止两天，如 ["11-15", "03-15"]。',
        ),
        (
            SMALL + '[paths]\nevidence = "../x"',
            "w/shilu.toml：[paths] evidence：要写数据目录里的一个文件夹，如“evidence”。",
        ),
        (
            SMALL.replace('name = "示例局"', 'name = "x"\nalgorithm = "md5"'),
            "w/shilu.toml：[workspace] algorithm：只能是 sha256, sm3 之一。",
        ),
    ],
)
def test_config_fault_names_file_and_key(text: str, told: str):
    with pytest.raises(Refused) as refused:
        read_config(text, file="w/shilu.toml")
    assert str(refused.value) == told
