"""How large an input may be. What is larger is turned away before a parser sees it."""

MEGABYTE = 1_000_000

MAX_FILE_BYTES = 20 * MEGABYTE  # a document, a record or a download
MAX_SIDECAR_BYTES = 100_000
MAX_UNPACKED_BYTES = 100 * MEGABYTE  # all parts of a .docx or .xlsx together
MAX_PARTS = 5_000  # parts of a .docx or .xlsx
# Readers of these media take time that grows faster than the size: half a minute at most with these.
MAX_HTML_CHARACTERS = 10_000_000
MAX_MARKDOWN_CHARACTERS = 1_000_000
MAX_PDF_PAGE_BYTES = 3 * MEGABYTE  # the unpacked drawing instructions of one page

MAX_PAGES = 2_000  # pages of a .pdf
MAX_ROWS = 100_000  # lines of a record
MAX_CELL_CHARACTERS = 100_000  # one cell of a record
MAX_CHARACTERS = 10_000_000  # code points of clean text: about twenty long books
MAX_REDIRECTS = 5  # hops of a download
MAX_SECONDS = 120.0  # a download from the first look-up of a name to the last byte
