# expects: 0; this is not Python: invalid syntax (line 3: `%matplotlib inline`)
import numpy as np
%matplotlib inline
