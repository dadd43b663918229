"""Property tests: no deadline, since machines differ; the same examples each time where CI runs them."""

import os

from hypothesis import settings

settings.register_profile("habeas", deadline=None, derandomize="CI" in os.environ, max_examples=50)
settings.load_profile("habeas")
