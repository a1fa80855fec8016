# expects: 0; the file raises PermissionError: [Errno 1] Operation not permitted
import os
import signal

os.killpg(0, signal.SIGTERM)
