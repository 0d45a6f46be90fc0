"""What is read from a sentence: one line a claim, ``quote | value | unit | what`` and what is not the usual."""

import pytest

from shilu.claims import Claim, extract


def told(claim: Claim) -> str:
    value = "null" if claim.value is None else f"{claim.value:f}"
    usual = {"exact", "count", ""}
    more = [word for word in (claim.approx, claim.per, claim.kind) if word not in usual]
    return " ".join([f"{claim.quote}|{value}|{claim.unit}|{claim.what}", *more])


def read(text: str) -> list[str]:
    return [told(claim) for claim in extract(text)]


def sentences(table: str) -> list[tuple[str, list[str]]]:
    """A sentence a line; the claims expected of it are the indented lines below it."""
    found: list[tuple[str, list[str]]] = []
    for line in table.strip().split("\n"):
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def check(table: str) -> None:
    for sentence, expected in sentences(table):
        assert read(sentence) == expected, sentence


def test_who_came_is_the_noun_with_the_verb_that_is_part_of_it() -> None:
    check("""
召开院坝会8次，到会群众近500人次。
  8次|8|次|院坝会
  近500人次|500|人次|到会群众 about
""")


def test_numbers_are_read_in_every_way_of_writing_them() -> None:
    check("""
全年举办讲座12场。
  12场|12|场|讲座
全年举办讲座１２场。
  １２场|12|场|讲座
接待游客12,345人次。
  12,345人次|12345|人次|游客
接待游客12 345人次。
  12 345人次|12345|人次|游客
接待游客1.2万人次。
  1.2万人次|12000|人次|游客
收到来稿三百二十一篇。
  三百二十一篇|321|篇|来稿
视频播放量突破300万。
  突破300万|3000000||视频播放量 at_least
公众号阅读量达3.5w+。
  3.5w+|35000||公众号阅读量 at_least
工程总投资3亿2千万元。
  3亿2千万元|320000000|元|工程总投资 measure
合格率达到百分之九十八点五。
  百分之九十八点五|0.985|%|合格率 share
全体会议历时两个半小时。
  两个半小时|2.5|小时|会议 measure
""")


def test_marks_before_and_behind_belong_to_the_quote() -> None:
    check("""
发放资料近万份。
  近万份|10000|份|资料 about
发放资料约300余份。
  约300余份|300|份|资料 at_least
发放资料500份左右。
  500份左右|500|份|资料 about
发放资料逾2000份。
  逾2000份|2000|份|资料 at_least
每场参加人员不超过50名。
  不超过50名|50|名|人员 at_most
群众满意率在98%以上。
  98%以上|0.98|%|群众满意率 at_least share
辖区共签约3家企业，取得技术突破3项。
  3家|3|家|企业
  3项|3|项|技术突破
""")


def test_a_range_has_its_lower_end_as_value_and_keeps_the_upper() -> None:
    (claim,) = extract("每个班配备教师3—5名。")
    assert (claim.value, claim.upper, claim.quote) == (3, 5, "3—5名")
    (claim,) = extract("组织义诊两三次。")
    assert (claim.value, claim.upper, claim.quote) == (2, 3, "两三次")
    (claim,) = extract("占比约为10%至15%。")
    assert (f"{claim.value}", f"{claim.upper}") == ("0.1", "0.15")


def test_a_placeholder_is_a_claim_without_a_value() -> None:
    check("""
走访困难家庭××户，慰问老党员X名。
  ××户|null|户|困难家庭
  X名|null|名|老党员
项目总投资XX亿元，接待游客近X万人次。
  XX亿元|null|元|项目总投资 measure
  近X万人次|null|人次|游客 about
XX县图书馆举办展览。
""")


def test_a_rate_keeps_its_period() -> None:
    check("""
每月召开例会2次、培训1次。
  2次|2|次|例会 month
  1次|1|次|培训 month
年门诊量50万人次。
  50万人次|500000|人次|年门诊量 year
日均接待读者800人次。
  800人次|800|人次|读者 day
每周开放72小时。
  72小时|72|小时|开放 week measure
图书馆每周开放84小时，阅览室开放时间98小时。
  84小时|84|小时|开放 week measure
  98小时|98|小时|阅览室开放时间 week measure
年门诊量40万人次，出院病人2万余人次，各类手术6000台次。全院职工900人。
  40万人次|400000|人次|年门诊量 year
  2万余人次|20000|人次|出院病人 at_least year
  6000台次|6000|台次|手术 year
  900人|900|人|职工
2023 年到馆5万人次。
  5万人次|50000|人次|到馆
""")


def test_a_unit_with_a_stroke_and_a_mark_inside_are_read() -> None:
    check("""
发放补助金300人/次。
  300人/次|300|人/次|补助金
参赛人数下降了45%多。
  45%多|0.45|%|参赛人数 at_least share
征文活动历时4个多月。
  4个多月|4|个月|征文活动 at_least measure
全市558家乡村旅游户。
  558家|558|家|乡村旅游户
馆藏珍贵文物320件/套，新购仪器12台(件)。
  320件/套|320|件/套|馆藏珍贵文物
  12台(件)|12|台(件)|仪器
""")


def test_what_has_no_measure_word_counts_where_it_is_listed_or_scored() -> None:
    check("""
场馆分东、西两区，作品来自湖北、河南、江苏三省。
  两|2||区
  三|3||省
人均得分从0.28上升到0.46。
  0.28|0.28||得分 measure
  0.46|0.46||得分 measure
麻醉机×6、监护仪×20。
  6|6||麻醉机
  20|20||监护仪
本院设一级科室12，二级科室9，医技科室7。
  12|12||一级科室
  9|9||二级科室
  7|7||医技科室
直播吸引1.2万观众，3万市民参加。
  1.2万|12000||观众
  3万|30000||市民
代表队夺得8金6银11铜。
  8|8||金
  6|6||银
  11|11||铜
""")


def test_a_name_keeps_what_classifies_it_and_no_more() -> None:
    check("""
设计藏书规模210万册。
  210万册|2100000|册|设计藏书规模
投入人道救助款物90万元。
  90万元|900000|元|人道救助款物 measure
招录10名社区矫正协理员充实力量。
  10名|10|名|社区矫正协理员
1500名观众进馆感受科技。
  1500名|1500|名|观众
涵盖六个县(市、区)全域。
  六个|6|个|县(市、区)
引进茶企、民宿26家。
  26家|26|家|茶企、民宿
骨科专家和眼科专家各1人。
  1人|1|人|骨科专家和眼科专家
开展远程会诊320例，双向转诊4500人次。
  320例|320|例|远程会诊
  4500人次|4500|人次|双向转诊
企业支持40万元开展爱心助学。
  40万元|400000|元|爱心助学 measure
设备采购12套，总价值80万元。
  12套|12|套|设备
  80万元|800000|元|设备 measure
会员从10人发展到300人。
  10人|10|人|会员
  300人|300|人|会员
设内科、外科等6大类28个项目。
  6大类|6|大类|项目
  28个|28|个|项目
接待游客30万人次，实现收入2亿元，同比分别增长5%、6%。
  30万人次|300000|人次|游客
  2亿元|200000000|元|收入 measure
  5%|0.05|%|游客 share
  6%|0.06|%|收入 share
""")


def test_each_item_of_a_list_has_its_own_noun() -> None:
    check("""
举办专题讲座4次、读书分享会8次、书画展览3期。
  4次|4|次|专题讲座
  8次|8|次|读书分享会
  3期|3|期|书画展览
获一等奖3项、二等奖5项。
  3项|3|项|一等奖
  5项|5|项|二等奖
拥有CT机2台、DR1台。
  2台|2|台|CT机
  1台|1|台|DR
""")


def test_nouns_are_carried_over_and_shared() -> None:
    check("""
全年出院病人3.2万人次，同比增长8.5%。
  3.2万人次|32000|人次|出院病人
  8.5%|0.085|%|出院病人 share
开放十大类60多个项目。
  十大类|10|大类|项目
  60多个|60|个|项目 at_least
举办公益培训20余场1500余人次。
  20余场|20|场|公益培训 at_least
  1500余人次|1500|人次|公益培训 at_least
建成省级示范基地2个、市级5个。
  2个|2|个|省级示范基地
  5个|5|个|市级示范基地
门诊、住院患者满意度分别为95%和97%。
  95%|0.95|%|门诊满意度 share
  97%|0.97|%|住院患者满意度 share
""")


def test_an_act_takes_its_own_name() -> None:
    check("""
市领导2次批示。
  2次|2|次|批示
组织安全检查12次。
  12次|12|次|安全检查
3人获评先进个人。
  3人|3|人|获评先进个人
五位选手获得二等奖。
  五位|5|位|选手
""")


def test_tables_pasted_as_text_take_the_head_of_the_row_or_column() -> None:
    assert read("活动\t时间\t人数\n春季运动会\t4月\t680人\n") == ["680人|680|人|春季运动会"]
    assert read("专业 | 对口升学率\n护理 | 62%\n") == ["62%|0.62|%|对口升学率 share"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年5月10日至12日，会议在示例市召开。",
        "上午9:00—11:30，下午3点到5点。",
        "第三届运动会，第12次会议，前三名选手。",
        "落实三会一课，增强四个意识，做到两个维护。",
        "一、总体情况（一）组织建设 1. 加强领导",
        "进一步统一思想，推动一批项目，召开一次会议。",
        "地址：示例路88号3楼，电话：0571-88886666，邮编：310000。",
        "依据国发〔2023〕5号和GB/T 9704标准，见附件3。",
        "近五年来，经过三年努力，用了半年时间。",
        "60岁以上老人可享受优待，适合3—6岁儿童。",
        "围绕五个方面，聚焦三大目标。",
        "是全省10个试点单位之一。",
        "入选“百名读书人”和《一百个故事》。",
        "提供24小时自助服务，5G网络，COVID-19防控。",
        "票价：每人30元，网址www.abc123.com，邮箱a1@163.com。",
        "高三3班，2021级4班。",
        "居全市8所重点高中之首，在49所高校中排名第一，获第六、七位。",
        "连续八年保持全省第一，有80余年历史，制订三年培训计划。",
        "出席区十七届人大四次会议，参加零部件测绘。",
        "惠及群众几十万人次，发表作品数百篇。",
        "1层为门诊，二层设病房，一至四层楼，入口左侧约100米。",
        "大桥向西300米，示例路西约200米，示例路5段1号，展厅位于一层至三层。",
        "竞赛每年一届，3人一组参赛，以3人为一队的形式。",
        "六进校园，内容有三部分，住院楼二期计划动工。",
        "附件1、附件2、附件3，教室101、教室102、教室103。",
        "周六周日开放，大屏12m×6m，清乾隆二十三年立，第3页，共12页。",
    ],
)
def test_what_states_nothing_about_the_work_is_left_out(sentence: str) -> None:
    assert read(sentence) == []


def test_a_length_of_time_counts_where_it_is_stated_of_the_work() -> None:
    check("""
培训为期7天。
  7天|7|天|培训 measure
队员连续奋战36小时。
  36小时|36|小时|奋战 measure
志愿服务时长超10万小时。
  超10万小时|100000|小时|志愿服务时长 at_least measure
近三年来共新增床位200张。
  200张|200|张|床位
""")


def test_concrete_things_count_in_chinese_numerals_too() -> None:
    check("""
选手获得一枚铜牌。
  一枚|1|枚|铜牌
建有“城市书屋”两座。
  两座|2|座|城市书屋
展馆有内外两进院落。
  两进|2|进|院落
陈列分为“少年立志”“求学路上”“回乡办学”三部分。
  三部分|3|部分|陈列
编制床位250张，二期500张。
  250张|250|张|编制床位
  500张|500|张|编制床位
志愿服务时长（签到时记录的时长）超90万小时。
  超90万小时|900000|小时|志愿服务时长 at_least measure
""")


def test_a_name_says_which_class_of_things_is_meant() -> None:
    check("""
单台价值20万元以上的设备有18台(件)。
  18台(件)|18|台(件)|单台价值20万元以上的设备
具有高级职称的教师42人。
  42人|42|人|高级职称的教师
这座现代化建筑占地面积2万平方米。
  2万平方米|20000|平方米|占地面积 measure
书法类收到来稿60多件，美术类收到来稿30件。
  60多件|60|件|书法类来稿 at_least
  30件|30|件|美术类来稿
志愿服务人次达到8万余人次，增幅达12%。
  8万余人次|80000|人次|志愿服务人次 at_least
  12%|0.12|%|增幅 share
人均得分从0.28上升到0.46，增幅64%。
  0.28|0.28||得分 measure
  0.46|0.46||得分 measure
  64%|0.64|%|得分 share
建筑面积900平方米，地上三层，地下一层。
  900平方米|900|平方米|建筑面积 measure
  三层|3|层|地上
  一层|1|层|地下
""")


def test_people_who_are_named_are_counted_by_what_they_won() -> None:
    check("""
其中，王小明、李小红、张小兰3人获全省一等奖。
  3人|3|人|获全省一等奖
另外赵小军等5人获二等奖。
  5人|5|人|获二等奖
获一等奖2人（王小明、李小红）。
  2人|2|人|一等奖
来自40所院校的900人报名参赛。
  40所|40|所|院校
  900人|900|人|报名参赛
中学生、小学生30人获优秀奖。
  30人|30|人|中学生、小学生
""")


def test_a_technical_measure_belongs_to_the_noun() -> None:
    check("""
新建10千伏线路14条。
  14条|14|条|10千伏线路
""")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019年上半年工作总结\n举办讲座3场。", "2019-H1"),
        ("2023年工作总结\n一季度举办讲座3场。", "2023-Q1"),
        ("2023年工作总结\n5月10—12日举办讲座3场。", "2023-05-10/2023-05-12"),
        ("2023年工作总结\n去年举办讲座3场。", "2022"),
        ("2023年1—6月，举办讲座3场。", "2023-01-01/2023-06-30"),
        ("本馆始建于1938年，举办讲座3场。", ""),
        ("举办讲座3场。", ""),
    ],
)
def test_the_period_comes_from_the_sentence_or_the_title(text: str, period: str) -> None:
    assert [claim.period for claim in extract(text)] == [period]


def test_a_claim_is_told_as_the_keys_of_a_marked_one() -> None:
    (claim,) = extract("群众满意率达98.6%。")
    assert claim.as_json() == {
        "quote": "98.6%",
        "value": 0.986,
        "approx": "exact",
        "unit": "%",
        "what": "群众满意率",
        "per": "",
        "period": "",
        "kind": "share",
        "start": 6,
        "end": 11,
    }


def test_a_number_may_name_each_of_its_places():
    check("""
发放慰问金4万3千9百元。
  4万3千9百元|43900|元|慰问金 measure
发放宣传资料1万零366份。
  1万零366份|10366|份|宣传资料
""")
