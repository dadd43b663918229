"""The orchestrator keeps the state of benchmarks in a folder of their own; it reads where before it is imported."""

from pathlib import Path
from tempfile import mkdtemp

from flows.state import prepare

prepare(Path(mkdtemp(prefix="habeas-bench-")))
