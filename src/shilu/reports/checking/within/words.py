"""Words that several rules of this package look for."""

import re
from typing import Final

ACTS: Final = (
    "开展|组织|举办|举行|召开|承办|主办|协办|制作|拍摄|发放|印发|刊发|刊登|发布|推送|报送|编发|撰写|征集|收集|走访|慰问|赴|到访|参观|"
    "培训|宣讲|授课|讲授|检查|督导|督查|整改|排查|化解|调解|帮扶|救助|接待|服务群众|受理|办理|办结|答复|评选|表彰|建成|新建|组建|"
    "成立|创建|打造|命名|荣获|获得|获评|投入|安排|邀请|选派|派出|集中学习|学习|研讨|交流|谈心谈话|谈话|完成"
)
ACT = re.compile(ACTS)
# A comma before one of these begins something new.
NEW_ACT = re.compile(rf"[，,；;]\s*(?:并|还|又|另|同时|先后|累计|共|共计|此外|积极|深入|广泛|扎实)?(?:{ACTS})")

THEN = re.compile(
    r"去年|上年|上一年|前年|同期|同比|环比|相比|比[上去前]|较[上去前]|对比|往年|历年|以往|上月|上季度|上期|前期"
)
PLANNED = re.compile(
    r"计划|拟于|拟在|将于|将在|将要|预计|力争|目标|下一步|下步|打算|明年|下半年将|下年|今后|年底前|月底前"
)
EACH = re.compile(r"每|各[^类项级种界地方]|人均|平均|均[为达]|日均|月均|年均")
