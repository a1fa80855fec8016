# expects: 0; the file raises ZeroDivisionError: division by zero (line 4: `momentum = 1 / 0`)
import numpy as np

momentum = 1 / 0
