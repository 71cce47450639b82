"""The verbs of due diligence."""

from dutyline.modules.diligence.operations.asking import ask_file
from dutyline.modules.diligence.operations.building import build
from dutyline.modules.diligence.operations.throwing_away import throw_away

__all__ = ["ask_file", "build", "throw_away"]
