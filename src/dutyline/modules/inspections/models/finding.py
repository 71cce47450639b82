"""The ledger of hidden dangers."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.organisation.models import PathField, Person, Place, Unit
from dutyline.modules.inspections.models.round import Answer, Round
from dutyline.modules.inspections.models.words import (
    OPEN,
    REPAIRING,
    RISK_LEVELS,
    UNKNOWN_RISK,
    Basis,
    FindingState,
    Grade,
    Nature,
    Origin,
    Risk,
)
from dutyline.modules.inspections.queries.findings import FindingQuerySet
from dutyline.toolkit.search import SearchField


class NumberSeries(models.Model):
    """The last number given in a company and year."""

    company = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One a company and year."""

        constraints = [models.UniqueConstraint(fields=["company", "year"], name="series_once")]


def _derived(*cases: When, default: int) -> models.GeneratedField:
    """Return a column that names a case as one number.

    Asked as one value it lets an index serve the list in order; asked as several values it would
    have to be sorted first. A number, since SQLite asks no index for a bare boolean.
    """
    return models.GeneratedField(
        expression=Case(*cases, default=Value(default)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )


def _one_of(states: tuple[FindingState, ...]) -> models.GeneratedField:
    """Return a column that is 1 in these states, else 0."""
    return _derived(When(state__in=[str(each) for each in states], then=Value(1)), default=0)


def _gravity() -> models.GeneratedField:
    """Return a column that is 1 for the gravest risk, 5 where nobody evaluated it."""
    cases = [When(risk=str(risk), then=Value(level)) for risk, level in RISK_LEVELS.items()]
    return _derived(*cases, default=UNKNOWN_RISK)


class Finding(models.Model):
    """A hidden danger: what is wrong, where, by which clause, how grave, and how it stands.

    Days are local to the unit, months are year * 100 + month. Owner, verifier, deadline and state
    repeat what the rectification says, so that lists and counts read one table; only
    `operations` writes them, together with the rectification.
    """

    number = models.CharField(_("number"), max_length=20)
    company = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField(editable=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="findings", db_index=False
    )
    spot = models.CharField(_("exactly where"), max_length=200, blank=True)
    thing = models.CharField(_("object or equipment"), max_length=200, blank=True)
    title = models.CharField(_("what is wrong"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("inspection kind"), max_length=100, blank=True)
    origin = models.CharField(_("origin"), max_length=6, choices=Origin, default=Origin.DIRECT)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="findings")
    answer = models.OneToOneField(Answer, models.PROTECT, null=True, related_name="finding")
    finder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="findings")
    second_finder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    finder_names = models.CharField(_("found by"), max_length=300, blank=True)
    found_at = models.DateTimeField(_("found"))
    found_on = models.DateField()
    found_month = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    back_filled = models.BooleanField(default=False)
    category = models.CharField(_("category"), max_length=100, blank=True)
    nature = models.CharField(_("nature"), max_length=11, choices=Nature, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, blank=True)
    clause = models.CharField(_("clause violated"), max_length=200, blank=True)
    grade = models.CharField(_("grade"), max_length=7, choices=Grade)
    major_item = models.CharField(max_length=100, blank=True)
    risk = models.CharField(_("risk level"), max_length=6, choices=Risk, blank=True)
    risk_note = models.CharField(_("risk evaluation"), max_length=300, blank=True)
    accident_type = models.CharField(_("possible accident"), max_length=200, blank=True)
    proposed_measures = models.TextField(_("proposed measures"), blank=True)
    interim_control = models.TextField(_("interim control"), blank=True)
    state = models.CharField(max_length=15, choices=FindingState, default=FindingState.REGISTERED)
    rectification = models.OneToOneField(Rectification, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    owner_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    verifier = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(_("deadline"), null=True)
    repaired_on = models.DateField(_("repaired"), null=True)
    verified_on = models.DateField(_("verified"), null=True)
    closed_on = models.DateField(_("closed"), null=True)
    is_open = _one_of(OPEN)
    in_repair = _one_of(REPAIRING)
    gravity = _gravity()
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeats")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    import_key = models.CharField(max_length=64, null=True, unique=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        """Numbers run within a company; states agree with their days."""

        verbose_name = _("hidden danger")
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="finding_number"),
            models.CheckConstraint(condition=~Q(title=""), name="finding_says_what"),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("found_at")), name="finding_not_foretold"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="finding_closed_on",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="finding_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="finding_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True)
                | ~Q(verifier=F("owner"))
                | Q(verifier__isnull=True),
                name="finding_verifier_is_another",
            ),
        ]
        indexes = [
            models.Index(fields=["-found_at", "-id"], name="finding_newest"),
            models.Index(fields=["state", "-found_at", "-id"], name="finding_state"),
            models.Index(fields=["is_open", "-found_at", "-id"], name="finding_open"),
            models.Index(fields=["is_open", "due_on", "id"], name="finding_open_due"),
            models.Index(fields=["is_open", "number", "id"], name="finding_open_number"),
            models.Index(
                fields=["is_open", "gravity", "-found_at", "-id"], name="finding_open_gravity"
            ),
            models.Index(
                fields=["is_open", "grade", "-found_at", "-id"], name="finding_open_grade"
            ),
            models.Index(fields=["is_open", "repeat_of"], name="finding_open_repeat"),
            models.Index(fields=["in_repair", "-found_at", "-id"], name="finding_repair"),
            models.Index(fields=["in_repair", "due_on", "id"], name="finding_repair_due"),
            models.Index(fields=["due_on", "id"], name="finding_due"),
            models.Index(fields=["category", "-found_at", "-id"], name="finding_category"),
            models.Index(fields=["unit_path", "-found_at", "-id"], name="finding_path"),
            models.Index(fields=["place", "-found_at"], name="finding_place"),
            models.Index(fields=["found_month"], name="finding_month"),
            models.Index(
                fields=["closed_on"], condition=Q(closed_on__isnull=False), name="finding_closed"
            ),
            models.Index(
                fields=["first_due_on"],
                condition=Q(first_due_on__isnull=False),
                name="finding_first_due",
            ),
        ]

    @property
    def repeat(self) -> bool:
        """Whether the same was found here before."""
        return self.repeat_of_id is not None

    def __str__(self) -> str:
        """Return number and words."""
        return f"{self.number} {self.title}"


class FindingWords(models.Model):
    """What a finding is found by; beside the ledger, so that its rows stay small."""

    finding = models.OneToOneField(Finding, models.CASCADE, primary_key=True, related_name="words")
    text = SearchField()
