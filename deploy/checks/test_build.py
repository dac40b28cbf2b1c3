"""The first commands after a checkout, all at once: one of them builds, the others wait for it."""

import os
import shutil
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from test_prometheus import ROOT

MODULES = ("scheduler", "storage-adapters", "orchestrator", "loadtest")

# Builds nothing, but not before another waits; ends with 1 if another builds meanwhile.
MAVEN = """#!/bin/sh
mkdir running || exit 1
tries=0
while [ ! -e lonely ] && ! grep -qs waiting errors-* && [ $tries -lt 100 ]; do
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

    def start(self, number=0):
        path = f"{self.home}/bin:{os.environ['PATH']}"
        with open(self.home / f"errors-{number}", "w") as errors:
            return subprocess.Popen([self.home / "tern", "build"], env=os.environ | {"PATH": path}, stdout=errors, stderr=errors)

    def assert_ends_well(self, command, number=0):
        self.assertEqual(0, command.wait(timeout=60), (self.home / f"errors-{number}").read_text())

    def built(self):
        return (self.home / "builds").read_text().count("built")

    def test_one_builds_while_the_others_wait(self):
        commands = [self.start(number) for number in range(3)]
        for number, command in enumerate(commands):
            self.assert_ends_well(command, number)
        self.assertEqual(1, self.built())
        self.assertEqual([], list((self.home / "target").glob("building*")))

    def test_one_that_gives_up_waiting_leaves_the_lock_to_whom_it_belongs(self):
        (self.home / "target").mkdir()
        lock = self.home / "target/building"
        lock.write_text(str(os.getpid()))
        command = self.start()
        for _ in range(100):
            if "waiting" in (self.home / "errors-0").read_text():
                break
            time.sleep(0.1)
        command.terminate()
        self.assertNotEqual(0, command.wait(timeout=60))
        self.assertEqual(str(os.getpid()), lock.read_text())
        self.assertFalse((self.home / "builds").exists())

    def test_the_lock_of_one_that_has_ended_holds_nobody(self):
        ended = subprocess.Popen(["true"])
        ended.wait()
        (self.home / "target").mkdir()
        (self.home / "target/building").write_text(str(ended.pid))
        (self.home / "lonely").touch()
        self.assert_ends_well(self.start())
        self.assertEqual(1, self.built())


if __name__ == "__main__":
    unittest.main()
