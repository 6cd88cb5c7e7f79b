"""`dateline desk`: the record in a browser, to see, check and correct."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import EXISTING, coder_options, db_option, examples, open_record
from dateline.errors import InputError, JudgementError, UsageError

if TYPE_CHECKING:
    from dateline.desk.accounts import Accounts, Role
    from dateline.store import SqlStore

ROLES = ("reader", "coder", "reviewer", "admin")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(
    epilog=examples(
        "dateline desk",
        "dateline desk --add-account ann --role admin",
        "dateline desk --host 0.0.0.0 --port 8000 --db postgresql://ann@dbhost/dateline",
    )
)
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Elsewhere needs accounts.")
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True)
@click.option("--name", "names", multiple=True, metavar="HOST", help="Answer only to this host name.")
@click.option("--behind-proxy", metavar="ADDRESS", help="Trust this proxy's word for scheme and client.")
@click.option("--tiles", metavar="URL", help="A tile server, https://…/{z}/{x}/{y}.png.  [default: outlines]")
@click.option(
    "--public-rules", type=EXISTING, help="The project's own rules (YAML) for what the public sees."
)
@click.option("--no-samples", is_flag=True, help="Leave an empty record empty.")
@click.option("--codebook", metavar="NAME|FILE.yml", help="Codebook to code by.  [default: conflict]")
@click.option("--reader", metavar="FOLDER", help="A reader trained with `dateline train`.")
@click.option("--add-account", metavar="NAME", help="Make an account, or give it a new password; then end.")
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="For --add-account."
)
@click.option("--drop-account", metavar="NAME", help="Remove an account; then end.")
@click.option("--accounts", "listing", is_flag=True, help="List the accounts; then end.")
@click.option(
    "--export-judgements", "export", metavar="FILE", help="Write every decision as JSON Lines; then end."
)
@click.option(
    "--check-judgements", "check", metavar="FILE", help="Check that such a file is a whole chain; then end."
)
@click.pass_context
def desk(
    ctx: click.Context,
    /,
    db: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    behind_proxy: str | None,
    tiles: str | None,
    public_rules: Path | None,
    no_samples: bool,
    codebook: str | None,
    reader: str | None,
    add_account: str | None,
    role: Role,
    drop_account: str | None,
    listing: bool,
    export: str | None,
    check: str | None,
) -> None:
    """See, check and correct the record in a browser.

    Without accounts it listens on this machine alone and whoever sits there may do everything. Once there is
    an account, people sign in: readers look; coders add and correct; reviewers also merge, split and sign
    off. An empty record opens with the sample reports. What readers do not see, and what is folded, stands in
    RECORD.db.rules.yml beside the database.
    """
    from dateline.run import limit_threads

    limit_threads()
    from dateline.desk.accounts import open_accounts

    if check:
        return _check(Path(check))
    if export:
        return _export(open_record(db), Path(export))
    store = open_record(db, create=True)
    accounts = open_accounts(str(store))
    if add_account or drop_account or listing:
        return _manage(accounts, add_account, role, drop_account)
    alone = not accounts.people()
    if alone and host not in LOOPBACK:
        raise UsageError(
            f"--host {host}: without accounts the desk listens on this machine alone",
            hint="dateline desk --add-account NAME --role admin",
        )
    options = coder_options(codebook, reader)
    return _serve(
        ctx,
        store,
        options,
        alone=alone,
        host=host,
        port=port,
        names=names,
        proxy=behind_proxy,
        tiles=tiles,
        public_rules=public_rules,
        samples=not no_samples,
    )


def _manage(accounts: Accounts, add: str | None, role: Role, drop: str | None) -> None:
    if add:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        accounts.save(add, role, password)
    if drop and not accounts.drop(drop):
        raise UsageError(f"there is no account {drop!r}", hint="dateline desk --accounts")
    for person in accounts.people():
        click.echo(f"{person.role:9} {person.name}")


def _export(store: SqlStore, file: Path) -> None:
    from dateline.desk.chain import judgement_to_line

    with file.open("w", encoding="utf-8", newline="\n") as out:
        for kept in store.judgements():
            out.write(judgement_to_line(kept))


def _check(file: Path) -> None:
    from dateline.desk.chain import check_lines

    try:
        with file.open(encoding="utf-8", newline="\n") as lines:
            found = check_lines(lines)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}", hint="check the path") from error
    if found.broken_at is not None:
        raise JudgementError(
            f"{file}: line {found.broken_at} does not fit the chain; the {found.count} before it do",
            hint="compare it with the record it was exported from",
        )
    click.echo(f"{found.count} decisions, a whole chain; the last hash is {found.hash}")


def _serve(
    ctx: click.Context,
    store: SqlStore,
    options: object,
    *,
    alone: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    proxy: str | None,
    tiles: str | None,
    public_rules: Path | None,
    samples: bool,
) -> None:
    import uvicorn

    from dateline.cli.running import prepare_gazetteer
    from dateline.desk import make_app, open_desk
    from dateline.desk.intake import add_samples, is_empty
    from dateline.desk.settling import catch_up
    from dateline.desk.warming import warm_up
    from dateline.publish.public import load_rules
    from dateline.run import CoderOptions

    assert isinstance(options, CoderOptions)
    prepare_gazetteer(options.home, quiet=ctx.obj["quiet"])
    opened = open_desk(store, options, single_user=alone, user=getpass.getuser())
    opened.tiles = tiles
    opened.public_rules = load_rules(public_rules)
    warm_up(opened)
    if samples and is_empty(store):
        add_samples(opened)
    else:
        catch_up(opened)
    if not ctx.obj["quiet"]:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"the desk is at http://{shown}:{port}  (Ctrl-C ends it)", err=True)
    uvicorn.run(
        make_app(opened, hosts=names or None),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )
