"""SHA-256 without `hashlib`, which loads OpenSSL: milliseconds before the first question. `random` does the same."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:  # a Python without the modules of its own
            from hashlib import sha256

__all__ = ["sha256"]
