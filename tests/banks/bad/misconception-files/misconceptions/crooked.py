def crooked_forward(x):
return x
