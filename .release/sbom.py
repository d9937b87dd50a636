"""Writes what the released program is made of: a CycloneDX 1.6 bill of materials and the licences' texts.

The Swift packages are those that Package.resolved pins, the archives those of the Debian packages that are installed.
Usage: sbom.py PROGRAM CHECKOUTS FOLDER"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXCEPTION = "Apache-2.0 WITH Swift-exception"
# Packages of Package.resolved that are linked, with their licences.
PACKAGES = {
    "swift-argument-parser": EXCEPTION, "swift-atomics": EXCEPTION, "swift-collections": EXCEPTION,
    "swift-nio": "Apache-2.0", "swift-nio-ssl": "Apache-2.0", "swift-system": EXCEPTION, "yams": "MIT",
}
# Debian packages whose archives are linked.
ARCHIVES = {
    "libicu-dev": "Unicode-DFS-2016", "libxml2-dev": "MIT", "zlib1g-dev": "Zlib", "liblzma-dev": "0BSD",
    "libstdc++-12-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
}


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def component(name: str, version: str, licence: str, url: str, **more: object) -> dict:
    return {
        "type": "library", "bom-ref": url, "name": name, "version": version, "purl": url,
        "licenses": [{"expression": licence}], **more,
    }


def swift_packages() -> list[dict]:
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    unknown = {pin["identity"] for pin in pins} - PACKAGES.keys()
    if unknown:
        sys.exit(f"sbom: no licence is known of {', '.join(sorted(unknown))}")
    found = []
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        place = pin["location"].removeprefix("https://").removesuffix(".git")
        state = pin["state"]
        found.append(component(
            pin["identity"], state["version"], PACKAGES[pin["identity"]], f"pkg:swift/{place}@{state['version']}",
            externalReferences=[{"type": "vcs", "url": pin["location"], "comment": state["revision"]}]))
    return found


def archives() -> list[dict]:
    return [
        component(name, version, licence, f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}")
        for name, licence in ARCHIVES.items()
        for version in [output("dpkg-query", "-W", "-f", "${Version}", name)]
    ]


def toolchain(lines: list[str]) -> dict:
    version = next(line.split()[1].rstrip(",") for line in lines if line.startswith("Swift "))
    return component("swift", version, EXCEPTION, f"pkg:github/swiftlang/swift@swift-{version}-RELEASE")


def licences(checkouts: pathlib.Path) -> str:
    """The text of each licence and notice, behind the names of its components."""
    swift = pathlib.Path(shutil.which("swiftc") or "").resolve().parent.parent / "share/swift/LICENSE.txt"
    paths = sorted(path for pattern in ("LICENSE*", "NOTICE*") for path in checkouts.glob(f"*/{pattern}"))
    paths += [swift] + [pathlib.Path(f"/usr/share/doc/{name}/copyright") for name in ARCHIVES]
    texts: dict[str, list[str]] = {}
    for path in paths:
        name = "swift" if path == swift else path.parent.name
        texts.setdefault(path.read_text(encoding="utf-8", errors="replace").strip(), []).append(name)
    return "\n\n".join(f"==== {', '.join(names)} ====\n\n{text}" for text, names in texts.items()) + "\n"


def write(program: str, checkouts: str, folder: str) -> None:
    version = output(program, "--version").splitlines()
    content = pathlib.Path(program).read_bytes()
    components = swift_packages() + [toolchain(version)] + archives()
    name = f"pkg:github/batchlint/batchlint@{version[0]}"
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", 0)))),
            "component": {
                "type": "application", "bom-ref": name, "name": "batchlint", "version": version[0], "purl": name,
                "licenses": [{"expression": "Apache-2.0"}],
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
            },
        },
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": [one["bom-ref"] for one in components]}],
    }
    target = pathlib.Path(folder)
    (target / "batchlint.cdx.json").write_text(json.dumps(bom, indent=2) + "\n")
    (target / "LICENSES.txt").write_text(licences(pathlib.Path(checkouts)))


write(*sys.argv[1:4])
