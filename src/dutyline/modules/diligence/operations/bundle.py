"""A file as a ZIP an outsider can verify: an export of the log with the file beside it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from dutyline.kernel.ledger.models import Checkpoint
from dutyline.kernel.ledger.reading.export import export
from dutyline.modules.diligence.models import Language
from dutyline.modules.diligence.operations import words
from dutyline.modules.diligence.operations.collecting import Made

AGAINST = 500
"""Checkpoints, the newest first, the log is proved to go on from, for outsiders who keep one."""
HOW_TO = """\
WHAT THIS IS

A due-diligence file: a report of evidence, never a verdict. Read file.pdf first. file.json says
the same for machines, in both languages; the numbers in "log" are the places of records in the
evidence log, and entries.jsonl holds these records with their proofs. Under "parts" of a
closing stands each of these obligations as it was frozen then; nobody else's is told or counted.

HOW TO VERIFY IT, WITHOUT TRUSTING WHO GAVE IT TO YOU

1. You need a computer with Python 3.8 or newer. No network, no Dutyline.
2. Take your own copy of verify.py if you have one; else unpack the one in this file.
3. Run:  python3 verify.py THIS_FILE.zip
   The last line says VERIFIED or NOT VERIFIED. Lines with WRONG name what was changed.
4. That tells you the file fits together. To know who made it, add  --key PUBLIC_KEY  with the key
   the enterprise made known. To know nobody rewrote the past, add  --checkpoint KEPT.txt  with a
   checkpoint somebody else kept: by mail, on another server, or from the code on a printed paper.

What the proofs say: a record stood in the log, word for word, no later than the checkpoint that was
signed. They do not say that a record is true, nor that nothing was left unrecorded. Lines without a
number in the log are told by the system alone. What was erased by law is said to be erased.

这是什么

这是一份尽职档案：是证据报告，绝不是结论。请先阅读 file.pdf；file.json 以中英文说明同样的内容，
供机器读取，其中 "log" 后的数字是记录在证据日志中的位置，entries.jsonl 存放这些记录及其证明。
周期结算一行中的 "parts" 逐项证明这些应尽事项在结算时的状态，不透露任何其他人的事项及其数量。

如何核验（无需信任提供文件的人）

1. 一台装有 Python 3.8 或更高版本的电脑即可，不需要网络，也不需要 Dutyline。
2. 您如有自己留存的 verify.py，请用自己的；否则解压本文件中的 verify.py。
3. 运行：python3 verify.py 本文件.zip
   最后一行显示 VERIFIED（核验通过）或 NOT VERIFIED（核验未通过）；WRONG 行指出何处被改动。
4. 以上只说明文件自洽。要确认由谁出具，请加 --key 公钥（企业对外公布的公钥）；
   要确认过去的记录未被重写，请加 --checkpoint 留存的检查点.txt
   （他人通过邮件、其他服务器或打印件上的二维码留存的检查点）。

证明说明的是：在签署检查点之前，该记录已逐字存在于日志中。证明并不说明记录内容属实，也不说明没有漏记。
没有日志编号的行仅由系统陈述。依法删除的内容，均注明已删除。
"""


def write(target: Path, made: Made, pdf: bytes) -> None:
    """Write the ZIP; raises what `export` raises."""
    kept = Checkpoint.objects.order_by("-size").values_list("note", flat=True)[:AGAINST]
    export(
        target,
        entries=sorted(set(made.proof.places.values())),
        at=made.at,
        against=list(kept),
        more={"HOW-TO.txt": HOW_TO.encode(), "file.pdf": pdf, "file.json": _json(made)},
        parts=made.proof.parts,
    )


def _json(made: Made) -> bytes:
    file, signed = made.file, made.signed
    english, chinese = (_told(code, made) for code in (Language.ENGLISH, Language.CHINESE))
    data = {
        "about": {"kind": file.kind, "id": file.about_id, "name": file.about_name},
        "first": file.first.isoformat(),
        "last": file.last.isoformat(),
        "asked": {
            "by": file.asked_by_name,
            "at": words.moment(file.asked_at),
            "reason": file.reason,
        },
        "made_at": words.moment(made.at),
        "statement": {"en": english["statement"], "zh-Hans": chinese["statement"]},
        "checkpoint": {
            "size": signed.size,
            "root": bytes(signed.root).hex(),
            "at": words.moment(signed.at),
        },
        "attachments_left_out": made.proof.left_out,
        "sections": [
            _section(place, made, english["sections"][place], chinese["sections"][place])
            for place in range(len(made.sections))
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _told(code: str, made: Made) -> dict[str, Any]:
    """Return every word of the file in one language: turning languages costs more than words."""
    with override(code):
        return {
            "statement": words.statement(made.file),
            "sections": [
                (
                    str(section.source.label),
                    [words.sentence(entry, made.proof) for entry in section.entries],
                )
                for section in made.sections
            ],
        }


def _section(
    number: int, made: Made, english: tuple[str, list[str]], chinese: tuple[str, list[str]]
) -> dict[str, Any]:
    section, proof = made.sections[number], made.proof
    (label_en, said_en), (label_zh, said_zh) = english, chinese
    entries = []
    for place, entry in enumerate(section.entries):
        happened = entry.happened_at
        log = proof.of(entry)
        entries.append(
            {
                "number": f"{number + 1}.{place + 1}",
                "happened_at": (
                    words.moment(happened)
                    if isinstance(happened, datetime)
                    else happened.isoformat()
                ),
                "recorded_at": words.moment(entry.recorded_at) if entry.recorded_at else None,
                "sentence": {"en": said_en[place], "zh-Hans": said_zh[place]},
                "about": entry.source,
                "log": log,
                "erased": any(each in proof.erased for each in log),
            }
        )
    return {
        "key": section.source.key,
        "label": {"en": label_en, "zh-Hans": label_zh},
        "withheld": section.withheld,
        "entries": entries,
    }
