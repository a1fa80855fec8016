"""Recurrent layers, forward and backward through all steps, at the two sizes of the LSTM's budget; and Adam."""

import numpy as np
import torch

from benchmarks.reference.timing import Case, tensors
from reference import adam, gru, lstm, rnn
from reference.fast import lstm as fast_lstm

SIZES = ((32, 64, 128, 32), (16, 32, 64, 64))  # N, D, H, T
BUDGET = {"float64": 1.2, "float32": 2.0}


def cases():
    for dtype in ("float64", "float32"):
        for sizes in SIZES:
            yield from lstm_cases(dtype, sizes)
            yield from recurrent("rnn", torch.nn.RNN, rnn.inputs, rnn.rnn_forward, rnn.rnn_backward, dtype, sizes)
            yield from recurrent("gru", torch.nn.GRU, gru.inputs, gru.gru_forward, gru.gru_backward, dtype, sizes)
        yield from adam_cases(dtype)


def lstm_cases(dtype, sizes):
    for form, budget, note in ((fast_lstm, BUDGET[dtype], ""), (lstm, None, ", readable form")):
        functions = form.lstm_forward, form.lstm_backward
        yield from recurrent("lstm", torch.nn.LSTM, lstm.inputs, *functions, dtype, sizes, budget, note)


def recurrent(layer, module, inputs, forward, backward, dtype, sizes, budget=None, note=""):
    """Both directions in one line, as PyTorch's backward cannot run without its forward; then the forward alone."""
    N, D, H, T = sizes
    arguments = {name: value.astype(dtype) for name, value in inputs(np.random.default_rng(0), *sizes).items()}
    *outputs, _ = forward(**arguments)
    upstream = [np.random.default_rng(1).standard_normal(output.shape).astype(dtype) for output in outputs]
    their_forward, leaves = torch_layer(module(D, H, batch_first=True), arguments)
    their_upstream = tensors(*upstream)

    def ours():
        *_, cache = forward(**arguments)
        return backward(*upstream, cache)

    def theirs():
        return torch.autograd.grad(their_forward(), leaves, their_upstream)

    note = f"T {T}, N {N}, D {D}, H {H}{note}"
    yield Case(layer, dtype, "both", ours, theirs, budget, note)
    yield Case(layer, dtype, "forward", lambda: forward(**arguments), their_forward, None, note)


def torch_layer(module, arguments):
    """PyTorch's layer with our weights: a callable that returns our outputs, and the leaves that collect gradients.

    Where we have one bias, the second one of PyTorch is 0 and collects no gradient.
    """
    arguments = dict(arguments)
    x, *start = tensors(*(arguments.pop(name) for name in list(arguments) if name in ("x", "h0", "c0")), grad=True)
    w_x, w_h, *biases = tensors(*arguments.values())
    values = [w_x.T, w_h.T, *biases, torch.zeros_like(biases[0])][:4]
    parameters = list(module.parameters())
    for parameter, value in zip(parameters, values, strict=True):
        parameter.data = value.contiguous()
    parameters[3].requires_grad_(len(biases) == 2)

    def forward():
        state = [state[None] for state in start]
        h, last = module(x, tuple(state) if len(state) == 2 else state[0])
        return (h, last[1][0]) if len(state) == 2 else (h,)

    return forward, [x, *start, *(parameter for parameter in parameters if parameter.requires_grad)]


def adam_cases(dtype):
    """A million weights, not the first step."""
    w, dw, _ = adam.inputs(np.random.default_rng(0), 1000, 1000).values()
    w, dw = w.astype(dtype), dw.astype(dtype)
    _, state = adam.adam_step(w, dw, None)
    (parameter,) = tensors(w.copy(), grad=True)
    (parameter.grad,) = tensors(dw)
    optimizer = torch.optim.Adam([parameter])
    yield Case("adam", dtype, "step", lambda: adam.adam_step(w, dw, state), optimizer.step, None, "1,000,000 weights")
