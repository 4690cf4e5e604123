"""`load_demonstration`: the people of the demonstration, and with --show who they are."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from nssi.demo.actions.load_demonstration import CERTIFICATES, load_demonstration, notes
from nssi.demo.people import INSURERS, OFFICIALS, PEOPLE
from nssi.demo.qes.authority import PASSPHRASE


class Command(BaseCommand):
    """Load the demonstration, or show whom it holds."""

    help = "Loads the people of the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", action="store_true", help="only show whom it holds")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["show"]:
            load_demonstration()
            return
        known = notes()
        for person in PEOPLE:
            self.stdout.write(f"  {person.full_name}, ЕГН {person.number}: {person.note}")
            if person.phone:
                self.stdout.write(f"      телефон {person.phone}, код на приложението {person.code}")
            if pik := known.get(person.number):
                self.stdout.write(f"      ПИК {pik}")
            if (file := CERTIFICATES / f"{person.number}.p12").exists():
                self.stdout.write(f"      КЕП за браузъра: {file}, парола {PASSPHRASE.decode()}")
        for insurer in INSURERS:
            self.stdout.write(f"  Осигурител {insurer.name}, ЕИК {insurer.eik}: вход на /osiguriteli/vhod/")
            if (file := CERTIFICATES / f"{insurer.eik}.p12").exists():
                self.stdout.write(f"      КЕП на организацията: {file}, парола {PASSPHRASE.decode()}")
        for official in OFFICIALS:
            password = known.get(official.username, "")
            self.stdout.write(f"  Служител ({official.role.label}): {official.username}, парола {password}")
        self.stdout.write("  Кодовете на служителите за втората стъпка на входа са на страницата /demo/")
