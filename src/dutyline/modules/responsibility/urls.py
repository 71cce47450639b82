"""Addresses of responsibility."""

from django.urls import path

from dutyline.modules.responsibility.views import (
    card,
    coverage,
    deciding,
    exports,
    papers,
    register,
    together,
    writing,
)

app_name = "responsibility"
urlpatterns = [
    path("cards/", register.cards, name="cards"),
    path("cards/export/", exports.cards_xlsx, name="cards_xlsx"),
    path("cards/mine/", card.my_cards, name="my_cards"),
    path("cards/together/<slug:act>/", together.cards_together, name="cards_together"),
    path("cards/new/<int:post>/", writing.card_new, name="card_new"),
    path("cards/<int:pk>/", card.card, name="card"),
    path("cards/<int:pk>/versions/<int:version>/", card.card_version, name="card_version"),
    path("cards/<int:pk>/versions/<int:version>/card.pdf", papers.card_pdf, name="card_pdf"),
    path("cards/<int:pk>/versions/<int:version>/card.docx", papers.card_docx, name="card_docx"),
    path(
        "cards/<int:pk>/versions/<int:version>/acceptance/",
        deciding.card_acceptance,
        name="card_acceptance",
    ),
    path("cards/<int:pk>/next/", writing.card_next, name="card_next"),
    path("cards/<int:pk>/draft/", writing.card_draft, name="card_draft"),
    path("cards/<int:pk>/draft/removal/", writing.card_removal, name="card_removal"),
    path("cards/<int:pk>/review/", writing.card_review, name="card_review"),
    path("cards/<int:pk>/approval/", deciding.card_approval, name="card_approval"),
    path("cards/<int:pk>/return/", deciding.card_return, name="card_return"),
    path("cards/<int:pk>/publication/", deciding.card_publication, name="card_publication"),
    path("coverage-of-duties/", coverage.coverage, name="coverage"),
    path("coverage-of-duties/clauses/<str:key>/", coverage.clause, name="clause"),
    path(
        "coverage-of-duties/leads/<int:unit>/<int:duty>/",
        coverage.lead,
        name="lead",
    ),
]
