"""Memory, which has keys and what users lent in it, is not written to a disk when a JVM dies: by the start scripts as they are."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from test_prometheus import ROOT

DYING = """
public class Dying {
  public static void main(String[] arguments) throws Exception {
    java.util.List<long[]> all = new java.util.ArrayList<>();
    System.out.println("lives");
    while (arguments[0].equals("fill")) {
      all.add(new long[1 << 16]);
    }
    Thread.sleep(60_000);
  }
}
"""

# Stands where the scripts look for a JDK: starts the real one by the same options, with another program.
JAVA = """#!{python}
import os, sys
options = sys.argv[1:sys.argv.index("-cp")]
os.execv("{java}", ["{java}", *options, *os.environ["DYING"].split()])
"""


class Dumps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.java = subprocess.run([ROOT / "tern", "jdk"], capture_output=True, text=True, check=True).stdout.strip() + "/bin/java"

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "Dying.java").write_text(DYING)
        bin = self.folder / "jdk/bin"
        bin.mkdir(parents=True)
        for name in ("java", "javac"):
            (bin / name).write_text(JAVA.format(python=sys.executable, java=self.java))
            (bin / name).chmod(0o755)
        (self.folder / "jdk/release").write_text('JAVA_VERSION="99.0"\n')

    def of_the_tree(self):
        """./tern beside what it takes for a build."""
        for module in ("orchestrator", "loadtest"):
            (self.folder / module / "target/classes").mkdir(parents=True)
            (self.folder / module / "target/classpath").touch()
        (self.folder / "target").mkdir()
        (self.folder / "target/built").touch()
        return shutil.copy(ROOT / "tern", self.folder)

    def scripts(self):
        return {"tern": self.of_the_tree(), "image": ROOT / "deploy/image/tern"}.items()

    def dies(self, command, how):
        """What it leaves in its working directory; dies of `how`, else of a full heap."""
        left = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        jdk = self.folder / "jdk"
        environment = {**os.environ, "JAVA_HOME": jdk, "PATH": f"{jdk}/bin:{os.environ['PATH']}", "TERN_TMP": self.folder / "tmp",
                       "TERN_JAVA_OPTS": "-Xmx64m", "DYING": f"{self.folder}/Dying.java {'wait' if how else 'fill'}",
                       "JAVA_TOOL_OPTIONS": "-XX:+HeapDumpOnOutOfMemoryError -Xmx64m"}
        with subprocess.Popen(["sh", "-c", 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"', "sh", *command],
                              cwd=left, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            self.assertEqual(process.stdout.readline(), "lives\n")
            if how:
                process.send_signal(how)
            self.assertNotEqual(process.wait(60), 0)
        return {file.name.split(".")[0].split("_")[0] for file in left.iterdir()}

    def test_a_heap_that_is_full_is_not_written_down(self):
        for name, script in self.scripts():
            self.assertEqual(self.dies([script, "serve"], None), set(), name)

    def test_a_crash_leaves_no_core(self):
        for name, script in self.scripts():
            self.assertEqual(self.dies([script, "serve"], signal.SIGSEGV), {"hs"}, name)
            self.assertEqual(self.dies([script, "serve"], signal.SIGABRT), set(), name)

    def test_without_the_scripts_both_would_be_there(self):
        if pathlib.Path("/proc/sys/kernel/core_pattern").read_text().startswith(("|", "/")):
            self.skipTest("cores are not left where a process works")
        bare = [self.java, f"{self.folder}/Dying.java"]
        self.assertIn("java", self.dies([*bare, "fill"], None))
        self.assertIn("core", self.dies([*bare, "wait"], signal.SIGABRT))


if __name__ == "__main__":
    unittest.main()
