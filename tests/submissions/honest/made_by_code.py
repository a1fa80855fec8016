# uses: functions that are written by a template, by exec and by types
# quizdl: honest/dense
import types

import numpy as np

TEMPLATE = """
def {name}({arguments}):
    return {result}
"""

names = {"np": np}
exec(TEMPLATE.format(name="dense_forward", arguments="x, w, b", result="x @ w + b, (x, w)"), names)
dense_forward = names["dense_forward"]
code = compile("lambda dy, cache: (dy @ cache[1].T, cache[0].T @ dy, np.add.reduce(dy))", "<template>", "eval")
dense_backward = types.FunctionType(eval(code).__code__, {"np": np}, "dense_backward")
