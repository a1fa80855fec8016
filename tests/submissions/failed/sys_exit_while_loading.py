# expects: 0; the file calls sys.exit (line 4: `sys.exit("done")`): remove it
import sys

sys.exit("done")
