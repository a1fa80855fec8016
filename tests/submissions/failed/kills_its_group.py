# expects: 0; the file ended the whole process (SIGTERM): remove os._exit, signals and the like
import os
import signal

os.killpg(0, signal.SIGTERM)
