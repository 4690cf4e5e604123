"""`nssi officials create`: makes the first administrator, who makes the other accounts in the portal."""

import argparse
import os
import sys
from typing import Any


def add_officials_commands(groups: Any) -> None:
    """Add `officials` to the parser of `nssi`."""
    officials = groups.add_parser("officials", help="accounts of officials")
    acts = officials.add_subparsers(dest="act", required=True, metavar="ACT")
    create = acts.add_parser("create", help="make an administrator, and print a temporary password")
    create.add_argument("username", metavar="USERNAME")
    create.add_argument("--name", required=True, help="the official's names")
    create.set_defaults(run=_create)


def _create(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from django.core.exceptions import ValidationError

    from nssi.access.actions.create_official import create_official
    from nssi.access.actions.recover_official import temporary_password
    from nssi.access.models import Official

    password = temporary_password()
    try:
        create_official(
            options.username,
            password,
            full_name=options.name,
            role=Official.Role.ADMINISTRATOR,
            temporary=True,
        )
    except ValidationError as error:
        print(f"nssi officials create: {' '.join(error.messages)}", file=sys.stderr)
        return 2
    print(password)
    return 0
