from dataclasses import replace

from shilu.ledger.catalogue_sections import by_section
from shilu.ledger.catalogue_toml import grassroots

CATALOGUE = grassroots()


def test_sections_hold_every_kind_once_in_their_order_whatever_the_order_of_the_kinds():
    listed = by_section(reversed(CATALOGUE.kinds.values()))

    assert [title for title, _kinds in listed] == [
        "学习教育",
        "会议与督导",
        "文化建设",
        "宣传报道",
        "联系群众",
        "关心关爱",
        "荣誉表彰",
        "问题整改",
    ]
    assert sum(len(kinds) for _title, kinds in listed) == len(CATALOGUE.kinds)


def test_own_sections_stand_behind_and_those_without_one_last():
    some = list(CATALOGUE.kinds.values())[:3]
    kinds = [replace(kind, section=section) for kind, section in zip(some, ("", "队伍", "improvement"), strict=True)]

    assert [title for title, _kinds in by_section(kinds)] == ["问题整改", "队伍", "本单位自设"]
