"""The text keys by which the rest of the system knows due-diligence files."""

FILE = "diligence.file"
REQUEST = "diligence.request"
ASKED = "diligence.asked"
BUILD = "diligence.build"
PDF = "pdf"
ZIP = "zip"
