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
from dutyline.modules.responsibility.views.budget import pages as budget
from dutyline.modules.responsibility.views.budget import verbs as spending
from dutyline.modules.responsibility.views.goals import goal, verbs
from dutyline.modules.responsibility.views.goals import register as goals
from dutyline.modules.responsibility.views.letters import (
    checking,
    letter,
    managing,
    mine,
    paper,
    rounds,
)
from dutyline.modules.responsibility.views.letters import together as group
from dutyline.modules.responsibility.views.letters import verbs as signing

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
    path("goals/", goals.goals, name="goals"),
    path("goals/export/", exports.goals_xlsx, name="goals_xlsx"),
    path("goals/mine/", goals.my_goals, name="my_goals"),
    path("goals/new/", verbs.goal_new, name="goal_new"),
    path("goals/<int:pk>/", goal.goal, name="goal"),
    path("goals/<int:pk>/passing/", verbs.goal_passing, name="goal_passing"),
    path("goals/<int:pk>/promise/", verbs.goal_promise, name="goal_promise"),
    path("goals/<int:pk>/answer/", verbs.goal_answer, name="goal_answer"),
    path("goals/<int:pk>/change/", verbs.goal_change, name="goal_change"),
    path("goals/<int:pk>/withdrawal/", verbs.goal_withdrawal, name="goal_withdrawal"),
    path("goals/<int:pk>/result/", verbs.goal_result, name="goal_result"),
    path("safety-budget/", budget.budget, name="budget"),
    path("safety-budget/export/", exports.budget_xlsx, name="budget_xlsx"),
    path("safety-budget/plans/<int:unit>/", spending.budget_plan, name="budget_plan"),
    path("safety-budget/lines/<int:pk>/", budget.budget_line, name="budget_line"),
    path("safety-budget/lines/<int:pk>/use/", spending.budget_use, name="budget_use"),
    path(
        "safety-budget/uses/<int:pk>/correction/",
        spending.budget_correction,
        name="budget_correction",
    ),
    path("letters/", rounds.letters, name="letters"),
    path("letters/mine/", mine.my_letters, name="my_letters"),
    path("letters/people/", mine.letters_of_my_people, name="letters_of_my_people"),
    path(
        "letters/people/signature/",
        signing.letters_countersignature,
        name="letters_countersignature",
    ),
    path("letters/papers/<str:code>/<str:mark>/", checking.letter_check, name="letter_check"),
    path("letters/together/", group.letters_together, name="letters_together"),
    path("letters/together/end/", group.letters_together_end, name="letters_together_end"),
    path("letters/together/<int:pk>/", group.letter_together, name="letter_together"),
    path("letters/templates/<int:unit>/", managing.letter_template, name="letter_template"),
    path("letters/years/new/", managing.letter_round_new, name="letter_round_new"),
    path("letters/years/<int:pk>/", rounds.letter_round, name="letter_round"),
    path("letters/years/<int:pk>/change/", managing.letter_change, name="letter_change"),
    path("letters/years/<int:pk>/preview/", managing.letter_preview, name="letter_preview"),
    path(
        "letters/years/<int:pk>/generation/", managing.letter_generation, name="letter_generation"
    ),
    path("letters/years/<int:pk>/opening/", managing.letter_opening, name="letter_opening"),
    path("letters/<int:pk>/", letter.letter, name="letter"),
    path("letters/<int:pk>/letter.pdf", paper.letter_pdf, name="letter_pdf"),
    path("letters/<int:pk>/above/", letter.letter_above, name="letter_above"),
    path("letters/<int:pk>/signature/", signing.letter_signature, name="letter_signature"),
    path("letters/<int:pk>/refusal/", signing.letter_refusal, name="letter_refusal"),
    path("letters/<int:pk>/answer/", signing.letter_answer, name="letter_answer"),
    path("letters/<int:pk>/showing/", signing.letter_showing, name="letter_showing"),
]
