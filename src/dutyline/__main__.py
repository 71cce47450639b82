"""The `dutyline` command: everything an operator does from a shell."""

import os
import sys


def main() -> None:
    """Run one `dutyline` command, for example `dutyline migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dutyline.config.settings")
    from django.core.management import execute_from_command_line  # settings must be named first

    # However it was started, help and mistakes name the command people type.
    execute_from_command_line(["dutyline", *sys.argv[1:]])


if __name__ == "__main__":
    main()
