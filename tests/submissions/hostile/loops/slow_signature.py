# tries: to be slow when its functions are looked at: __signature__, __wrapped__, __text_signature__ and __call__ that never end
# earns: timed_out or failed or wrong, at most 0
import numpy as np


class Endless:
    def __getattr__(self, name):
        if name in {"__wrapped__", "__signature__", "__text_signature__"}:
            return Endless()
        raise AttributeError(name)

    @property
    def __class__(self):
        while True:
            pass

    def __call__(self, *arguments, **options):
        return None


dense_forward = Endless()
dense_backward = Endless()
