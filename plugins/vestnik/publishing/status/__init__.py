"""The officers' page, `/status/`: is the last version being checked, is it published, or why not.

It lies beside the trees, `DIR/status/`, since it has to change when they must not. What is on it
may be read by anybody who finds its address, so it says nothing of what is not public, unless the
webmaster has closed it and asks for everything.
"""

from vestnik.publishing.status.page import Published, Status, Step, render
from vestnik.publishing.status.reporting import Reporter, report_failure

__all__ = ["Published", "Reporter", "Status", "Step", "render", "report_failure"]
