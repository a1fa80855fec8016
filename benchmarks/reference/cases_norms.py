"""Dense, normalization, dropout, activations, losses, embedding and attention, with the budgets the project set."""

from functools import partial

import numpy as np
import torch

from benchmarks.reference.timing import Case, tensors
from reference import (
    attention,
    batchnorm,
    bce,
    bce_probabilities,
    dense,
    dropconnect,
    dropout,
    embedding,
    gelu,
    groupnorm,
    hinge,
    instancenorm,
    layernorm,
    leaky_relu,
    mse,
    relu,
    rmsnorm,
    sigmoid,
    silu,
    softmax,
    softmax_cross_entropy,
    spatial_dropout,
    tanh,
)
from reference.fast import attention as fast_attention
from reference.fast import batchnorm as fast_batchnorm
from reference.fast import softmax_cross_entropy as fast_cross_entropy

aten, functional = torch.ops.aten, torch.nn.functional


def cases():
    for dtype in ("float64", "float32"):
        for sizes in ((256, 512, 512), (64, 1024, 256)):
            yield from dense_cases(dtype, sizes)
        for sizes in ((32, 64, 16, 16), (256, 512)):
            yield from batchnorm_cases(dtype, fast_batchnorm, sizes, 2.0, 4.0)
        yield from batchnorm_cases(dtype, batchnorm, (32, 64, 16, 16), note=", readable form")
        yield from other_norms(dtype)
        yield from dropouts(dtype)
        yield from activations(dtype)
        for sizes, budget in (((256, 1000), 1.0), ((128, 100), None)):
            yield from cross_entropy_cases(dtype, fast_cross_entropy, sizes, 1, budget)
        yield from cross_entropy_cases(dtype, fast_cross_entropy, (256, 1000), 20, note=", logits of +-100")
        yield from cross_entropy_cases(dtype, softmax_cross_entropy, (256, 1000), 1, note=", readable form")
        yield from other_losses(dtype)
        yield from embedding_cases(dtype)
        for sizes, causal, budget in (((4, 4, 64, 32), False, 1.0), ((4, 4, 64, 32), True, 1.0)):
            yield from attention_cases(dtype, fast_attention, sizes, causal, budget)
        yield from attention_cases(dtype, fast_attention, (2, 8, 256, 64), False)
        yield from attention_cases(dtype, attention, (4, 4, 64, 32), False, note=", readable form")


def dense_cases(dtype, sizes):
    """PyTorch multiplies the same arrays, so its weights lie as ours do."""
    x, w, b = arrays(dense.inputs, dtype, *sizes)
    y, cache = dense.dense_forward(x, w, b)
    dy = upstream(y)
    tx, tw, tb, tdy = tensors(x, w, b, dy)
    note = f"{sizes}"
    yield Case(
        "dense", dtype, "forward", lambda: dense.dense_forward(x, w, b), lambda: torch.addmm(tb, tx, tw), 1.2, note
    )

    def theirs():
        return tdy @ tw.T, tx.T @ tdy, tdy.sum(0)

    yield Case("dense", dtype, "backward", lambda: dense.dense_backward(dy, cache), theirs, 1.2, note)


def batchnorm_cases(dtype, form, sizes, forward_budget=None, backward_budget=None, note=""):
    arguments = arrays(batchnorm.inputs, dtype, *sizes)
    *_, cache = form.batchnorm_forward(*arguments, training=True)
    dy = upstream(arguments[0])
    x, gamma, beta, mean, var, tdy = tensors(*(value.copy() for value in arguments), dy)  # PyTorch updates mean and var
    _, saved_mean, saved_std = aten.native_batch_norm(x, gamma, beta, mean, var, True, 0.1, 1e-5)

    def forward():
        return form.batchnorm_forward(*arguments, training=True)

    def their_forward():
        return functional.batch_norm(x, mean, var, gamma, beta, True)

    def their_backward():
        saved = gamma, mean, var, saved_mean, saved_std
        return aten.native_batch_norm_backward(tdy, x, *saved, True, 1e-5, [True] * 3)

    note = f"{sizes}{note}"
    yield Case("batchnorm", dtype, "forward", forward, their_forward, forward_budget, note)
    backward = partial(form.batchnorm_backward, dy, cache)
    yield Case("batchnorm", dtype, "backward", backward, their_backward, backward_budget, note)


def other_norms(dtype):
    rows, images = (256, 1024), (32, 64, 16, 16)
    functions = layernorm.layernorm_forward, layernorm.layernorm_backward
    arguments = arrays(layernorm.inputs, dtype, *rows)
    yield from layer_cases(
        "layernorm", dtype, functions, arguments, lambda x, g, b: functional.layer_norm(x, g.shape, g, b)
    )
    functions = rmsnorm.rmsnorm_forward, rmsnorm.rmsnorm_backward
    arguments = arrays(rmsnorm.inputs, dtype, *rows)
    yield from layer_cases(
        "rmsnorm", dtype, functions, arguments, lambda x, g: functional.rms_norm(x, g.shape, g, 1e-5)
    )
    functions = partial(groupnorm.groupnorm_forward, groups=8), groupnorm.groupnorm_backward
    arguments = arrays(groupnorm.inputs, dtype, *images)
    yield from layer_cases(
        "groupnorm", dtype, functions, arguments, lambda x, g, b: functional.group_norm(x, 8, g, b), "8 groups"
    )
    functions = instancenorm.instancenorm_forward, instancenorm.instancenorm_backward
    arguments = arrays(instancenorm.inputs, dtype, *images)
    yield from layer_cases(
        "instancenorm", dtype, functions, arguments, lambda x, g, b: functional.instance_norm(x, weight=g, bias=b)
    )


def dropouts(dtype):
    options = {"p": 0.5, "training": True, "rng": np.random.default_rng(2)}
    functions = partial(dropout.dropout_forward, **options), dropout.dropout_backward
    yield from layer_cases("dropout", dtype, functions, arrays(dropout.inputs, dtype, 256, 1024), functional.dropout)
    functions = partial(spatial_dropout.spatial_dropout_forward, **options), spatial_dropout.spatial_dropout_backward
    arguments = arrays(spatial_dropout.inputs, dtype, 32, 64, 16, 16)
    yield from layer_cases("spatial_dropout", dtype, functions, arguments, functional.dropout2d)

    def theirs(x, w, b):
        return torch.bmm(x[:, None], functional.dropout(w.expand(len(x), *w.shape)))[:, 0] + b

    functions = partial(dropconnect.dropconnect_forward, **options), dropconnect.dropconnect_backward
    arguments = arrays(dropconnect.inputs, dtype, 32, 256, 128)
    yield from layer_cases("dropconnect", dtype, functions, arguments, theirs, "dropout and bmm in PyTorch")


def activations(dtype):
    for layer, theirs in (
        (relu, torch.relu),
        (leaky_relu, functional.leaky_relu),
        (sigmoid, torch.sigmoid),
        (tanh, torch.tanh),
        (gelu, functional.gelu),
        (silu, functional.silu),
        (softmax, lambda x: torch.softmax(x, -1)),
    ):
        name = layer.__name__.removeprefix("reference.")
        functions = getattr(layer, f"{name}_forward"), getattr(layer, f"{name}_backward")
        note = "math.erf, entry by entry" if layer is gelu else ""
        yield from layer_cases(name, dtype, functions, arrays(layer.inputs, dtype, 256, 1024), theirs, note)
    functions = partial(gelu.gelu_forward, approximate=True), gelu.gelu_backward
    theirs = partial(functional.gelu, approximate="tanh")
    yield from layer_cases("gelu", dtype, functions, arrays(gelu.inputs, dtype, 256, 1024), theirs, "tanh form")


def cross_entropy_cases(dtype, form, sizes, scale, budget=None, note=""):
    logits, targets = arrays(softmax_cross_entropy.inputs, dtype, *sizes)
    logits *= scale
    _, cache = form.softmax_cross_entropy_forward(logits, targets)
    t_logits, t_targets = tensors(logits, targets)
    log_p = torch.log_softmax(t_logits, 1)
    _, weight = aten.nll_loss_forward(log_p, t_targets, None, 1, -100)
    one = torch.ones((), dtype=log_p.dtype)

    def their_backward():
        d_log_p = aten.nll_loss_backward(one, log_p, t_targets, None, 1, -100, weight)
        return aten._log_softmax_backward_data(d_log_p, log_p, 1, log_p.dtype)

    name, note = "softmax_cross_entropy", f"{sizes}{note}"
    forward = partial(form.softmax_cross_entropy_forward, logits, targets)
    their_forward = partial(functional.cross_entropy, t_logits, t_targets)
    yield Case(name, dtype, "forward", forward, their_forward, budget, note)
    backward = partial(form.softmax_cross_entropy_backward, 1.0, cache)
    yield Case(name, dtype, "backward", backward, their_backward, budget, note)


def other_losses(dtype):
    for layer, sizes, theirs in (
        (mse, (256, 1000), functional.mse_loss),
        (bce, (256, 1000), functional.binary_cross_entropy_with_logits),
        (bce_probabilities, (256, 1000), functional.binary_cross_entropy),
        (hinge, (256, 1000), functional.multi_margin_loss),
    ):
        name = layer.__name__.removeprefix("reference.")
        output, targets = arrays(layer.inputs, dtype, *sizes)
        (t_targets,) = tensors(targets)
        forward = partial(by_position, getattr(layer, f"{name}_forward"), targets)
        backward = getattr(layer, f"{name}_backward")
        yield from layer_cases(name, dtype, (forward, backward), [output], partial(by_position, theirs, t_targets))


def embedding_cases(dtype):
    """4,096 ids of a vocabulary of 10,000, vectors of 128."""
    ids, w = arrays(embedding.inputs, dtype, 64, 64, 10_000, 128)
    (t_ids,) = tensors(ids)
    functions = partial(embedding.embedding_forward, ids), embedding.embedding_backward
    yield from layer_cases("embedding", dtype, functions, [w], partial(functional.embedding, t_ids))


def attention_cases(dtype, form, sizes, causal, budget=None, note=""):
    N, heads, T, d = sizes
    q, k, v = arrays(attention.inputs, dtype, N, T, heads * d)
    _, cache = form.attention_forward(q, k, v, heads=heads, causal=causal)
    dy = upstream(q)
    tq, tk, tv, tdy = (x.unflatten(2, (heads, d)).transpose(1, 2) for x in tensors(q, k, v, dy))
    saved = aten._scaled_dot_product_flash_attention_for_cpu(tq, tk, tv, 0.0, causal)

    def their_backward():
        return aten._scaled_dot_product_flash_attention_for_cpu_backward(tdy, tq, tk, tv, *saved, 0.0, causal)

    forward = partial(form.attention_forward, q, k, v, heads=heads, causal=causal)
    their_forward = partial(functional.scaled_dot_product_attention, tq, tk, tv, is_causal=causal)
    note = f"{sizes}{', causal' if causal else ''}{note}"
    yield Case("attention", dtype, "forward", forward, their_forward, budget, note)
    backward = partial(form.attention_backward, dy, cache)
    yield Case("attention", dtype, "backward", backward, their_backward, budget, note)


def layer_cases(layer, dtype, functions, arguments, their_forward, note=""):
    """Forward and backward of a layer without a budget; PyTorch's backward goes through autograd."""
    forward, backward = functions
    *_, cache = forward(*arguments)
    leaves = tensors(*arguments, grad=True)
    their_y = their_forward(*leaves)
    tdy = torch.from_numpy(np.asarray(np.random.default_rng(1).standard_normal(their_y.shape), dtype=dtype))
    dy = tdy.numpy() if tdy.ndim else tdy.item()

    def theirs():
        with torch.no_grad():
            return their_forward(*leaves)

    def their_backward():
        return torch.autograd.grad(their_y, leaves, tdy, retain_graph=True)

    yield Case(layer, dtype, "forward", lambda: forward(*arguments), theirs, note=note)
    yield Case(layer, dtype, "backward", lambda: backward(dy, cache), their_backward, note=note)


def by_position(function, second, first):
    """Call a function whose second argument is known already."""
    return function(first, second)


def arrays(inputs, dtype, *sizes):
    """What a layer's `inputs` draws, real numbers in the dtype."""
    drawn = inputs(np.random.default_rng(0), *sizes).values()
    return [value.astype(dtype) if value.dtype.kind == "f" else value for value in drawn]


def upstream(y):
    """A random upstream gradient with the shape and the dtype of y."""
    return np.random.default_rng(1).standard_normal(y.shape).astype(y.dtype)
