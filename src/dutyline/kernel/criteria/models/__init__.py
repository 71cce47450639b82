"""The rows of criteria: values, catalogues, and the packs they come from."""

from dutyline.kernel.criteria.models.catalogue import Catalogue, CatalogueItem
from dutyline.kernel.criteria.models.criterion import Criterion
from dutyline.kernel.criteria.models.pack import Edition, LoadedPack
from dutyline.kernel.criteria.models.sourced import OWN_RANK, Origin, Sourced, Standing

__all__ = [
    "OWN_RANK",
    "Catalogue",
    "CatalogueItem",
    "Criterion",
    "Edition",
    "LoadedPack",
    "Origin",
    "Sourced",
    "Standing",
]
