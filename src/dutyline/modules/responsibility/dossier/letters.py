"""What a due-diligence file is told of responsibility letters: in force then, signed, refused."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.filing import NamesThen, in_reach
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import MOST, PERSON, POST
from dutyline.modules.responsibility.keys import letter_key
from dutyline.modules.responsibility.models import (
    Letter,
    LetterAnswer,
    LetterChange,
    LetterRefusal,
    LetterSignature,
    LetterText,
)
from dutyline.modules.responsibility.permissions import Responsibility

PATH = "post__unit__path"
OF_LETTER = f"letter__{PATH}"
OF_REFUSAL = f"refusal__{OF_LETTER}"
Records = list[tuple[str, int]]


def _about(about: FileAbout, to: str = "") -> Q:
    """Return the condition that a letter is the person's, the post's or of the unit, in reach."""
    reached = in_reach(about, f"{to}{PATH}")
    if about.kind == PERSON:
        return reached & Q(**{f"{to}person": about.id})
    if about.kind == POST:
        return reached & Q(**{f"{to}post": about.id})
    return reached & subtree(about.path, f"{to}{PATH}")


def _days(about: FileAbout, field: str = "at") -> Q:
    return Q(**{f"{field}__gte": about.starts_at, f"{field}__lt": about.ends_at})


class _Then:
    """What had come of some letters when the days of a file ended; five statements."""

    def __init__(self, about: FileAbout, letters: Sequence[Letter]) -> None:
        """Read texts, what changed, signatures and refusals."""
        self.texts: dict[tuple[int, int], list[LetterText]] = defaultdict(list)
        self.changes: dict[int, list[LetterChange]] = defaultdict(list)
        self.signed: dict[tuple[int, int], list[LetterSignature]] = defaultdict(list)
        self.refused: dict[tuple[int, int], list[LetterRefusal]] = defaultdict(list)
        known = LetterText.objects.filter(
            round__in={row.round_id for row in letters},
            post__in={row.post_id for row in letters},
            at__lt=about.ends_at,
        )
        for text in known.defer("content", "marks").order_by("number", "id"):
            self.texts[text.round_id, text.post_id].append(text)
        some = [text.pk for texts in self.texts.values() for text in texts]
        for change in LetterChange.objects.filter(text__in=some).order_by("id"):
            self.changes[change.text_id].append(change)
        done = {"letter__in": [row.pk for row in letters], "at__lt": about.ends_at}
        for signature in LetterSignature.objects.filter(**done).order_by("at", "id"):
            self.signed[signature.letter_id, signature.text_id].append(signature)
        for refusal in LetterRefusal.objects.filter(**done).order_by("at", "id"):
            self.refused[refusal.letter_id, refusal.text_id].append(refusal)
        self.ends_at = about.ends_at

    def stood(self, row: Letter, starts_at: datetime) -> Iterator[tuple[LetterText, datetime]]:
        """Yield each text a letter had in the days, with the moment from which on."""
        texts = self.texts[row.round_id, row.post_id]
        for text, follower in zip(texts, [*texts[1:], None], strict=True):
            since = max(text.at, row.made_at)
            until = min(each for each in (_at(follower), row.ended_at, self.ends_at) if each)
            if since < until and until > starts_at:
                yield text, since

    def told(self, row: Letter, text: LetterText) -> Iterator[Said]:
        """Yield what had come of a text of a letter: what it replaced, who signed or refused."""
        for change in self.changes[text.pk]:
            yield Said(
                _("It replaced the one before, since this changed: {what} {reference}."),
                what=change.get_kind_display,
                reference=change.reference or " ",
            )
        signed = self.signed[row.pk, text.pk]
        for each in signed:
            yield Said(
                _("Signed by {name} ({party}), {at}."),
                name=each.person_name,
                party=each.get_party_display,
                at=each.at,
            )
        for refusal in self.refused[row.pk, text.pk]:
            yield Said(_("Refused, {at}: {reason}."), at=refusal.at, reason=_plain(refusal.reason))
        if not signed:
            opened = row.opened_at is not None and row.opened_at < self.ends_at
            yield Said(_("Not signed by then.") if opened else _("Not open for signing by then."))
        if row.ended_at and row.ended_at < self.ends_at:
            yield Said(_("It ended {at}: {why}."), at=row.ended_at, why=row.get_ended_why_display)

    def records(self, row: Letter, text: LetterText) -> Records:
        """Return by what a text of a letter stands in the log."""
        both = row.pk, text.pk
        return [
            ("responsibility.letter_text", text.pk),
            *(("responsibility.letter_change", each.pk) for each in self.changes[text.pk]),
            *(("responsibility.letter_signature", each.pk) for each in self.signed[both]),
            *(("responsibility.letter_refusal", each.pk) for each in self.refused[both]),
        ]


def _at(text: LetterText | None) -> datetime | None:
    return text.at if text else None


def _plain(words: str) -> str:
    """Return words that end where a sentence goes on."""
    return words.rstrip(".。")


class _All(Said):
    """Several sentences after one another."""

    def __init__(self, first: Said, rest: Sequence[Said]) -> None:
        super().__init__("")
        self.all = (first, *rest)

    def __str__(self) -> str:
        return " ".join(map(str, self.all))


def _in_force(about: FileAbout) -> Iterator[FileEntry]:
    """Yield each text a letter of these years had in the days, and how far it had come."""
    last = about.end - timedelta(days=1)
    rows = Letter.objects.filter(
        _about(about),
        Q(ended_at=None) | Q(ended_at__gt=about.starts_at),
        round__year__range=(about.first.year, last.year),
        made_at__lt=about.ends_at,
    )
    found = rows.select_related("round", "person", "post__unit").order_by("made_at", "id")
    letters = list(found[: MOST + 1])
    then = _Then(about, letters)
    names = NamesThen({row.post_id for row in letters})
    for row in letters:
        for text, since in then.stood(row, about.starts_at):
            title, unit = names.on(row.post_id, max(since.date(), about.first))
            yield FileEntry(
                happened_at=since,
                recorded_at=text.at,
                sentence=_All(
                    Said(
                        _("Letter of {year} of {person}, {post}, {unit}: text {number}."),
                        year=str(row.round.year),
                        person=row.person.name,
                        post=title or row.post.title,
                        unit=unit or row.post.unit.name,
                        number=text.number,
                    ),
                    list(then.told(row, text)),
                ),
                source=letter_key(row.pk),
                records=tuple(then.records(row, text)),
            )


def _signatures(about: FileAbout) -> QuerySet[LetterSignature]:
    """Return what was signed in the days: the letters it is about, and as a superior by him."""
    concerned = _about(about, "letter__")
    if about.kind == PERSON:
        concerned |= in_reach(about, OF_LETTER) & Q(person=about.id)
    return LetterSignature.objects.filter(concerned, _days(about))


def _done(about: FileAbout) -> Iterator[FileEntry]:
    """Yield signatures, refusals and answers of the days."""
    signatures = _signatures(about).select_related(
        "letter__person", "letter__post", "letter__round"
    )
    signed = list(signatures.order_by("at", "id")[: MOST + 1])
    refusals = LetterRefusal.objects.filter(_about(about, "letter__"), _days(about))
    refusals = refusals.select_related("letter__post", "letter__round")
    refused = list(refusals.order_by("at", "id")[: MOST + 1])
    rows: list[LetterSignature | LetterRefusal] = [*signed, *refused]
    names = NamesThen({row.letter.post_id for row in rows})

    def post_then(row: LetterSignature | LetterRefusal) -> str:
        title, _unit = names.on(row.letter.post_id, timezone.localdate(row.at))
        return title or str(row.letter.post.title)

    for row in signed:
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.at,
            sentence=Said(
                _("{name} signed the letter of {year} of {person}, {post}, as {party}: “{words}”"),
                name=row.person_name,
                year=str(row.letter.round.year),
                person=row.letter.person.name,
                post=post_then(row),
                party=row.get_party_display,
                words=row.meaning,
            ),
            source=letter_key(row.letter_id),
            records=(("responsibility.letter_signature", row.pk),),
        )
    for no in refused:
        yield FileEntry(
            happened_at=no.at,
            recorded_at=no.at,
            sentence=Said(
                _("{name} refused to sign the letter of {year} of {post}: {reason}"),
                name=no.by_name,
                year=str(no.letter.round.year),
                post=post_then(no),
                reason=no.reason,
            ),
            source=letter_key(no.letter_id),
            records=(("responsibility.letter_refusal", no.pk),),
        )
    concerned = _about(about, "refusal__letter__")
    if about.kind == PERSON:
        concerned |= in_reach(about, OF_REFUSAL) & Q(by=about.id)
    answers = LetterAnswer.objects.filter(concerned, _days(about))
    for answer in answers.select_related("refusal").order_by("at", "id")[: MOST + 1]:
        yield FileEntry(
            happened_at=answer.at,
            recorded_at=answer.at,
            sentence=Said(
                _("{name} answered the refusal of {person}: {kind}. {words}"),
                name=answer.by_name,
                person=answer.refusal.by_name,
                kind=answer.get_kind_display,
                words=answer.words,
            ),
            source=letter_key(answer.refusal.letter_id),
            records=(("responsibility.letter_answer", answer.pk),),
        )


FILES = (
    FileSource(
        "responsibility.letters",
        _("Responsibility letters in force"),
        24,
        _in_force,
        Responsibility.LETTER_VIEW,
    ),
    FileSource(
        "responsibility.letters_signed",
        _("Responsibility letters: signed, refused, answered"),
        25,
        _done,
        Responsibility.LETTER_VIEW,
    ),
)
