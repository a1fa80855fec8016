"""The other side of the wall: the process that runs code we do not trust.

Started by path in an interpreter of its own, with numpy and the standard library and nothing of quizdl. It is told
what to call and sends back plain arrays; it never sees an expected value.
"""
