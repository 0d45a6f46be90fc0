"""shilu accounts: the first account of a workspace, and a way back in for those who lost theirs."""

import re

from shell import Shell


def test_first_account_is_made_for_the_whole_body_with_a_code_to_change(shell: Shell):
    made = shell("accounts", "add", "900023", "--name", "林宏林")
    assert (made.code, made.err) == (0, "")
    assert re.fullmatch(r"林宏林 用警号（工号）900023 和口令 [2-9a-z]{10} 登录，登录后自己改口令。\n", made.out)
    (one,) = shell("accounts", "list", "--format", "json").value
    assert (one["number"], one["name"], one["role"], one["unit"]) == ("900023", "林宏林", "administrator", "全单位")


def test_account_of_a_unit_has_its_role_there(shell: Shell):
    shell("accounts", "add", "1", "--name", "甲", "--role", "recorder", "--unit", "城东所")
    (one,) = shell("accounts", "list", "--format", "json").value
    assert (one["role"], one["unit"], one["until"]) == ("recorder", "示例县局城东所", "")


def test_new_code_is_another_one(shell: Shell):
    first = shell("accounts", "add", "1", "--name", "甲", "--format", "json").value["code"]
    assert shell("accounts", "reset", "1", "--format", "json").value["code"] != first


CALLS = (("add", "1", "--name", "甲"), ("add", "2"), ("add", "2", "--name", "乙", "--role", "chief"), ("reset", "3"))


def test_accounts_that_cannot_be_made_are_refused_in_one_line(shell: Shell):
    shell("accounts", "add", "1", "--name", "甲")
    told = [shell("accounts", *call).err for call in CALLS]
    assert told == [
        "警号（工号）1 已有账号。\n",
        "花名册里没有警号（工号）2，请用 --name 写明姓名。\n",
        (
            "没有“chief”这个角色，可用的有 member 一般人员、recorder 填报人（内勤）、reviewer 审核人、leader 领导（查阅）、"
            "inspector 督查（只读）、administrator 单位管理员、system 系统管理员。\n"
        ),
        "没有警号（工号）为 3 的账号，全部账号见 shilu accounts list。\n",
    ]
    (one,) = shell("accounts", "list", "--format", "json").value
    assert one["number"] == "1"


def test_who_administers_the_body_keeps_it_when_a_unit_is_put_to_the_top(shell: Shell):
    (root,) = (one["name"] for one in shell("units", "list", "--format", "json").value if one["parent"] is None)
    shell("accounts", "add", "1", "--name", "甲", "--unit", root)
    shell("accounts", "add", "2", "--name", "乙", "--unit", "城东所")
    assert shell("units", "move", "城西所", "--root").code == 0
    held = [(one["number"], one["unit"]) for one in shell("accounts", "list", "--format", "json").value]
    assert [(number, unit.removeprefix(root)) for number, unit in held] == [("1", ""), ("1", "城西所"), ("2", "城东所")]
