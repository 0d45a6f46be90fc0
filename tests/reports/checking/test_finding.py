"""A finding as it is printed."""

from shilu.reports.checking.finding import Finding


def test_finding_is_written_with_its_place_and_the_file_where_there_are_several() -> None:
    finding = Finding("sum", 3, 6, "不符。", others=((0, 2),))

    assert finding.as_json() == {"rule": "sum", "start": 3, "end": 6, "message": "不符。"}
    assert Finding("across", 3, 6, "不符。", document="甲.docx").as_json()["document"] == "甲.docx"
