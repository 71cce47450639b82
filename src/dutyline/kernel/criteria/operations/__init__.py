"""The verbs of criteria."""

from dutyline.kernel.criteria.operations.entries import retire_catalogue_item, save_catalogue_item
from dutyline.kernel.criteria.operations.packs import check_pack, load_pack
from dutyline.kernel.criteria.operations.report import Counts, Report
from dutyline.kernel.criteria.operations.values import set_criterion, withdraw_own

__all__ = [
    "Counts",
    "Report",
    "check_pack",
    "load_pack",
    "retire_catalogue_item",
    "save_catalogue_item",
    "set_criterion",
    "withdraw_own",
]
