# expects: 0; the file ended the whole process (exit status 3): remove os._exit, signals and the like
import os

os._exit(3)
