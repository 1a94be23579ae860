"""``python -m app.district``: the same as ``fieldcase-district``."""

from __future__ import annotations

import sys

from app.district.command import main

if __name__ == "__main__":
    sys.exit(main())
