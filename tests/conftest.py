"""What all tests share: builds make no PDF files, which take long, unless a test asks for them."""

import os

from impulswerk.exports.print.printing import SWITCH

os.environ[SWITCH] = "aus"
