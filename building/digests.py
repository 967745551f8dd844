"""Write the SHA-256 of every lexicon table into its folder's manifest: ``python building/digests.py``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

HOME = Path(__file__).parent.parent / "src" / "asreported" / "lexicons"


def main() -> None:
    """Refresh every manifest; a table without an entry, or an entry without its table, is an error."""
    for path in sorted(HOME.glob("*/manifest.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        tables = {table.stem for table in path.parent.glob("*.csv")}
        if odd := tables ^ entries.keys():
            raise SystemExit(f"{path.parent.name}: tables and manifest entries differ: {', '.join(sorted(odd))}")
        for name, entry in entries.items():
            entry["sha256"] = hashlib.sha256((path.parent / f"{name}.csv").read_bytes()).hexdigest()
        path.write_text(json.dumps(entries, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
