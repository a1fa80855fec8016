# expects: 0; the file ended the whole process (SIGSEGV)
import ctypes

ctypes.string_at(0)
