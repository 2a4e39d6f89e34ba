"""What each process of the server serves.

Ctrl-C in a terminal reaches every process, and the server tells its workers to end as well: told twice at once, a
worker may hang. So it listens to the server alone.
"""

import signal

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

from multaqa.config.wsgi import application  # noqa: E402  whatever it starts inherits the mask

__all__ = ["application"]
