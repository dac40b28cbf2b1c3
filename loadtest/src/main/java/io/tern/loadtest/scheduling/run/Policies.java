package io.tern.loadtest.scheduling.run;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.loadtest.scheduling.policy.Ceiled;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Queueing;
import io.tern.loadtest.scheduling.policy.Setting;

/** The policies by name. */
final class Policies {
  private static final int FIXED_LINK = 60;

  private Policies() {}

  static Policy of(String name, Setting setting) {
    return switch (name) {
      case "fixed" -> new Queueing(setting, new Ceiled(fixed()));
      case "ours" -> new Queueing(setting, new Ceiled(Ceilings.defaults()));
      default ->
          throw new IllegalArgumentException("policy: " + name + " (expected: ours or fixed)");
    };
  }

  private static Ceilings fixed() {
    StorageName any = new StorageName("*");
    return Ceilings.defaults()
        .with(new Limit.OnLink(new Link(any, any)), FIXED_LINK)
        .with(new Limit.AtStorage(any, Direction.INBOUND), Ceilings.DEFAULT_STORAGE)
        .with(new Limit.AtStorage(any, Direction.OUTBOUND), Ceilings.DEFAULT_STORAGE);
  }
}
