"""Whether a bank may run its expressions and layers: always in a whole sandbox, else only where it is trusted."""

from quizdl.bank.bank import Bank
from quizdl.bank.trust import foreign, trusted
from quizdl.errors import QuizdlError
from quizdl.runner.confinement import missing


def require_permission(bank: Bank) -> None:
    """Raise where a foreign folder would run code in a sandbox with gaps."""
    folders = foreign(bank.folders.banks)
    lacking = missing() if folders else {}
    for folder in folders:
        if lacking and not trusted(folder):
            raise QuizdlError(
                f"{folder} holds expressions or layers that run, and the sandbox of this machine lacks "
                f"{', '.join(lacking)}: look through the folder, then `quizdl bank trust {folder}`"
            )
