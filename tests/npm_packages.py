"""`python -m tests.npm_packages`: fetch what the tests take from npm, once, into `.cache/npm`.

axe-core looks for what keeps people out of a page; the MCP conformance suite asks an MCP server what the protocol
demands, and brings the Node.js that it needs. Without npm it says what will be skipped and succeeds.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".cache" / "npm"
MODULES = PLACE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NODE = MODULES / "node" / "bin" / "node"
CONFORMANCE = MODULES / ".bin" / "conformance"
PACKAGES = ("axe-core@4.14.1", "@modelcontextprotocol/conformance@0.1.16", "node@22.23.3")
STAMP = PLACE / ".packages"


def main() -> int:
    if STAMP.exists() and STAMP.read_text() == " ".join(PACKAGES):
        return 0
    if not shutil.which("npm"):
        print("SKIPPED: axe-core and the MCP conformance suite, because npm is not installed.", file=sys.stderr)
        return 0
    print("fetching axe-core, the MCP conformance suite and its Node.js (once)", file=sys.stderr)
    PLACE.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(PLACE), "--no-save", "--no-audit", "--no-fund", "--silent", *PACKAGES]
    if code := subprocess.run(command, check=False).returncode:
        print(f"SKIPPED: axe-core and the MCP conformance suite, because npm failed (exit {code}).", file=sys.stderr)
        return 0
    STAMP.write_text(" ".join(PACKAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
