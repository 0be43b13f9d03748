"""Renew tests/golden: each sample mail and entry as it is rendered now. Look at the difference before you commit it.

python bench/golden.py            # renew
python bench/golden.py --check    # exit 1 when something differs
"""

from __future__ import annotations

import sys
from pathlib import Path

from followupd.domain.mail import Entry
from followupd.writing.entries import render_entry
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import KNOWN, NOW, entries, mails

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"


def rendered() -> dict[str, str]:
    """File name to content, for every sample."""
    templates = Templates()
    files = {}
    for name, mail in mails().items():
        words = render_mail(mail, known=KNOWN, now=NOW, templates=templates)
        files[f"{name}.txt"] = f"From: {words.sender_name}\nSubject: {words.subject}\n\n{words.text}"
        files[f"{name}.html"] = words.html
    for name, wish in entries().items():
        files[f"entry_{name}.html"] = _entry(render_entry(wish, known=KNOWN, templates=templates))
    return files


def _entry(entry: Entry) -> str:
    """The entry as a file: what Outlook shows in its fields, in a comment, and the body."""
    fields = (
        f"{entry.subject} | {entry.start:%Y-%m-%d %H:%M} to {entry.end:%H:%M} {entry.zone} | {entry.show_as} | "
        f"{'private' if entry.private else 'normal'} | {'reminder' if entry.reminder else 'no reminder'} | "
        f"{entry.category} | {', '.join(person.address for person in entry.attendees) or 'nobody invited'}"
    )
    return f"<!-- {fields} -->\n{entry.body_html}"


def main() -> int:
    files = rendered()
    present = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.*")}
    different = sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))
    for name in different:
        print(name)
    if "--check" in sys.argv[1:]:
        return 1 if different else 0
    GOLDEN.mkdir(exist_ok=True)
    for name in present.keys() - files.keys():
        (GOLDEN / name).unlink()
    for name, content in files.items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
