# uses: a byte order mark, line ends of Windows, tabs and trailing blanks, all at once
# quizdl: honest/dense
import numpy as np 	

def dense_forward(x, w, b):
	y = x @ w
	y += b 	
	return y, {"x": x, "w": w}
		
def dense_backward(dy, cache):
	x, w = (
 cache["x"],
				cache["w"],
	)
	return dy @ w.T, x.T @ dy, \
		dy.sum(axis=0)