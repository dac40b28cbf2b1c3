package io.tern.ledger;

import io.tern.job.StorageName;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.StorageRule;
import io.tern.setting.StorageRule.Most;
import io.tern.setting.Weight;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Operators who never leave the settings alone. */
final class Meddlers {
  private static final String OPERATOR = "operator";

  /** Settings beyond which they begin to take back. */
  private static final int MOST = 8;

  private static final Ban.Status[] STATUSES = Ban.Status.values();

  private final Random random;
  private final int storages;

  Meddlers(Random random, int storages) {
    this.random = random;
    this.storages = storages;
  }

  Input act(Ledger ledger, Ask ask) {
    if (ledger.settings().find(Order.Hold.NAME) != null && random.nextBoolean()) {
      return new Input.Hold(false, OPERATOR, ask);
    }
    if (ledger.settings().size() > MOST || random.nextInt(3) == 0) {
      return takeBack(ledger, ask);
    }
    return switch (random.nextInt(24)) {
      case 0 -> new Input.CancelAll(vo(), "Canceled by an operator", OPERATOR, ask);
      case 1, 2, 3 -> new Input.ForceStart(some(ledger), ask);
      case 4 -> new Input.Hold(true, OPERATOR, ask);
      default -> new Input.ChangeSettings(List.of(change()), false, OPERATOR, ask);
    };
  }

  private Input takeBack(Ledger ledger, Ask ask) {
    List<Change> all =
        ledger.settings().all().stream()
            .filter(written -> !(written.setting() instanceof Order))
            .<Change>map(written -> new Change.Remove(written.setting().name()))
            .toList();
    return new Input.ChangeSettings(
        all.subList(0, random.nextInt(all.size() + 1)), false, OPERATOR, ask);
  }

  private long[] some(Ledger ledger) {
    long last = ledger.nextTransfer();
    return random.longs(6, Math.max(0, last - 40), last + 2).toArray();
  }

  private Change change() {
    Setting setting = setting();
    return random.nextInt(3) == 0 ? new Change.Remove(setting.name()) : new Change.Put(setting);
  }

  private Setting setting() {
    int timeoutS = random.nextInt(2) * random.nextInt(100_000);
    Ban.Status status = STATUSES[random.nextInt(STATUSES.length)];
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Ban.OfStorage(storage(), vo(), status, timeoutS, "");
      case 2 -> new Ban.OfUser("/CN=user" + random.nextInt(3), status, timeoutS, "");
      case 3 -> new DrainedHost(String.valueOf((char) ('a' + random.nextInt(2))));
      case 4 ->
          new Global(vo(), random.nextInt(3), 1 + random.nextInt(40), 900, 3, null, null, null);
      case 5 -> {
        StorageName from = storage();
        StorageName to = storage();
        String name = from + "-" + to;
        int most = 1 + random.nextInt(4);
        yield new LinkRule(name, from, to, 0, most, null, null, null, null);
      }
      case 6 ->
          StorageRule.unset(storage())
              .withMost(
                  new Most(1 + random.nextInt(5), null), new Most(1 + random.nextInt(5), null));
      case 7 -> new StorageRule.StagingLimit(storage(), vo(), 1 + random.nextInt(2));
      default ->
          new Weight.OfActivities(Submission.VO, true, Map.of("production", random.nextDouble()));
    };
  }

  private StorageName storage() {
    return new StorageName("davs://storage" + random.nextInt(storages));
  }

  private String vo() {
    return random.nextBoolean() ? Submission.VO : Global.ANY;
  }
}
