"""What filling the parts of a memo into an existing document came to."""

from __future__ import annotations

from pps_advisor.model.frozen import frozen


@frozen
class Filled:
    """A document of someone else in which our parts are renewed.

    `content` is the whole new file. The others are tags without the prefix, in the order of the
    document: `renewed` got new content, `unchanged` had this content already, `unknown` carry our
    prefix but are no part of this memo, and stay as they are.
    """

    content: bytes
    renewed: tuple[str, ...]
    unchanged: tuple[str, ...]
    unknown: tuple[str, ...]
