# expects: 0; the file raises FileNotFoundError: [Errno 2] No usable temporary directory
import os
import tempfile

import numpy as np

with tempfile.TemporaryFile() as file:
    file.write(b"kept for the next submission")
    file.flush()
