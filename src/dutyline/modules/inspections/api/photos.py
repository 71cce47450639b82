"""Photos as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from ninja import File, Schema
from ninja.files import UploadedFile

from dutyline.kernel.actions.keys import REPAIR, VERIFICATION
from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.keys import ANSWER, FINDING, REPORT

Uploaded = Annotated[list[UploadedFile], File(description="photos, told by their content")]
SHOWS = {
    FINDING: "finding",
    ANSWER: "answer",
    REPORT: "report",
    REPAIR: "repair",
    VERIFICATION: "verification",
}


class PhotoOut(Schema):
    """A photo: what it belongs to, what it shows; its bytes are fetched by its id."""

    id: int
    of: str
    role: str
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    taken_at: datetime | None
    added_at: datetime
    added_by_name: str
    seen_before: bool

    @staticmethod
    def resolve_of(obj: Attachment) -> str:
        """Return what it belongs to in one word."""
        return SHOWS.get(obj.subject_type, obj.subject_type)


class PhotosAdded(Schema):
    """The photos that were kept."""

    items: list[PhotoOut]


def plain_photos(kept: list[Attachment]) -> dict[str, object]:
    """Return photos just kept as JSON."""
    return {"items": [PhotoOut.from_orm(each).model_dump(mode="json") for each in kept]}
