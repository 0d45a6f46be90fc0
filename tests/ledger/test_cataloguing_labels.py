"""Labels of kinds given, renamed and ended by hand; what was recorded keeps them."""

import pytest

from cast import Bureau, post
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import read_catalogue, write_catalogue
from shilu.ledger.cataloguing import NewKind, add_kind
from shilu.ledger.cataloguing_labels import change_label, end_label, give_label
from shilu.ledger.clerk import Clerk
from shilu.ledger.labels_made import NewLabel
from shilu.ledger.queries import catalogue_at, position
from shilu.lib.errors import Refused

pytestmark = pytest.mark.database

SHIFT = NewLabel("班次", ["白班", "夜班", " 白班 "])


def values(key: str) -> list[str]:
    return [f"{value.title.zh}{'×' if value.ended else ''}" for value in catalogue_at().labels[key].values]


def refusal_of(act, *arguments: object, **named: object) -> str:
    before = position()
    with pytest.raises(Refused) as refused:
        act(*arguments, **named)
    assert position() == before
    return str(refused.value)


def test_new_label_is_one_row_and_recorded_from_then_on(bureau: Bureau, clerk: Clerk):
    before = position()
    label = give_label("test/meeting", label=SHIFT, clerk=clerk)
    assert (position(), label.key, values(label.key)) == (before + 1, "own_1", ["白班", "夜班"])
    post(f"2022-06-01 | X02 | meeting({label.key}=夜班) | times=1", clerk=clerk)
    assert "早班" in refusal_of(post, f"2022-06-01 | X02 | meeting({label.key}=早班) | times=1", clerk=clerk)


def test_new_kind_brings_labels_of_its_own(bureau: Bureau, clerk: Clerk):
    new = NewKind(
        "巡逻",
        "巡一趟算一次。",
        [("times", "次")],
        labels=["level"],
        new_labels=[SHIFT, NewLabel("路线", [], open=True)],
    )
    assert add_kind(new, clerk=clerk).labels == ("level", "own_1", "own_2")
    assert catalogue_at().labels["own_2"].open


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (NewLabel(" ", ["甲"]), "名称"),
        (NewLabel("级别", ["甲"]), "级别"),
        (NewLabel("班次", []), "选项"),
        ("none", "没有这个"),
    ],
)
def test_label_that_cannot_be_is_refused_in_words(bureau: Bureau, clerk: Clerk, label: NewLabel | str, told: str):
    assert told in refusal_of(give_label, "test/meeting", label=label, clerk=clerk)


def test_label_of_the_catalogue_is_given_once(bureau: Bureau, clerk: Clerk):
    give_label("test/meeting", label="level", clerk=clerk)
    assert catalogue_at().kinds["test/meeting"].asked == ("level",)
    assert "已有" in refusal_of(give_label, "test/meeting", label="level", clerk=clerk)


def test_renamed_label_and_value_are_found_by_both_names_and_records_keep_theirs(bureau: Bureau, clerk: Clerk):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    titles = {"白班": "日班", "夜班": "夜班"}
    change_label(key, title="班别", titles=titles, ended=["夜班"], more=["中班"], others=False, clerk=clerk)
    label = catalogue_at().labels[key]
    assert (label.title.zh, label.aliases, values(key)) == ("班别", ("班次",), ["日班", "夜班×", "中班"])
    assert [value.title.zh for value in label.offered] == ["日班", "中班"]
    assert [label.value_named(name).key for name in ("白班", "日班", "夜班")] == ["白班", "白班", "夜班"]
    before = position()
    change_label(key, title="班别", titles=titles, ended=["夜班"], others=False, clerk=clerk)
    assert position() == before
    change_label(key, title="班别", titles=titles, ended=[], others=True, clerk=clerk)
    assert values(key) == ["日班", "夜班", "中班"]


@pytest.mark.parametrize(
    ("name", "told"), [("白班", "“白班”现在读作选项“日班”"), ("夜班", "已有选项“夜班”"), ("日班", "已有选项“日班”")]
)
def test_value_is_not_added_under_a_name_by_which_another_is_found(bureau: Bureau, clerk: Clerk, name: str, told: str):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    asked = {"titles": {"白班": "日班"}, "ended": ["夜班"], "others": False, "clerk": clerk}
    change_label(key, title="班次", **asked)
    assert told in refusal_of(change_label, key, title="班次", more=["中班", name], **asked)
    assert values(key) == ["日班", "夜班×"]


def test_label_is_not_left_without_values_or_called_like_another(bureau: Bureau, clerk: Clerk):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    asked = {"titles": {}, "others": False, "clerk": clerk}
    assert "选项" in refusal_of(change_label, key, title="班次", ended=["白班", "夜班"], **asked)
    assert "级别" in refusal_of(change_label, key, title="级别", ended=[], **asked)


def test_label_that_no_record_carries_is_taken_off_and_out(bureau: Bureau, clerk: Clerk):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    assert end_label("test/meeting", label=key, keep=False, clerk=clerk) is False
    assert catalogue_at().kinds["test/meeting"].labels == ()
    assert key not in catalogue_at().labels


@pytest.mark.parametrize("keep", [True, False])
def test_label_in_use_is_asked_no_more_and_asked_again(bureau: Bureau, clerk: Clerk, *, keep: bool):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    if not keep:
        post(f"2022-06-01 | X02 | meeting({key}=夜班) | times=1", clerk=clerk)
    assert end_label("test/meeting", label=key, keep=keep, clerk=clerk) is True
    kind = catalogue_at().kinds["test/meeting"]
    assert (kind.labels, kind.asked) == ((key,), ())
    give_label("test/meeting", label=key, clerk=clerk)
    assert catalogue_at().kinds["test/meeting"].asked == (key,)


def test_what_ended_is_written_and_read_again(bureau: Bureau, clerk: Clerk):
    key = give_label("test/meeting", label=SHIFT, clerk=clerk).key
    change_label(key, title="班次", titles={}, ended=["夜班"], others=False, clerk=clerk)
    end_label("test/meeting", label=key, keep=True, clerk=clerk)
    held = catalogue_at()
    assert read_catalogue(write_catalogue(held), file="all.toml") == (held, ())
    assert Catalogue.from_body(held.body()) == held
