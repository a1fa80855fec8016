"""`quizdl doctor`"""

import click

from quizdl.cli.options import colored, plain_option


@click.command()
@plain_option
def doctor(plain: bool) -> None:
    """Say what this machine offers: versions, folders, and every layer of the sandbox, each one tried."""
    from quizdl.errors import WRONG
    from quizdl.places import cache_folder, data_folder
    from quizdl.prove.machine import proofs
    from quizdl.show.machine import facts, layers

    click.echo(facts({"progress": data_folder(), "cache": cache_folder()}))
    found = proofs()
    click.echo(layers(found), color=colored(plain))
    if not all(proof.holds for proof in found):
        click.get_current_context().exit(WRONG)
