"""From what was decided to words: mails and calendar entries, by the templates of the folder `templates`.

messages.py renders a mail, entries.py an entry; each kind of mail has its facts in a file of kinds/ and its words in
three files of templates/mail/. Facts are clean before a template sees them: see text.py.
"""
