"""What every request passes through, one step a file."""

from dutyline.shell.middleware.actor import actor
from dutyline.shell.middleware.content_policy import content_policy
from dutyline.shell.middleware.device import device
from dutyline.shell.middleware.language import language
from dutyline.shell.middleware.lent import lent
from dutyline.shell.middleware.not_permitted import not_permitted
from dutyline.shell.middleware.private_replies import private_replies
from dutyline.shell.middleware.request_id import request_id
from dutyline.shell.middleware.same_criteria import same_criteria
from dutyline.shell.middleware.signed_out import signed_out

__all__ = [
    "actor",
    "content_policy",
    "device",
    "language",
    "lent",
    "not_permitted",
    "private_replies",
    "request_id",
    "same_criteria",
    "signed_out",
]
