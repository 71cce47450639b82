"""What is built in. A new module is one folder and one line here."""

KERNEL = [
    "dutyline.kernel.organisation",
    "dutyline.kernel.access",
    "dutyline.kernel.receipts",
    "dutyline.kernel.history",
    "dutyline.kernel.ledger",
    "dutyline.kernel.holders",
    "dutyline.kernel.files",
    "dutyline.kernel.notifications",
    "dutyline.kernel.errands",
    "dutyline.kernel.criteria",
    "dutyline.kernel.duties",
    "dutyline.kernel.actions",
]

MODULES = [
    "dutyline.modules.inspections",
    "dutyline.modules.responsibility",
    "dutyline.modules.diligence",
]
