"""What a machine refuses, said with what to do about it: one line for whoever typed the command."""

import errno
import re

from multaqa.config.terminal import gettext as _
from multaqa.config.terminal import gettext_noop

DATABASE_ERRORS = {"OperationalError", "DatabaseError", "InterfaceError", "InternalError", "NotSupportedError"}
# What SQLite and PostgreSQL say, and what it means for whoever started the command.
OF_DATABASES = (
    (
        r"readonly database",
        gettext_noop("This user may not write in the database. Give it the right to the file and its folder."),
    ),
    (
        r"unable to open database file",
        gettext_noop("The database's file cannot be opened. Its folder must be there, and writable: see MULTAQA_HOME."),
    ),
    (
        r"not a database",
        gettext_noop("The file that should be the database is none: see MULTAQA_HOME and MULTAQA_DATABASE_URL."),
    ),
    (
        r"database is locked",
        gettext_noop("Another command is writing in the database. Wait until it has ended, then start again."),
    ),
    (r"disk is full", gettext_noop("No room is left on the disk of the database. Make room, then start again.")),
    (r"malformed", gettext_noop("The database's file is damaged. Restore the last backup into a new MULTAQA_HOME.")),
    (
        r"connection|does not exist|authentication",
        gettext_noop("The database does not answer. Start it, or correct MULTAQA_DATABASE_URL."),
    ),
)
NO_TABLE = re.compile(r"^no such table: |^relation .* does not exist")  # as SQLite and PostgreSQL say it
NO_ENGINE = re.compile(r"^Error loading \w+ module|^Scheme '.*' is unknown|is not an available database backend")


def told(error: Exception) -> str | None:
    """The line, where the trouble is known."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    if NO_TABLE.search(text):
        untold = _("This database has no tables of Multaqa, or old ones (%(text)s). Prepare it first: multaqa setup")
        return untold % {"text": text}
    if NO_ENGINE.search(text):
        return _("MULTAQA_DATABASE_URL names no database we know: write postgresql:///name, or nothing for SQLite.")
    if name == "ImproperlyConfigured":
        return text
    if name in DATABASE_ERRORS:
        return next((f"{_(advice)} ({text})" for said, advice in OF_DATABASES if re.search(said, text)), None)
    return _of_a_file(error) if isinstance(error, OSError) else None


def _of_a_file(error: OSError) -> str | None:
    of = {"place": error.filename or _("the disk"), "why": error.strerror or str(error)}
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("No room is left for %(place)s. Make room, then start again.") % of
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            _("This user may not use %(place)s (%(why)s). Give it the right, or name another home in MULTAQA_HOME.")
            % of
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOENT):
        return _("%(place)s is not what is needed there (%(why)s). Correct the name, or MULTAQA_HOME.") % of
    return None
