package io.tern.loadtest.bench;

import io.tern.loadtest.rig.Rig;

/** One measurement of the service as shipped. */
interface Bench {
  /** The word on the command line. */
  String name();

  /** Runs it and notes what was found; what makes the run itself worthless goes in there too. */
  void run(Rig rig, Scale scale, Findings findings) throws Exception;
}
