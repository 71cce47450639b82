"""What a person says when he records a finding."""

from dataclasses import dataclass
from datetime import datetime

from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.modules.inspections.models import Answer, Origin, Round


@dataclass(frozen=True)
class Details:
    """Everything about a hidden danger that its finder can know.

    `unit` may be left out with a `place`, whose unit it then is. `grade` is a wish: the criteria
    decide, a wish for "major" raises with `grade_reason`, none ever lowers. `ticked` are keys of
    the major-danger catalogue.
    """

    title: str
    unit: Unit | None = None
    place: Place | None = None
    spot: str = ""
    thing: str = ""
    description: str = ""
    kind: str = ""
    category: str = ""
    nature: str = ""
    basis: str = ""
    clause: str = ""
    grade: str = ""
    grade_reason: str = ""
    ticked: tuple[str, ...] = ()
    risk: str = ""
    risk_note: str = ""
    accident_type: str = ""
    proposed_measures: str = ""
    interim_control: str = ""
    found_at: datetime | None = None
    finder: Person | None = None
    second_finder: Person | None = None
    finder_names: str = ""
    origin: str = Origin.DIRECT
    round: Round | None = None
    answer: Answer | None = None
