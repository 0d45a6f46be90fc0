"""Reports, checks and imports as programs use them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from api.conftest import Api
from books import write_book
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.operations import reverse_entries
from shilu.ledger.queries import position, structure_at
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.recording.reviewing import switch_review
from shilu.reports.drafting.issuing import issue_report
from web.world import TODAY, World

pytestmark = pytest.mark.database

TEMPLATE = (
    "# {{ unit }}工作情况\n\n{{ period }}召开例会{{ figure('例会') }}，参加{{ figure('例会', quantity='people') }}。\n"
)


@pytest.fixture
def template(world: World) -> Path:
    path = world.workspace.templates / "月报.md"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def paper(world: World, clerk: Clerk, tmp_path: Path) -> Path:
    """A paper of X02 on June, issued."""
    out = tmp_path / "月报.docx"
    with translation.override("zh-hans"):
        issue_report(
            TEMPLATE,
            name="月报.md",
            unit=structure_at().units[world.bureau["X02"]],
            period=parse_period("2022-06"),
            outs={out: False},
            calendar=GREGORIAN,
            today=TODAY,
            clerk=clerk,
        )
    return out


def named(content: bytes, name: str) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def test_draft_is_a_file_and_posts_nothing(api: Api, template: Path):
    caller, before = api("recorder"), position()
    assert caller.get("/templates").value == ["月报.md"]
    for form, start in (("docx", b"PK"), ("html", b"<!DOCTYPE html>")):
        wanted = {"template": "月报.md", "unit": "X02", "period": "2022-06", "form": form}
        done = caller.post("/reports/draft", wanted)
        assert (done.status, done.value[: len(start)].upper()) == (200, start.upper())
        assert done.headers["X-As-Of"] == str(before)
    assert position() == before


def test_draft_tells_how_many_old_numbers_it_has(api: Api, template: Path):
    wanted = {"template": "月报.md", "unit": "X02", "period": "2022-06", "form": "html"}
    assert api("recorder").post("/reports/draft", wanted).headers["X-Old-Numbers"] == "0"
    template.write_text(TEMPLATE + "\n\n更换电脑{{ old('12台') }}。\n", encoding="utf-8")
    done = api("recorder").post("/reports/draft", wanted)
    assert done.headers["X-Old-Numbers"] == "1"
    assert "12台〔旧数〕" in done.value.decode()


@pytest.mark.parametrize("name", ["../shilu.toml", "没有.md", "../templates/月报.md", ""])
def test_only_templates_of_the_body_are_found(api: Api, template: Path, name: str):
    wanted = {"template": name, "unit": "X02", "period": "2022-06"}
    assert api("recorder").post("/reports/draft", wanted).status == 404


def test_draft_needs_the_right_in_the_unit(api: Api, template: Path):
    wanted = {"template": "月报.md", "unit": "X03", "period": "2022-06"}
    assert [api(name).post("/reports/draft", wanted).status for name in ("recorder", "inspector", "system")] == [
        404
    ] * 3


def test_paper_is_listed_and_verified(api: Api, paper: Path):
    caller = api("recorder")
    (listed,) = caller.get("/reports").value["reports"]
    assert (listed["title"], listed["unit"], listed["period"]) == ("城东所工作情况", "X02", "2022-06")
    done = caller.send("/reports/verify", {"file": named(paper.read_bytes(), "月报.docx")})
    assert (done.status, done.value["same"], [one["shown"] for one in done.value["numbers"]]) == (
        200,
        True,
        ["1次", "20人次"],
    )


def test_paper_of_others_is_not_there(api: Api, paper: Path):
    caller = api("other")
    assert caller.get("/reports").value == {"reports": [], "next": None}
    assert caller.send("/reports/verify", {"file": named(paper.read_bytes(), "月报.docx")}).status == 404
    assert api("system").get("/reports").value["reports"] == []


def test_file_that_is_no_paper_is_told(api: Api):
    done = api("recorder").send("/reports/verify", {"file": named(b"MZ\x90", "月报.exe")})
    assert (done.status, list(done.value)) == (422, ["error"])


def test_text_is_checked(api: Api):
    text = "6月份召开例会1次，参加25人次。"
    done = api("recorder").post("/check", {"text": text, "unit": "X02", "period": "2022-06"})
    assert done.status == 200
    assert [(one["quote"], one["verdict"], one["recorded"]) for one in done.value["claims"]] == [
        ("1次", "supports", 1),
        ("25人次", "differs", 20),
    ]
    assert done.value["clean"] is False


def test_file_is_checked(api: Api):
    form = {"unit": "X02", "period": "2022-06", "file": named("6月份召开例会1次。".encode(), "总结.txt")}
    done = api("recorder").send("/check/file", form)
    assert (done.status, done.value["clean"]) == (200, True)


def test_check_of_other_units_is_not_there(api: Api):
    given = {"text": "召开例会1次。", "unit": "X03", "period": "2022-06"}
    assert [api(name).post("/check", given).status for name in ("recorder", "member", "system")] == [404] * 3
    form = {"unit": "X03", "period": "2022-06", "file": named(b"1", "a.txt")}
    assert api("recorder").send("/check/file", form).status == 404


def book(tmp_path: Path, table: str) -> bytes:
    return write_book(tmp_path / "台账.xlsx", table, title="城东所2022年上半年台账").read_bytes()


def uploaded(content: bytes, **choices: Any) -> dict[str, Any]:
    return {"unit": "X02", "file": named(content, "台账.xlsx"), **choices}


def test_workbook_is_imported_once_and_undone(api: Api, tmp_path: Path):
    caller = api("recorder")
    content = book(
        tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15\n2022-05-11 | 城东所 | 例会 | 业务培训会 | 1 | 16"
    )
    done = caller.send("/imports", uploaded(content))
    assert (done.status, done.value["state"], done.value["outcome"]["new"]) == (201, "imported", 2)
    brought = caller.get("/entries", **{"import": done.value["seq"]}).value["entries"]
    assert [one["title"] for one in brought] == ["五月例会", "业务培训会"]
    again = caller.send("/imports", uploaded(content))
    assert (again.value["state"], again.value["outcome"]["known"]) == ("known", 2)
    address = f"/imports/{done.value['uuid']}"
    assert caller.get(address).value["state"] == "imported"
    undone = caller.post(f"{address}/undo", {"reason": "传错了"})
    assert undone.value == {"cancelled": 2, "put_back": 0, "months": 0, "left": 0}
    assert caller.post(f"{address}/undo", {"reason": "传错了"}).status == 422
    assert [one["uuid"] for one in caller.get("/imports").value["imports"]] == [again.value["uuid"], done.value["uuid"]]
    assert api("other").get(address).status == 404
    assert api("other").get("/imports").value == {"imports": [], "next": None}


def test_workbook_is_looked_at_first(api: Api, tmp_path: Path):
    caller, before = api("recorder"), position()
    content = book(tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15")
    done = caller.send("/imports", uploaded(content, dry_run="true"))
    assert (done.value["state"], done.value["outcome"]["new"], position()) == ("ready", 1, before)
    begun = caller.post(f"/imports/{done.value['uuid']}/begin", {})
    assert (begun.value["state"], begun.value["outcome"]["accepted"]) == ("imported", 1)


def test_rows_of_cancelled_records_are_told_and_recorded_again_when_asked(api: Api, clerk: Clerk, tmp_path: Path):
    caller = api("recorder")
    content = book(tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15")
    done = caller.send("/imports", uploaded(content)).value
    (entry,) = caller.get("/entries", **{"import": done["seq"]}).value["entries"]
    reverse_entries([entry["seq"]], reason="误删", clerk=clerk)
    told = caller.send("/imports", uploaded(content)).value["outcome"]
    assert (told["known"], told["withdrawn"], told["withdrawn_lines"][0]["seq"]) == (0, 1, entry["seq"])
    again = caller.send("/imports", uploaded(content, again="true")).value
    assert (again["state"], again["outcome"]["withdrawn"]) == ("imported", 1)
    assert caller.send("/imports", uploaded(content, again="true")).value["outcome"]["known"] == 1


def test_workbook_goes_around_no_review(api: Api, world: World, clerk: Clerk, tmp_path: Path):
    content = book(tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15")
    earlier = api("recorder").send("/imports", uploaded(content)).value
    switch_review(world.bureau["X02"], on=True, clerk=clerk)
    before = position()
    other = book(tmp_path, "2022-05-05 | 城东所 | 例会 | 五月小结 | 1 | 15")
    done = api("recorder").send("/imports", uploaded(other)).value
    assert (done["state"], position()) == ("ready", before)
    assert "已交审核" in done["reason"]
    assert api("recorder").get(f"/imports/{done['uuid']}").value["reason"] == done["reason"]
    assert api("recorder").post(f"/imports/{done['uuid']}/begin", {}).value["state"] == "ready"
    undone = api("recorder").post(f"/imports/{earlier['uuid']}/undo", {"reason": "错了"})
    assert (undone.status, position()) == (422, before)


def test_bad_cells_are_named_and_nothing_is_imported(api: Api, tmp_path: Path):
    before = position()
    done = api("recorder").send("/imports", uploaded(book(tmp_path, "2022-02-30 | 城东所 | 例会 | 例会 | 1 | 15")))
    assert (done.value["state"], done.value["outcome"]["refused"], position()) == ("ready", 1, before)
    assert done.value["outcome"]["refused_lines"][0]["cell"] == "A3"


def test_workbook_is_taken_by_those_who_may(api: Api, tmp_path: Path):
    content = book(tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15")
    for name in ("member", "other", "inspector", "leader", "system", "reviewer"):
        assert api(name).send("/imports", uploaded(content)).status == 404
    done = api("recorder").send("/imports", {"unit": "X02", "file": named(b"no workbook", "台账.xlsx")})
    assert (done.status, "台账.xlsx" in done.value["error"]) == (422, True)
    assert api("recorder").get("/imports").value["imports"] == []


def test_import_of_the_command_line_is_found_by_its_entries_and_undone(
    api: Api, world: World, clerk: Clerk, tmp_path: Path
):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book(tmp_path, "2022-05-04 | 城东所 | 例会 | 五月例会 | 1 | 15"))
    import_file(path, unit=world.bureau["X02"], choices=Choices(), clerk=clerk)
    caller = api("recorder")
    (entry,) = caller.get("/entries", text="五月例会").value["entries"]
    address = f"/imports/made/{entry['import']}"
    one = caller.get(address).value
    assert one == {
        "seq": entry["import"],
        "file": "台账.xlsx",
        "unit": "X02",
        "received": entry["received"],
        "rows": 1,
        "entries": 1,
        "undone": False,
        "reason": "",
    }
    assert caller.get("/imports/made").value == {"imports": [one], "next": None}
    assert caller.post(f"{address}/undo", {"reason": "传错了"}).value["cancelled"] == 1
    assert caller.post(f"{address}/undo", {"reason": "传错了"}).status == 422
    assert caller.get(address).value == {**one, "undone": True, "reason": "传错了"}
    assert (api("other").get(address).status, api("other").get("/imports/made").value["imports"]) == (404, [])


def test_imports_of_the_log_come_page_by_page(api: Api, world: World, clerk: Clerk, tmp_path: Path):
    path = tmp_path / "台账.xlsx"
    for day in ("04", "05", "06"):
        path.write_bytes(book(tmp_path, f"2022-05-{day} | 城东所 | 例会 | 例会{day} | 1 | 15"))
        import_file(path, unit=world.bureau["X02"], choices=Choices(), clerk=clerk)
    caller = api("recorder")
    first = caller.get("/imports/made", limit=2).value
    then = caller.get("/imports/made", limit=2, cursor=first["next"]).value
    seqs = [one["seq"] for one in (*first["imports"], *then["imports"])]
    assert (len(first["imports"]), len(seqs), seqs, then["next"]) == (2, 3, sorted(seqs, reverse=True), None)


def test_a_workbook_was_handed_in_at_the_same_moment_whenever_it_is_asked(api: Api, tmp_path: Path):
    caller = api("recorder")
    handed = caller.send("/imports", uploaded(book(tmp_path, "2022-05-04 | 城东所 | 例会 | 例会 | 1 | 15"))).value
    assert handed["received"].endswith("+00:00")
    assert caller.get(f"/imports/{handed['uuid']}").value["received"] == handed["received"]
