"""Writes an OCI image (image-spec 1.1) as an archive: the program, the C library that it needs, and the CA certificates
of Debian's ca-certificates; it runs as user 65532. Equal inputs give equal bytes.

Usage: image.py PROGRAM ARCHIVE"""

import gzip
import hashlib
import io
import json
import os
import pathlib
import platform
import subprocess
import sys
import tarfile
import time

CERTIFICATES = pathlib.Path("/usr/share/ca-certificates/mozilla")
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))


def entry(archive: tarfile.TarFile, name: str, content: bytes, mode: int) -> None:
    """Adds a file that belongs to root, with its folders before it."""
    for folder in reversed(pathlib.PurePosixPath(name).parents[:-1]):
        if str(folder) not in archive.getnames():
            directory = tarfile.TarInfo(str(folder))
            directory.type, directory.mode, directory.mtime = tarfile.DIRTYPE, 0o755, EPOCH
            archive.addfile(directory)
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), mode, EPOCH
    archive.addfile(info, io.BytesIO(content))


def libraries(program: str) -> list[str]:
    """The paths of the C library's parts that the loader finds for the program."""
    listing = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    words = (word for line in listing.splitlines() for word in line.split())
    return sorted({word for word in words if word.startswith("/")})


def layer(program: str) -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry(archive, "usr/bin/batchlint", pathlib.Path(program).read_bytes(), 0o755)
        for path in libraries(program):
            entry(archive, path.lstrip("/"), pathlib.Path(path).read_bytes(), 0o755)
        certificates = b"".join(path.read_bytes() for path in sorted(CERTIFICATES.glob("*.crt")))
        if not certificates:
            sys.exit("image: install ca-certificates")
        entry(archive, "etc/ssl/certs/ca-certificates.crt", certificates, 0o644)
    return memory.getvalue()


def write(program: str, target: str) -> None:
    plain = layer(program)
    packed = gzip.compress(plain, 9, mtime=0)
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[0]
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH))
    config = {
        "created": created, "architecture": architecture, "os": "linux",
        "config": {
            "User": "65532:65532", "Entrypoint": ["/usr/bin/batchlint"], "WorkingDir": "/work",
            "Labels": {
                "org.opencontainers.image.title": "batchlint", "org.opencontainers.image.version": version,
                "org.opencontainers.image.licenses": "Apache-2.0",
            },
        },
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(plain).hexdigest()]},
        "history": [{"created": created, "created_by": "image.py"}],
    }
    blobs: dict[str, bytes] = {}

    def descriptor(kind: str, content: bytes) -> dict:
        digest = hashlib.sha256(content).hexdigest()
        blobs[digest] = content
        return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": f"sha256:{digest}", "size": len(content)}

    def text(value: dict) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    manifest = descriptor("manifest.v1+json", text({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("config.v1+json", text(config)),
        "layers": [descriptor("layer.v1.tar+gzip", packed)],
    }))
    manifest["annotations"] = {"org.opencontainers.image.ref.name": "latest"}
    index = text({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [manifest],
    })
    with tarfile.open(target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry(archive, "oci-layout", text({"imageLayoutVersion": "1.0.0"}), 0o644)
        entry(archive, "index.json", index, 0o644)
        for digest, content in sorted(blobs.items()):
            entry(archive, f"blobs/sha256/{digest}", content, 0o644)
    print(f"{target}: {os.path.getsize(target)} bytes, {manifest['digest']}")


write(*sys.argv[1:3])
