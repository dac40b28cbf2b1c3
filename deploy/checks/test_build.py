"""The first commands after a checkout, all at once: one of them builds, the others wait for it."""

import os
import shutil
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from test_prometheus import ROOT

MODULES = ("scheduler", "storage-adapters", "orchestrator", "loadtest")

# Builds nothing, but not before another waits; ends with 1 if another builds meanwhile.
MAVEN = """#!/bin/sh
mkdir running || exit 1
tries=0
while [ "$(ls target/building.* | wc -l)" -lt 2 ] && [ $tries -lt 100 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
echo built >>builds
for module in orchestrator loadtest; do
  mkdir -p $module/target/classes
  : >$module/target/classpath
done
rmdir running
"""


class BuildTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.home = Path(directory.name)
        shutil.copy(ROOT / "tern", self.home)
        for module in MODULES:
            (self.home / module / "src/main").mkdir(parents=True)
            (self.home / module / "pom.xml").touch()
        (self.home / "pom.xml").touch()
        maven = self.home / "bin/mvn"
        maven.parent.mkdir()
        maven.write_text(MAVEN)
        maven.chmod(maven.stat().st_mode | stat.S_IXUSR)

    def start(self):
        path = f"{self.home}/bin:{os.environ['PATH']}"
        return subprocess.Popen(
            [self.home / "tern", "build"], env=os.environ | {"PATH": path}, stderr=subprocess.PIPE
        )

    def built(self):
        return (self.home / "builds").read_text().count("built")

    def test_one_builds_while_the_others_wait(self):
        commands = [self.start() for _ in range(3)]
        for command in commands:
            _, errors = command.communicate(timeout=60)
            self.assertEqual(0, command.returncode, errors)
        self.assertEqual(1, self.built())
        self.assertEqual([], list((self.home / "target").glob("building*")))

    def test_the_lock_of_one_that_has_ended_holds_nobody(self):
        ended = subprocess.Popen(["true"])
        ended.wait()
        (self.home / "target").mkdir()
        (self.home / "target/building").write_text(str(ended.pid))
        (self.home / "target/building.0").touch()
        command = self.start()
        _, errors = command.communicate(timeout=60)
        self.assertEqual(0, command.returncode, errors)
        self.assertEqual(1, self.built())


if __name__ == "__main__":
    unittest.main()
