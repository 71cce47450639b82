"""Responsibility on one page."""

from django.utils.translation import gettext_lazy as _

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
    Manifest,
    NavItem,
    PageLink,
    Subject,
)
from dutyline.modules.responsibility import (
    addresses,
    card_export,
    entering,
    facts,
    keys,
    todos,
)
from dutyline.modules.responsibility.permissions import LABELS, Responsibility
from dutyline.modules.responsibility.sentences import NOTIFICATIONS, SENTENCES

LEADING = frozenset(Responsibility)
WRITING = frozenset({Responsibility.CARD_VIEW, Responsibility.CARD_WRITE})

manifest = Manifest(
    key="responsibility",
    name=_("Responsibility system"),
    urls="dutyline.modules.responsibility.urls",
    api="dutyline.modules.responsibility.paper_routes.router",
    permissions=Responsibility,
    permission_labels=LABELS,
    role_additions={
        INSPECTOR: frozenset({Responsibility.CARD_VIEW}),
        LINE_HEAD: LEADING,
        SAFETY_MANAGER: WRITING | {Responsibility.CARD_REVIEW, Responsibility.CARD_PUBLISH},
        PRINCIPAL: LEADING,
        AUDITOR: frozenset({Responsibility.CARD_VIEW}),
        ADMINISTRATOR: WRITING,
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
    errands=(card_export.KIND,),
    todos=todos.SOURCES,
    subjects=(Subject(keys.CARD, _("Post card"), addresses.sees_card, addresses.url_for_card),),
    history_sentences=SENTENCES,
    notification_texts=NOTIFICATIONS,
    page_links=(PageLink("responsibility.card", "post", _("Post card"), addresses.card_of_post),),
    ledger=entering.SOURCES,
    demo="dutyline.modules.responsibility.demo.telling.tell",
)
