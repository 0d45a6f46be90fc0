"""What a template can make the program do has an end."""

import time

import pytest
from jinja2 import TemplateAssertionError
from jinja2.exceptions import SecurityError

from shilu.reports.sandbox import Sandbox

LONG = "长" * 2_000


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{% for one in [1, 2, 3] %}{{ one }}、{% endfor %}", "1、2、3、"),
        ("{{ '截至' ~ 6 ~ '月' }}", "截至6月"),
        ("{{ '1—6月'|replace('—', '月至') }}", "1月至6月"),
        ("{{ ['甲', '乙']|join('、') }}", "甲、乙"),
        ("{{ 3 * 4 + 1 }}", "13"),
        ("{{ ' a '.strip().upper() }}", "A"),
        ("{% if 3 > 2 %}是{% endif %}", "是"),
    ],
)
def test_what_a_paper_needs_is_printed(text: str, printed: str) -> None:
    assert Sandbox().printed(text, {}) == printed


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in s %}{% for b in s %}{% for c in s %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for one in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "{% set a = s %}" + "{% set a = a ~ a %}" * 40 + "{{ a|length }}",
        "{% set a = s %}" + "{% set a = a + a %}" * 40 + "{{ a|length }}",
        "{% set a = '长' %}" + "{% set a = a|replace('长', s) %}" * 5,
        "{% set a = s %}" + "{% set a = [a, a, a]|join(a) %}" * 20,
        "{{ 'x'.center(999999999) }}",
        "{{ '{:999999999d}'.format(1) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 'x'.join(['长', '长']) }}",
        "{{ s * 999999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for a in s %}" + LONG + "{% endfor %}",
    ],
)
def test_what_would_fill_time_or_memory_ends(text: str) -> None:
    began = time.process_time()
    with pytest.raises(SecurityError):
        Sandbox().printed(text, {"s": LONG})
    assert time.process_time() - began < 2


def test_filters_that_make_texts_longer_are_not_there() -> None:
    for name in ("center", "format", "indent", "wordwrap", "map", "attr", "xmlattr"):
        with pytest.raises(TemplateAssertionError):
            Sandbox().printed(f"{{{{ 'x'|{name} }}}}", {})
