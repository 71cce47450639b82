"""The rows of criteria: values, catalogues, and the packs they come from."""

from dutyline.kernel.criteria.models.catalogue import Catalogue, CatalogueItem
from dutyline.kernel.criteria.models.criterion import Criterion, Unit
from dutyline.kernel.criteria.models.pack import Edition, LoadedPack
from dutyline.kernel.criteria.models.rewording import Rewording
from dutyline.kernel.criteria.models.sourced import (
    OWN_RANK,
    Origin,
    Sourced,
    Standing,
    in_language,
)

__all__ = [
    "OWN_RANK",
    "Catalogue",
    "CatalogueItem",
    "Criterion",
    "Edition",
    "LoadedPack",
    "Origin",
    "Rewording",
    "Sourced",
    "Standing",
    "Unit",
    "in_language",
]
