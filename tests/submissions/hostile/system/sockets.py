# tries: to open sockets of every kind and to reach a server on this machine
# earns: wrong or failed, at most 0
# shows: 13 tried, let through: nothing
import ctypes
import os
import socket

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)


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



def connect(family, address):
    with socket.socket(family) as connection:
        connection.settimeout(0.2)
        connection.connect(address)
        connection.sendall(b"let through")


def listen():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()


attempt("tcp", lambda: connect(socket.AF_INET, ("127.0.0.1", int("@port@"))))
attempt("by name", lambda: socket.create_connection(("localhost", int("@port@")), 0.2))
attempt("unix", lambda: connect(socket.AF_UNIX, "@socket@"))
attempt("abstract unix", lambda: connect(socket.AF_UNIX, "\0@leftover@"))
attempt("listen", listen)
attempt("udp", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"let through", ("127.0.0.1", int("@port@"))))
attempt("tcp6", lambda: socket.socket(socket.AF_INET6))
attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
attempt("vsock", lambda: socket.socket(socket.AF_VSOCK))
attempt("alg", lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET))
attempt("pair", socket.socketpair)
attempt("libc", lambda: checked(libc.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
