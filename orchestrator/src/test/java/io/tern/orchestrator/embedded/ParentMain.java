package io.tern.orchestrator.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A service that has nothing but a broker, to be killed. */
final class ParentMain {
  private ParentMain() {}

  public static void main(String[] arguments) throws Exception {
    BrokerOptions options = BrokerOptions.embedded(Path.of(arguments[0]), false);
    EmbeddedKafka kafka = EmbeddedKafka.start(options, SmallBroker.JVM);
    System.out.println("pid " + kafka.process().pid());
    new CountDownLatch(1).await();
  }
}
