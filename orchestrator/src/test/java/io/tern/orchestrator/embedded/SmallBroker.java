package io.tern.orchestrator.embedded;

import java.util.List;

/** The JVM of a broker that lives for one test: it ends before a second compiler would pay off. */
public final class SmallBroker {
  public static final BrokerJvm JVM = new BrokerJvm("256m", List.of("-XX:TieredStopAtLevel=1"));

  private SmallBroker() {}
}
