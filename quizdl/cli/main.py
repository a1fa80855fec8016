"""`quizdl`: the group of all commands; without a command it shows how far one is."""

import importlib
import os

import click

from quizdl.cli.options import bank_option, plain_option
from quizdl.version import __version__

COMMANDS = (
    "practice", "review", "exam", "progress", "start", "submit", "watch", "experiment", "grade", "replay", "export",
    "bank", "doctor",
)  # fmt: skip
"""Each is the function of that name in the module of that name."""


class Commands(click.Group):
    """Imports a command when it is used: the others would cost every start."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """In the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"quizdl.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was asked for; click knows what is near to a name only where it has the commands."""
        name = args[0]
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) if near else error from None


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizdl")
@bank_option
@plain_option
@click.pass_context
def main(context: click.Context, bank: str | None, plain: bool) -> None:
    """Review deep learning: answer questions, write the layers, and be told which mistake you made.

    Without a command: the topics, how far you are, and what to do next.
    """
    if bank:
        os.environ["QUIZDL_BANK"] = bank  # `quizdl --bank DIR practice ...` is `quizdl practice --bank DIR ...`
    if context.invoked_subcommand is None:
        from quizdl.cli.home import home

        home(bank, plain)
