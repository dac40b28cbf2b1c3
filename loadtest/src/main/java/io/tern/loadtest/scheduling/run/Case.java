package io.tern.loadtest.scheduling.run;

/** One run: a policy on a plant under a trace. */
record Case(String set, long seed, String trace, String policy, long lengthMs) {}
