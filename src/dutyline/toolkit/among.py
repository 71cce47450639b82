"""Any number of ids as one value of a prepared query.

A place for each id would have to be written and filled again for every id, and a list of another
length would be another statement.
"""

import json
from typing import Any

from django.db.models import BigIntegerField, TextField
from django.db.models.expressions import Expression

from dutyline.toolkit.prepared import Slot

_EACH = {
    "sqlite": "(SELECT value FROM json_each(%s))",
    "postgresql": "(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(%s AS json)))",
}


class Among(Expression):
    """The slot of a list of ids, for `__in` of a prepared query."""

    def __init__(self, name: str) -> None:
        """Name the list."""
        super().__init__(output_field=BigIntegerField())
        self.place = Slot(name, TextField()).changed(json.dumps)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Write the list as a table of its own."""
        return _EACH[connection.vendor], [self.place]
