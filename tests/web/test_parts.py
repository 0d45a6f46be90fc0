"""Parts of pages that several pages share."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client

from web.world import World


@pytest.mark.parametrize(
    ("state", "look", "words"),
    [
        ("returned", "bad", "↩ 已退回"),
        ("word", "open", "？ 待定类别"),
        ("waiting", "open", "◔ 待审核·未计入"),
    ],
)
def test_where_a_waiting_record_stands_is_told_alike_on_every_page(state: str, look: str, words: str) -> None:
    told = render_to_string("review/_state.html", {"waiting": SimpleNamespace(state=state)})
    assert told == f'<span class="state {look}">{words}</span>'


@pytest.mark.database
@pytest.mark.parametrize(("lang", "other"), [("zh-hans", "en"), ("en", "zh-hans")])
def test_the_other_language_is_offered_on_pages_and_at_the_entrance(world: World, lang: str, other: str) -> None:
    for client, address in ((world.as_("recorder"), "/ledger/?period=2026-06"), (Client(), "/sign-in/?next=/ledger/")):
        client.post("/language/", {"language": lang, "next": "/"})
        told = client.get(address).content.decode()
        assert f'name="language" value="{other}"' in told
        assert f'name="next" value="{address}"' in told
        assert f'name="language" value="{lang}"' not in told
