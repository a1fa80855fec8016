# tries: to use the system calls through which kernels are attacked: keys, io_uring, bpf, perf, userfaultfd, handles, fanotify
# earns: wrong or failed, at most 0
# shows: 15 tried, let through: nothing
import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
X86 = os.uname().machine == "x86_64"
ADD_KEY, KEYCTL, BPF, PERF, USERFAULTFD, HANDLE, FANOTIFY = (
    (248, 250, 321, 298, 323, 303, 300) if X86 else (217, 219, 280, 241, 282, 264, 262)
)
IO_URING, OPEN_TREE = 425, 428
SESSION, SOFTWARE, HERE = -3, 1, -100


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)

def checked(result):
    if result is not None and result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result



def call(number, *arguments):
    return checked(libc.syscall(number, *arguments))


def perf():
    about = (ctypes.c_uint32 * 32)(SOFTWARE, 112)
    os.close(call(PERF, about, 0, -1, -1, 0))


def handle():
    room, mount = (ctypes.c_uint32 * 34)(128), ctypes.c_int()
    call(HANDLE, HERE, b"/", room, ctypes.byref(mount), 0)


attempt("keyctl", lambda: call(KEYCTL, 0, SESSION, 0))
attempt("io_uring_setup", lambda: os.close(call(IO_URING, 4, (ctypes.c_uint8 * 120)())))
attempt("bpf", lambda: os.close(call(BPF, 0, (ctypes.c_uint32 * 32)(2, 4, 4, 1), 128)))
attempt("perf_event_open", perf)
attempt("userfaultfd", lambda: os.close(call(USERFAULTFD, 0)))
attempt("name_to_handle_at", handle)
attempt("fanotify_init", lambda: os.close(call(FANOTIFY, 0, 0)))
attempt("open_tree", lambda: os.close(call(OPEN_TREE, HERE, b"/", 1)))
attempt("inotify_init", lambda: os.close(checked(libc.inotify_init())))
attempt("signalfd", lambda: os.close(checked(libc.signalfd(-1, (ctypes.c_uint64 * 16)(), 0))))
attempt("timer_create", lambda: checked(libc.timer_create(0, None, ctypes.byref(ctypes.c_void_p()))))
attempt("klogctl", lambda: checked(libc.klogctl(10, None, 0)))
attempt("personality", lambda: checked(libc.personality(0x0040000)))
attempt("mlockall", lambda: checked(libc.mlockall(1)))
attempt("vmsplice", lambda: checked(libc.vmsplice(os.pipe()[1], (ctypes.c_size_t * 2)(id(np), 8), 1, 0)))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
