"""Fails where a bill of materials does not follow the schema of CycloneDX 1.6. Usage: sbom-check.py FILE"""

import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(pathlib.Path(sys.argv[1]).read_text())
sys.exit(f"sbom-check: {problem}" if problem else None)
