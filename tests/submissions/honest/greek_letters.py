# uses: names in Greek, comments in Chinese, an emoji in a text
# shows: fertig ✅
# quizdl: honest/norm
import numpy as np

# 层归一化
Σ = np.sum
print("fertig ✅")


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    γ, β, ε, D = gamma, beta, eps, x.shape[-1]
    μ = Σ(x, axis=-1, keepdims=True) / D
    σ = np.sqrt(Σ((x - μ) ** 2, axis=-1, keepdims=True) / D + ε)
    x̂ = (x - μ) / σ
    return γ * x̂ + β, (x̂, γ, σ)


def layernorm_backward(δ, cache):
    x̂, γ, σ = cache
    axes = tuple(range(δ.ndim - 1))
    δx̂ = δ * γ
    return (δx̂ - δx̂.mean(-1, keepdims=True) - x̂ * (δx̂ * x̂).mean(-1, keepdims=True)) / σ, Σ(δ * x̂, axis=axes), Σ(δ, axis=axes)
