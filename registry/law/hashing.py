"""BLAKE2 and SHA-256 of the interpreter's own: ``hashlib`` loads OpenSSL, a third of its start."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # pragma: no cover (another Python)
        from hashlib import blake2b
    try:
        from _sha256 import sha256
    except ImportError:  # pragma: no cover (Python 3.12 and later)
        from hashlib import sha256

__all__ = ["blake2b", "sha256"]
