"""The pages and the interface under load, beside plain Django on the same server: 1 million entries, 2,000 accounts.

Usage: web.py [ENTRIES]        a million by default. Fifty connections each; both are served by granian, two processes.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from measuring import own_folder, own_workspace

CONNECTIONS = 50
ACCOUNTS = 2_000
SECONDS = 15.0
_STEP = 50_000
_WARM = 30
_HERE = Path(__file__).parent
_SHILU = "from shilu.cli.main import run; run()"
PORTS = {"shilu": 8471, "plain": 8472}


@dataclass(frozen=True, slots=True)
class Request:
    """What one connection asks: method, address, and the body that its n-th request has."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: Callable[[int], bytes] = lambda _turn: b""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of fifty connections that asked for some seconds."""

    name: str
    taken: Sequence[float]
    seconds: float
    errors: int

    @property
    def pace(self) -> float:
        return len(self.taken) / self.seconds

    def part(self, share: float) -> float:
        """How many milliseconds that share of the requests took at most."""
        return sorted(self.taken)[min(int(len(self.taken) * share), len(self.taken) - 1)] * 1000


def fill(workspace: Any, entries: int) -> None:
    """So many entries of two sums, over two years, in all units and sixty kinds."""
    from shilu.figures.kept import keep_up  # noqa: PLC0415 - Django first
    from shilu.ledger.log import append  # noqa: PLC0415
    from shilu.ledger.models import Kind  # noqa: PLC0415
    from shilu.ledger.queries import catalogue_at  # noqa: PLC0415
    from shilu.ledger.row import RowDraft, Texts  # noqa: PLC0415
    from shilu.ledger.small_ids import unit_ids  # noqa: PLC0415
    from shilu.lib.day_numbers import day_number  # noqa: PLC0415

    clerk = workspace.clerk(_now())
    ids = dict(Kind.objects.values_list("key", "id"))
    kinds = [kind for kind in catalogue_at().kinds.values() if not kind.private and kind.adds == "flow"][:60]
    units = list(unit_ids().values())
    first = _now().date() - timedelta(days=730)
    days = [day_number(first + timedelta(days=at)) for at in range(730)]
    for start in range(0, entries, _STEP):
        rows = []
        for at in range(start, min(start + _STEP, entries)):
            kind, day = kinds[at % len(kinds)], days[at * 730 // entries]
            counted = {quantity.key: at % 40 + 1 for quantity in kind.quantities[:2]}
            rows.append(
                RowDraft(
                    type="entry",
                    kind=ids[kind.key],
                    unit=units[at * 13 % len(units)],
                    first=day,
                    last=day,
                    quantities=json.dumps({key: str(counted[key]) for key in sorted(counted)}, separators=(",", ":")),
                    amounts=tuple((key, counted[key] * 1000) for key in sorted(counted)),
                    texts=Texts(
                        f"学习贯彻会议精神第{at}次专题研讨", '{"place":"三楼会议室"}', "台账.xlsx", "上半年", at
                    ),
                )
            )
        append(rows, account=clerk.account, now=clerk.now)
    keep_up()


def add_accounts() -> list[Any]:
    """Two thousand accounts, a recorder in each unit in turn, those of the connections first."""
    from shilu.access.models import Account, Appointment  # noqa: PLC0415 - Django first
    from shilu.ledger.queries import structure_at  # noqa: PLC0415

    now, units = _now(), list(structure_at().units)
    made = [
        Account(uuid=uuid4(), number=f"{100_000 + at}", name=f"内勤{at}", must_change=False, made_at=now)
        for at in range(ACCOUNTS)
    ]
    for account in made:
        account.set_unusable_password()
    Account.objects.bulk_create(made)
    Appointment.objects.bulk_create(
        Appointment(account=account, role="recorder", unit=units[at % len(units)], on=date(2020, 1, 1))
        for at, account in enumerate(made)
    )
    return made


def session_of(account: Any) -> str:
    """The cookie of somebody who has signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 - Django first

    from shilu.access.signed_in import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "shilu.access.signed_in.Accounts"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store["seen"] = _now().isoformat()
    store.create()
    return f"sessionid={store.session_key}"


def key_of(account: Any) -> str:
    """A key to the interface."""
    from shilu.access.operations import By  # noqa: PLC0415 - Django first
    from shilu.access.tokens import make_token  # noqa: PLC0415

    until = _now().date() + timedelta(days=30)
    return make_token(account, name="程序", until=until, by=By(account.uuid, account.name, _now()))


def unit_of(account: Any) -> str:
    """The code of the unit in which somebody records."""
    from shilu.ledger.queries import structure_at  # noqa: PLC0415 - Django first

    unit: UUID = account.appointments.get().unit
    return structure_at().units[unit].code


@contextmanager
def shilu_serving(folder: Path) -> Iterator[int]:
    """``shilu serve`` with two processes."""
    port = PORTS["shilu"]
    command = [sys.executable, "-c", _SHILU, "-w", str(folder), "serve", "--port", str(port), "--workers", "2"]
    with served(command, port=port, probe="/sign-in/", env={}):
        yield port


@contextmanager
def plain_serving(folder: Path) -> Iterator[int]:
    """The plain Django of plain_web.py with two processes."""
    port = PORTS["plain"]
    env = {"PLAIN_DATABASE": str(folder / "plain.db"), "PYTHONPATH": str(_HERE)}
    subprocess.run([sys.executable, str(_HERE / "plain_web.py")], check=True, env={**os.environ, **env})
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port)]
    options = ["--workers", "2", "--blocking-threads", "8", "--no-log", "plain_web:application"]
    with served([*command, *options], port=port, probe="/", env=env):
        yield port


@contextmanager
def served(command: Sequence[str], *, port: int, probe: str, env: Mapping[str, str]) -> Iterator[None]:
    """A server while the block runs."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **env}) as process:
        try:
            _wait(port, probe)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(port: int, probe: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", probe)
            if line.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise SystemExit(f"nothing answers at port {port}")


def loaded(name: str, port: int, requests: Sequence[Request], *, acknowledged: list[Any] | None = None) -> Load:
    """All connections ask at once, each the next as soon as it is answered; an answer that is no 2xx is an error."""
    taken: list[float] = []
    errors: list[str] = []
    stop = threading.Event()

    def ask(request: Request) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = 0
        while not stop.is_set():
            turn += 1
            started = time.perf_counter()
            try:
                line.request(request.method, request.address, request.body(turn) or None, dict(request.headers))
                response = line.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException) as fault:
                errors.append(str(fault))
                line.close()
                continue
            taken.append(time.perf_counter() - started)
            if not 200 <= response.status < 300:
                errors.append(f"{response.status} {content[:200]!r}")
            elif acknowledged is not None:
                acknowledged.append(json.loads(content)["seq"])
        line.close()

    _warmed(port, requests[0])
    threads = [threading.Thread(target=ask, args=(request,)) for request in requests]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    stop.set()
    for thread in threads:
        thread.join()
    for line in errors[:3]:
        print(f"  error: {line}", file=sys.stderr)
    return Load(name, taken, time.perf_counter() - started, len(errors))


def _warmed(port: int, request: Request) -> None:
    """Some requests before the clock runs: each process of a server that was just started loads its templates."""
    for _turn in range(_WARM):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", request.address if request.method == "GET" else "/", headers=dict(request.headers))
        line.getresponse().read()
        line.close()


def posts_of(account: Any, number: int) -> Request:
    """Records handed in by one connection, each under a key of its own."""
    unit, key = unit_of(account), key_of(account)
    today = _now().date().isoformat()

    def body(turn: int) -> bytes:
        given = {
            "kind": "中心组学习",
            "unit": unit,
            "from": today,
            "title": f"第{number}路第{turn}次学习",
            "quantities": {"times": 1, "people": 15},
            "accept_likely": True,
        }
        return json.dumps(given).encode()

    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    return Request("POST", "/api/v1/entries", headers, body)


def plain_posts(number: int) -> Request:
    """The same to plain Django."""

    def body(turn: int) -> bytes:
        return json.dumps({"title": f"第{number}路第{turn}次学习", "day": "2022-06-27", "people": 15}).encode()

    return Request("POST", "/post", {"Content-Type": "application/json"}, body)


def print_loads(title: str, loads: Sequence[Load], *, against: str) -> None:
    """Requests a second, how long they took, and the pace against that of plain Django."""
    plain = next(load for load in loads if load.name == against)
    print(f"\n{title}")
    print(f"{'':28}{'req/s':>8}{'median ms':>11}{'p95 ms':>9}{'errors':>8}{'× plain':>9}")
    for load in loads:
        print(
            f"{load.name:28}{load.pace:8.0f}{load.part(0.5):11.0f}{load.part(0.95):9.0f}{load.errors:8}"
            f"{load.pace / plain.pace:9.2f}"
        )


def _now() -> Any:
    from django.utils import timezone  # noqa: PLC0415 - Django first

    return timezone.now()


def reading(port: int, accounts: Sequence[Any]) -> list[Load]:
    """Home, ledger and statistics, each connection with an account of its own."""
    cookies = [session_of(account) for account in accounts[:CONNECTIONS]]
    return [
        loaded(name, port, [Request("GET", address, {"Cookie": cookie}) for cookie in cookies])
        for name, address in (("home", "/"), ("ledger", "/ledger/"), ("statistics", "/statistics/"))
    ]


def writing(port: int, accounts: Sequence[Any]) -> Load:
    """Fifty connections that hand records in; each position that was acknowledged must be there."""
    from shilu.ledger.models import Row  # noqa: PLC0415 - Django first

    acknowledged: list[int] = []
    requests = [posts_of(account, number) for number, account in enumerate(accounts[:CONNECTIONS])]
    load = loaded("shilu: POST /api/v1/entries", port, requests, acknowledged=acknowledged)
    there = Row.objects.filter(type="entry", seq__gte=min(acknowledged)).values_list("seq", flat=True)
    lost = len(set(acknowledged) - set(there))
    print(
        f"\n{len(acknowledged):,} records acknowledged, {lost} lost, {len(acknowledged) - len(set(acknowledged))} twice"
    )
    return load


def main(entries: int) -> None:
    with own_workspace() as (workspace, _root), own_folder() as folder:
        from shilu.workspace.serving import serve_from  # noqa: PLC0415 - Django first

        started = time.perf_counter()
        fill(workspace, entries)
        accounts = add_accounts()
        serve_from(workspace)  # with its key cookies are signed
        print(
            f"{entries:,} entries, {ACCOUNTS:,} accounts; made in {time.perf_counter() - started:.0f} s",
            file=sys.stderr,
        )
        with shilu_serving(workspace.folder) as port:
            pages = reading(port, accounts)
            posts = writing(port, accounts)
        with plain_serving(folder) as port:
            listed = loaded("plain Django, 50 rows", port, [Request("GET", "/", {})] * CONNECTIONS)
            plain = loaded("plain Django: POST", port, [plain_posts(number) for number in range(CONNECTIONS)])
    title = f"{CONNECTIONS} connections, {entries:,} entries, {ACCOUNTS:,} accounts, SQLite, 2 processes"
    print_loads(f"Pages: {title}", [listed, *pages], against=listed.name)
    print_loads(f"One entry a commit: {title}, synchronous=FULL", [plain, posts], against=plain.name)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
