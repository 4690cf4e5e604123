"""The `nssi` command: the operator's tool. Each group of commands lives in a module of its own.

Exit codes: 0 answered, 1 the answer is "no, broken", 2 bad input (one clear line on stderr, nothing on stdout).
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from nssi.operate import (
    archive_command,
    attachments_command,
    audit_command,
    bench_command,
    declarations_command,
    documents_command,
    installation_command,
    keys_command,
    law_command,
    messages_command,
    officials_command,
    pensions_command,
    procedures_command,
    proof_command,
    retention_command,
    trust_command,
)


class Parser(argparse.ArgumentParser):
    """A parser that answers bad input with one line, and with where to read more."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` and return its exit code."""
    parser = Parser(prog="nssi", description="The e-services of the National Social Security Institute.")
    groups = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    installation_command.add_installation_commands(groups)
    bench_command.add_bench_command(groups)
    law_command.add_law_commands(groups)
    attachments_command.add_attachments_commands(groups)
    declarations_command.add_declarations_commands(groups)
    documents_command.add_documents_commands(groups)
    messages_command.add_messages_commands(groups)
    audit_command.add_audit_commands(groups)
    procedures_command.add_procedures_commands(groups)
    archive_command.add_archive_commands(groups)
    proof_command.add_proof_commands(groups)
    pensions_command.add_pensions_commands(groups)
    trust_command.add_trust_commands(groups)
    officials_command.add_officials_commands(groups)
    keys_command.add_keys_commands(groups)
    retention_command.add_retention_command(groups)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
