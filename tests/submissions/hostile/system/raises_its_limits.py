# tries: to raise its own limits on time, memory and files, and its rank among the processes
# earns: wrong or failed, at most 0
# shows: 15 tried, let through: nothing
import os
import resource

import numpy as np


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


def raise_limit(which):
    soft, hard = resource.getrlimit(which)
    if hard == resource.RLIM_INFINITY:
        raise SystemError("there is no limit: let through")
    resource.setrlimit(which, (hard + 1, hard + 1))


for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"):
    which = getattr(resource, name)
    attempt(name, lambda: raise_limit(which))
    attempt(f"{name} of the parent", lambda: resource.prlimit(int("@server@"), which, resource.getrlimit(which)))
    if resource.getrlimit(which)[1] == resource.RLIM_INFINITY:
        through.append(f"no {name}")
attempt("nice", lambda: os.nice(-5))
attempt("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -5))
attempt("scheduler", lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)))
attempt("affinity", lambda: os.sched_setaffinity(int("@server@"), os.sched_getaffinity(0)))
attempt("memory", lambda: open("/proc/self/oom_score_adj", "w").write("-1000"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
