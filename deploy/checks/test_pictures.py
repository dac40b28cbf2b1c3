"""What draws the pictures: the script of another that is kept here is the one that was published."""

import hashlib
import re
import unittest

from test_prometheus import ROOT

UPLOT = ROOT / "deploy/proof/pictures/uplot"


class Pictures(unittest.TestCase):
    def test_uplot_is_as_published(self):
        told = "".join(re.findall(r"^    ([0-9a-f]{64})$", (UPLOT / "README.md").read_text(), re.M))
        self.assertEqual(hashlib.sha512((UPLOT / "uPlot.iife.min.js").read_bytes()).hexdigest(), told)

    def test_its_licence_is_beside_it(self):
        self.assertTrue((UPLOT / "LICENSE").read_text().startswith("The MIT License"))


if __name__ == "__main__":
    unittest.main()
