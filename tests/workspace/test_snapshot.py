"""What PostgreSQL's own programs are told when a database is copied."""

from shilu.workspace.snapshot import _without_password


def test_password_goes_to_the_environment_as_it_is_meant_not_as_it_is_written_in_the_address():
    url, environment = _without_password("postgresql://shi%40lu:kou%3Aling%401@127.0.0.1:5432/shilu?sslmode=require")
    assert url == "postgresql://shi%40lu@127.0.0.1:5432/shilu?sslmode=require"
    assert environment["PGPASSWORD"] == "kou:ling@1"
