"""Make the tables of an empty database at once, from the models as they are.

Replaying a hundred steps of migrations costs twenty seconds, nearly all of it Django's drawing of
each state in between. The result is the same, which a test compares, and every migration is
recorded as applied.
"""

from collections.abc import Sequence

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations import operations as steps
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

SHAPING = (
    steps.AddConstraint,
    steps.AddField,
    steps.AddIndex,
    steps.AlterConstraint,
    steps.AlterField,
    steps.AlterIndexTogether,
    steps.AlterModelManagers,
    steps.AlterModelOptions,
    steps.AlterModelTable,
    steps.AlterOrderWithRespectTo,
    steps.AlterUniqueTogether,
    steps.CreateModel,
    steps.DeleteModel,
    steps.RemoveConstraint,
    steps.RemoveField,
    steps.RemoveIndex,
    steps.RenameField,
    steps.RenameIndex,
    steps.RenameModel,
)
"""Steps whose end is what the models say."""
ACTING = (steps.RunPython, steps.RunSQL)
"""Steps that do something models do not say; they are carried out, in order."""


def create(connection: BaseDatabaseWrapper) -> bool:
    """Make every table of an empty database; False, and nothing done, where that is not sure."""
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = [
        migration
        for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    if not all(_is_plain(migration) for migration in plan):
        return False
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    state = executor.loader.project_state()
    for migration in plan:
        for step in _acting(migration.operations):
            with connection.schema_editor(atomic=migration.atomic) as editor:
                step.database_forwards(migration.app_label, editor, state, state)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration in plan:
        recorder.record_applied(migration.app_label, migration.name)
    return True


def _is_plain(migration: Migration) -> bool:
    """Say whether every step is of a kind whose end is known."""
    return all(isinstance(step, SHAPING + ACTING) for step in migration.operations)


def _acting(operations: Sequence[Operation]) -> list[Operation]:
    return [step for step in operations if isinstance(step, ACTING)]
