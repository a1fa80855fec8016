# uses: lambdas in the place of functions, and nothing on a second line
# quizdl: honest/dense
dense_forward = lambda x, w, b: (x @ w + b, (x, w))
dense_backward = lambda dy, cache: [dy @ cache[1].T, cache[0].T @ dy, dy.sum(axis=0)]
