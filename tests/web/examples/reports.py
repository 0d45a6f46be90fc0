"""How the pages of papers are asked for: a paper of the unit, at the stage that each page needs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

import drafts
from shilu.ledger.clerk import Clerk
from shilu.lib.periods import parse_period
from shilu.reports.drafting.edited import Found
from shilu.reports.drafting.operations import begin_paper, finish_paper, move_paper, sign_on_sheet
from shilu.reports.drafting.sending import Sent, record_sending
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper, TakenBack
from web.world import Example, World

TEMPLATE = "半年报告.md"


def keep_template(world: World) -> str:
    """A template of the workspace."""
    (world.workspace.templates / TEMPLATE).write_text(drafts.TEXT, encoding="utf-8")
    return TEMPLATE


def paper_of(world: World, unit: str, *acts: Act) -> Paper:
    """A paper of the unit on which ``acts`` were done."""
    paper = begin_paper(
        drafts.TEXT,
        template=TEMPLATE,
        layout=None,
        unit=world.bureau[unit],
        period=parse_period("2022-H1"),
        setting=drafts.SETTING,
        by=drafts.BY,
    )
    return taken_on(paper, *acts)


def taken_on(paper: Paper, *acts: Act) -> Paper:
    """The paper after ``acts``."""
    for act in acts:
        if act is Act.ISSUE:
            paper.refresh_from_db()
            clerk = Clerk(account=drafts.BY.account.hex, now=drafts.BY.now)
            paper = finish_paper(paper, setting=drafts.SETTING, clerk=clerk, by=drafts.BY)
        elif act is Act.SIGN_SHEET:
            paper = sign_on_sheet(paper, scan=b"%PDF-1.4", name="签.pdf", signer="张三", by=drafts.BY)
        else:
            paper = move_paper(paper, act, by=drafts.BY)
    return paper


SIGNED = (Act.HAND_IN, Act.SIGN_SHEET)
FINAL = (*SIGNED, Act.ISSUE)


def at(*acts: Act, **more: Any) -> Callable[[World, str], Mapping[str, Any]]:
    """The address of a paper at a stage."""
    return lambda world, unit: {"uuid": paper_of(world, unit, *acts).uuid, **more}


def scan(world: World, unit: str) -> Mapping[str, Any]:
    paper = paper_of(world, unit, *SIGNED)
    return {"uuid": paper.uuid, "number": paper.files.get().pk}


def sent(world: World, unit: str) -> Mapping[str, Any]:
    paper = paper_of(world, unit, *FINAL)
    went = Sent(("市局",), drafts.SETTING.today, "机要")
    return {"uuid": paper.uuid, "number": record_sending(paper, went, by=drafts.BY, today=went.on).sendings.get().pk}


def taken(world: World, unit: str) -> Mapping[str, Any]:
    paper = paper_of(world, unit)
    kept = TakenBack.objects.create(
        uuid=uuid4(),
        paper=paper,
        at=drafts.BY.now,
        account=drafts.BY.account,
        name="改.docx",
        position=world.entries["other article"],
        text=paper.text,
        lines=[],
        found=Found((), (), (), ()).as_json(),
    )
    return {"uuid": paper.uuid, "taken": kept.uuid}


def nothing(_world: World, _unit: str) -> Mapping[str, Any]:
    return {}


def word_of(world: World, unit: str) -> Mapping[str, Any]:
    """The Word file of a final paper of the unit."""
    paper = paper_of(world, unit, *FINAL)
    word = bytes(paper.files.get(form="docx").content)
    return {"file": SimpleUploadedFile("报告.docx", word)}


def pdf(_world: World, _unit: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("签字页.pdf", b"%PDF-1.4 scan")


EXAMPLES = {
    "reports": Example(),
    "reports_new": Example(kwargs=lambda world, _unit: (keep_template(world), {})[1]),
    "reports_templates": Example(query=nothing, bound=False),
    "reports_template": Example(kwargs=lambda world, _unit: {"name": keep_template(world)}, query=nothing, bound=False),
    "reports_template_change": Example(
        kwargs=lambda world, _unit: {"name": keep_template(world)}, query=nothing, bound=False
    ),
    "reports_template_out": Example(
        kwargs=lambda world, _unit: {"name": keep_template(world)}, query=nothing, bound=False
    ),
    "reports_template_back": Example(query=nothing, data=nothing, found=302, bound=False),
    # The answer is a page with a fault for a paper of another unit, just as for a file of somewhere else.
    "verify": Example(query=nothing, bound=False),
    "papers_paper": Example(kwargs=at(), query=nothing),
    "papers_move": Example(
        kwargs=at(Act.HAND_IN),
        query=nothing,
        data=lambda _world, _unit: {"act": "return", "words": "再改"},
        found=302,
        without=("member", "recorder", "inspector", "administrator"),
    ),
    "papers_due": Example(kwargs=at(), query=nothing, data=lambda _world, _unit: {"due": date(2022, 7, 9)}, found=302),
    "papers_drop": Example(kwargs=at(), query=nothing),
    "papers_text": Example(kwargs=at(), query=nothing),
    "papers_page": Example(kwargs=at(), query=nothing),
    "papers_numbers": Example(kwargs=at(), query=nothing),
    "papers_preview": Example(kwargs=at(), query=nothing, data=lambda _world, _unit: {"text": drafts.TEXT}),
    "papers_figures": Example(kwargs=at(), query=lambda _world, _unit: {"q": "例会"}),
    "papers_sheet": Example(kwargs=at(Act.HAND_IN), query=nothing),
    "papers_signed": Example(
        kwargs=at(Act.HAND_IN),
        query=nothing,
        data=lambda world, unit: {"scan": pdf(world, unit), "signer": "张三"},
        found=302,
    ),
    "papers_final": Example(kwargs=at(*SIGNED), query=nothing),
    "papers_sent": Example(kwargs=at(*FINAL), query=nothing),
    "papers_sent_correct": Example(kwargs=sent, query=nothing),
    "papers_sent_back": Example(kwargs=sent, query=nothing, data=lambda _world, _unit: {"reason": "笔误"}, found=302),
    "papers_file": Example(kwargs=at(form="docx"), query=nothing, data=nothing),
    "papers_scan": Example(kwargs=scan, query=nothing),
    "papers_back": Example(kwargs=at(), query=nothing),
    "papers_old": Example(kwargs=at(), query=nothing),
    "papers_settle": Example(kwargs=taken, query=nothing),
}
