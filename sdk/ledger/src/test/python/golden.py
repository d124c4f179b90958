"""Makes the golden files of the ledger from the specifications alone.

Usage:  python golden.py OUT

Written from RFC 6962 and the documents of c2sp.org, with hashlib and, for Ed25519, the package
`cryptography`; it shares no code with this project and computes every tree by the recursion of the
RFC. Entry i of every log is the text "entry <i>".

OUT receives
  tree.txt      root SIZE HEX | inclusion INDEX SIZE HEX... | consistency OLD SIZE HEX...
  tiles.txt     SIZE PATH SHA256   every file of a log of that size, but for the checkpoint
  keys.txt      log and witness, private and public
  ledger-1/     a whole log of three entries
  entry-1.tlog-proof, cosigned-1.tlog-proof
                entry 1 in that log: as signed; with extra data and cosigned by the witness
"""

import base64
import hashlib
import sys
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN, WITNESS = "shop.example/ledger", "witness.example/w1"
LOG_SEED = bytes(range(32))
WITNESS_SEED = bytes(range(32, 64))
TIME = 1_700_000_000
SIZES = (*range(0, 34), 63, 64, 65, 255, 256, 257, 511, 512, 1000)
TILED = (1, 3, 255, 256, 257, 1000, 70_000)


def entry(i):
    return b"entry %d" % i


@lru_cache(maxsize=None)
def mth(start, end):
    """Merkle Tree Hash of the entries [start, end), RFC 6962, section 2.1."""
    count = end - start
    if count == 0:
        return hashlib.sha256(b"").digest()
    if count == 1:
        return hashlib.sha256(b"\x00" + entry(start)).digest()
    k = split(count)
    return hashlib.sha256(b"\x01" + mth(start, start + k) + mth(start + k, end)).digest()


def split(count):
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def path(m, start, end):
    """PATH(m, D[start:end]), section 2.1.1."""
    if end - start == 1:
        return []
    k = split(end - start)
    if m < k:
        return path(m, start, start + k) + [mth(start + k, end)]
    return path(m - k, start + k, end) + [mth(start, start + k)]


def subproof(m, start, end, whole):
    """SUBPROOF(m, D[start:end], whole), section 2.1.2."""
    if m == end - start:
        return [] if whole else [mth(start, end)]
    k = split(end - start)
    if m <= k:
        return subproof(m, start, start + k, whole) + [mth(start + k, end)]
    return subproof(m - k, start + k, end, False) + [mth(start, start + k)]


def tree(out):
    lines = [f"root {size} {mth(0, size).hex()}" for size in SIZES]
    for size in SIZES:
        for index in sorted({0, 1, 2, size // 3, size // 2, size - 2, size - 1}):
            if 0 <= index < size:
                hashes = [h.hex() for h in path(index, 0, size)]
                lines.append(" ".join(["inclusion", str(index), str(size), *hashes]))
    for size in SIZES:
        for old in SIZES:
            if 0 < old < size and (size < 12 or old in (1, 3, 7, 8, 33, 256, size - 1)):
                hashes = [h.hex() for h in subproof(old, 0, size, True)]
                lines.append(" ".join(["consistency", str(old), str(size), *hashes]))
    (out / "tree.txt").write_text("\n".join(lines) + "\n")


def tile_name(n):
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03d}")
    return "/".join(parts)


def files(size):
    """Every file of c2sp.org/tlog-tiles for a log of this size."""
    made = {}
    level = 0
    while size >> (8 * level):
        count, span = size >> (8 * level), 256**level
        for n in range((count + 255) // 256):
            width = min(256, count - 256 * n)
            suffix = "" if width == 256 else f".p/{width}"
            first = 256 * n
            hashes = [mth(i * span, (i + 1) * span) for i in range(first, first + width)]
            made[f"tile/{level}/{tile_name(n)}{suffix}"] = b"".join(hashes)
            if level == 0:
                bundle = [entry(i) for i in range(first, first + width)]
                made[f"tile/entries/{tile_name(n)}{suffix}"] = b"".join(
                    len(e).to_bytes(2, "big") + e for e in bundle
                )
        level += 1
    return made


def tiles(out):
    lines = []
    for size in TILED:
        for name, content in sorted(files(size).items()):
            lines.append(f"{size} {name} {hashlib.sha256(content).hexdigest()}")
    (out / "tiles.txt").write_text("\n".join(lines) + "\n")


class Key:
    def __init__(self, name, kind, seed):
        self.name, self.kind, self.seed = name, bytes([kind]), seed
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        named = name.encode() + b"\n" + self.kind + self.public
        self.id = hashlib.sha256(named).digest()[:4]

    def verifier(self):
        return f"{self.name}+{self.id.hex()}+{b64(self.kind + self.public)}"

    def secret(self):
        return f"PRIVATE+KEY+{self.name}+{self.id.hex()}+{b64(self.kind + self.seed)}"

    def line(self, signature):
        return f"\u2014 {self.name} {b64(self.id + signature)}\n"

    def sign(self, text):
        return self.line(self.private.sign(text.encode()))

    def cosign(self, text, time):
        message = f"cosignature/v1\ntime {time}\n{text}"
        return self.line(time.to_bytes(8, "big") + self.private.sign(message.encode()))


def b64(raw):
    return base64.b64encode(raw).decode()


def signed(out):
    log, witness = Key(ORIGIN, 1, LOG_SEED), Key(WITNESS, 4, WITNESS_SEED)
    keys = [log.secret(), log.verifier(), witness.secret(), witness.verifier()]
    (out / "keys.txt").write_text("\n".join(keys) + "\n")
    size = 3
    text = f"{ORIGIN}\n{size}\n{b64(mth(0, size))}\n"
    note = text + "\n" + log.sign(text)
    for name, content in files(size).items():
        file = out / "ledger-1" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (out / "ledger-1" / "checkpoint").write_text(note)
    hashes = "".join(b64(h) + "\n" for h in path(1, 0, size))
    proof = "c2sp.org/tlog-proof@v1\n{}index 1\n" + hashes + "\n" + note
    (out / "entry-1.tlog-proof").write_text(proof.format(""))
    extra = f"extra {b64(b'more')}\n"
    (out / "cosigned-1.tlog-proof").write_text(proof.format(extra) + witness.cosign(text, TIME))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sys.setrecursionlimit(10_000)
    tree(target)
    tiles(target)
    signed(target)
