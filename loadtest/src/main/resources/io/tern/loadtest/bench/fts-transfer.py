"""One copy as FTS's agent makes it with gfal2: UrlCopyProcess::runTransfer, checksum "both"."""
import sys

import gfal2

source, destination = sys.argv[1:]
context = gfal2.creat_context()
context.stat(source)
wanted = context.checksum(source, "ADLER32")

copy = context.transfer_parameters()
copy.overwrite = False
copy.create_parent = True
copy.strict_copy = False
context.filecopy(copy, source, destination)

context.stat(destination)
if context.checksum(destination, "ADLER32") != wanted:
    sys.exit("checksum do not match")
