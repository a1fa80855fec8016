# expects: 0; the file ended the whole process (signal 40): remove os._exit, signals and the like
import os

os.kill(os.getpid(), 40)
