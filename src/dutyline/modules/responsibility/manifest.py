"""Responsibility on one page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.roles import (
    ADMINISTRATOR,
    AUDITOR,
    INSPECTOR,
    LINE_HEAD,
    PRINCIPAL,
    SAFETY_MANAGER,
)
from dutyline.kernel.registry import (
    EvidenceKind,
    ImportKind,
    Indicator,
    Job,
    Manifest,
    NavItem,
    PageLink,
    Subject,
)
from dutyline.modules.responsibility import (
    addresses,
    budget_export,
    card_export,
    dossier,
    entering,
    facts,
    goal_export,
    indicators,
    keys,
    letter_errands,
    todos,
    touched,
)
from dutyline.modules.responsibility.operations.letters.following import follow_letters
from dutyline.modules.responsibility.operations.letters.reminding import remind_letters
from dutyline.modules.responsibility.operations.outdated import tell_of_drift
from dutyline.modules.responsibility.permissions import LABELS, Responsibility
from dutyline.modules.responsibility.sentences import (
    NOTIFICATION_NAMES,
    NOTIFICATIONS,
    SENTENCES,
)

LEADING = frozenset(Responsibility)
LINE = LEADING - {Responsibility.GOAL_SET, Responsibility.LETTER_MANAGE}
MONEY = frozenset({Responsibility.BUDGET_VIEW, Responsibility.BUDGET_RECORD})
READING = frozenset(
    {
        Responsibility.CARD_VIEW,
        Responsibility.GOAL_VIEW,
        Responsibility.BUDGET_VIEW,
        Responsibility.LETTER_VIEW,
    }
)
WRITING = frozenset({Responsibility.CARD_VIEW, Responsibility.CARD_WRITE})
FOLLOW_SECONDS = 900
REMIND_SECONDS = 3600
DRIFT_SECONDS = 24 * 3600

manifest = Manifest(
    key="responsibility",
    name=_("Responsibility system"),
    urls="dutyline.modules.responsibility.urls",
    api="dutyline.modules.responsibility.paper_routes.router",
    public_routes=frozenset({"responsibility:letter_check"}),
    permissions=Responsibility,
    permission_labels=LABELS,
    role_additions={
        INSPECTOR: frozenset({Responsibility.CARD_VIEW, Responsibility.GOAL_VIEW}),
        LINE_HEAD: LINE,
        SAFETY_MANAGER: WRITING
        | READING
        | MONEY
        | {
            Responsibility.CARD_REVIEW,
            Responsibility.CARD_PUBLISH,
            Responsibility.LETTER_MANAGE,
        },
        PRINCIPAL: LEADING,
        AUDITOR: READING,
        ADMINISTRATOR: WRITING | READING | {Responsibility.LETTER_MANAGE},
    },
    navigation=(
        NavItem("mine", _("My post card"), "responsibility:my_cards", 40),
        NavItem(
            "responsibility",
            _("Post cards"),
            "responsibility:cards",
            10,
            Responsibility.CARD_VIEW,
        ),
        NavItem(
            "responsibility",
            _("Who carries what"),
            "responsibility:coverage",
            20,
            Responsibility.CARD_VIEW,
        ),
        NavItem("mine", _("My goals"), "responsibility:my_goals", 45),
        NavItem(
            "responsibility",
            pgettext_lazy("of a year", "Goals"),
            "responsibility:goals",
            30,
            Responsibility.GOAL_VIEW,
        ),
        NavItem("mine", _("My letter"), "responsibility:my_letters", 50),
        NavItem(
            "responsibility",
            _("Responsibility letters"),
            "responsibility:letters",
            35,
            Responsibility.LETTER_VIEW,
        ),
        NavItem(
            "responsibility",
            _("Safety budget"),
            "responsibility:budget",
            40,
            Responsibility.BUDGET_VIEW,
        ),
    ),
    evidence_kinds=(
        EvidenceKind(
            "responsibility.card_published",
            _("Post card published"),
            addresses.url_for_key,
            facts.cards_published,
            begin="responsibility:cards",
            tap=_("Post cards"),
        ),
        EvidenceKind(
            "responsibility.card_accepted",
            _("Post card accepted"),
            addresses.url_for_key,
            facts.cards_accepted,
            urls_for=addresses.urls_for_acceptances,
        ),
        EvidenceKind(
            "responsibility.goal_passed_on",
            _("Goal passed on"),
            addresses.url_for_step,
            facts.goals_passed_on,
            begin="responsibility:my_goals",
            tap=_("My goals"),
            urls_for=addresses.urls_for_steps,
        ),
        EvidenceKind(
            "responsibility.goal_promised",
            _("Goal promised"),
            addresses.url_for_step,
            facts.goals_promised,
            begin="responsibility:my_goals",
            tap=_("My goals"),
            urls_for=addresses.urls_for_steps,
        ),
        EvidenceKind(
            "responsibility.goal_result",
            _("Result of a goal recorded"),
            addresses.url_for_result_key,
            facts.goal_results,
            begin="responsibility:my_goals",
            tap=_("My goals"),
            urls_for=addresses.urls_for_results,
        ),
        EvidenceKind(
            "responsibility.money_used",
            _("Money for safety used"),
            addresses.url_for_use_key,
            facts.money_used,
            begin="responsibility:budget",
            tap=_("Safety budget"),
            urls_for=addresses.urls_for_uses,
        ),
        EvidenceKind(
            "responsibility.letter_signed",
            _("Responsibility letter signed"),
            addresses.url_for_signature,
            facts.letters_signed,
            begin="responsibility:my_letters",
            tap=_("My letter"),
            urls_for=addresses.urls_for_signatures,
        ),
        EvidenceKind(
            "responsibility.letter_countersigned",
            _("Responsibility letter of one's people signed"),
            addresses.url_for_signature,
            facts.letters_countersigned,
            begin="responsibility:letters_of_my_people",
            tap=_("Letters of my people"),
            urls_for=addresses.urls_for_signatures,
        ),
    ),
    indicators=(
        Indicator(
            "responsibility.budget_used_rate",
            _("Planned money for safety used"),
            "%",
            indicators.budget_used_rate,
            addresses.budget_of_period,
        ),
        Indicator(
            "responsibility.letters_signed_rate",
            _("Responsibility letters signed"),
            "%",
            indicators.letters_signed_rate,
            addresses.letters_of_period,
        ),
    ),
    imports=(
        ImportKind(
            "cards",
            _("Post cards"),
            _("One row a post, one column a part and language; its export comes back the same."),
            Responsibility.CARD_WRITE,
            "dutyline.modules.responsibility.imports.cards.CardsImport",
        ),
    ),
    errands=(
        card_export.KIND,
        goal_export.GOALS.kind(),
        budget_export.BUDGET.kind(),
        *letter_errands.KINDS,
    ),
    files=dossier.FILES,
    touched=touched.TOUCHED,
    todos=todos.SOURCES,
    subjects=(
        Subject(keys.CARD, _("Post card"), addresses.sees_card, addresses.url_for_card),
        Subject(keys.GOAL, _("Goal"), addresses.sees_goal, addresses.url_for_goal),
        Subject(
            keys.GOAL_RESULT, _("Result of a goal"), addresses.sees_result, addresses.url_for_result
        ),
        Subject(
            keys.BUDGET_USE,
            _("Use of the safety budget"),
            addresses.sees_use,
            addresses.url_for_use,
        ),
        Subject(
            keys.LETTER,
            _("Responsibility letter"),
            addresses.sees_letter,
            addresses.url_for_letter,
        ),
        Subject(
            keys.LETTER_ROUND,
            _("Responsibility letters of a year"),
            addresses.sees_round,
            addresses.url_for_round,
        ),
        Subject(
            keys.LETTER_TEMPLATE,
            _("Template of letters"),
            addresses.sees_template,
            addresses.url_for_template,
        ),
    ),
    jobs=(
        Job(
            "responsibility.tell_of_drift",
            _("Tell writers of post cards that no longer fit their posts"),
            DRIFT_SECONDS,
            tell_of_drift,
        ),
        Job(
            "responsibility.follow_letters",
            _("Bring responsibility letters up to date"),
            FOLLOW_SECONDS,
            follow_letters,
        ),
        Job(
            "responsibility.remind_letters",
            _("Remind of responsibility letters that are late"),
            REMIND_SECONDS,
            remind_letters,
        ),
    ),
    history_sentences=SENTENCES,
    notification_texts=NOTIFICATIONS,
    notification_names=NOTIFICATION_NAMES,
    page_links=(PageLink("responsibility.card", "post", _("Post card"), addresses.card_of_post),),
    ledger=entering.SOURCES,
    demo="dutyline.modules.responsibility.demo.telling.tell",
)
