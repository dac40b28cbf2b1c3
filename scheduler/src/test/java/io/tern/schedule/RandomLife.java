package io.tern.schedule;

import static io.tern.schedule.Plant.storage;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.BruteForce.Held;
import io.tern.schedule.BruteForce.Key;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A random life of a scheduler, compared with {@link BruteForce} after every step. */
final class RandomLife {
  private final long seed;
  private final Random random;
  private final Scheduler scheduler = new Scheduler(Ceilings.defaults());
  private final int links;
  private final int shares;

  private final BruteForce model;
  private final Agreement agreement;
  private final List<Key> running = new ArrayList<>();
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private int step;
  private int placesSeenKept;
  private boolean calm;

  RandomLife(long seed, int storages, int shares) {
    this.seed = seed;
    this.random = new Random(seed);
    this.shares = shares;
    for (int i = 0; i < storages * storages; i++) {
      scheduler.link(storage("s" + i / storages), storage("s" + i % storages));
    }
    for (int i = 0; i < shares; i++) {
      scheduler.share(new Share("vo" + i % 2, "activity" + i));
    }
    this.links = storages * storages;
    this.model =
        new BruteForce(
            IntStream.range(0, links).mapToObj(scheduler::link).toList(),
            IntStream.range(0, shares).mapToObj(share -> scheduler.share(share).vo()).toList());
    this.agreement = new Agreement(scheduler, model);
    for (int slot = 0; slot < 400; slot++) {
      freeSlots.add(slot);
    }
  }

  void live(int steps) {
    changeLimits();
    liveOn(steps);
  }

  private void liveOn(int steps) {
    for (step = 0; step < steps; step++) {
      act();
      agreement.check(model.waiting.isEmpty() ? -1 : anyWaiting(), where());
    }
  }

  /** A life in which storages and limits seldom change, so that all ends stay full for long. */
  void liveCalmly(int steps) {
    calm = true;
    fillAllEnds();
    liveOn(steps);
    assertThat(placesSeenKept).as("places seen kept; seed %d", seed).isPositive();
  }

  private void act() {
    if (calm) {
      actCalmly(random.nextInt(1000));
    } else {
      act(random.nextInt(1000));
    }
  }

  private void act(int dice) {
    if (dice < 300) {
      enqueue();
    } else if (dice < 400) {
      withdraw();
    } else if (dice < 450) {
      urge();
    } else if (dice < 700) {
      next();
    } else if (dice < 960) {
      release();
    } else if (dice < 975) {
      occupy();
    } else if (dice < 985) {
      closeOrOpen();
    } else if (dice < 992) {
      withholdOrGrant();
    } else {
      changeLimits();
    }
  }

  private void actCalmly(int dice) {
    if (dice < 500) {
      enqueue();
    } else if (dice < 510) {
      withdraw();
    } else if (dice < 998) {
      release();
      startAll();
    } else if (model.closed.isEmpty()) {
      closeOrOpen();
    } else {
      openAll();
    }
  }

  private void openAll() {
    for (Limit limit : model.closed) {
      if (limit instanceof Limit.AtStorage(StorageName storage, Direction direction)) {
        scheduler.open(storage, direction);
      }
    }
    model.closed.clear();
  }

  private void enqueue() {
    if (freeSlots.isEmpty()) {
      return;
    }
    int slot = freeSlots.pop();
    Key key = new Key(random.nextInt(links), random.nextInt(shares), anyUrgency());
    Place place = random.nextInt(4) == 0 ? Place.FIRST : Place.LAST;
    long bytes = random.nextInt(5) == 0 ? -1 : random.nextLong(10_000_000_000L);
    scheduler.enqueue(slot, key.link(), key.share(), key.urgency(), bytes, place);
    model.add(slot, key, place);
  }

  /** Every other one has one of a few deadlines. */
  private Urgency anyUrgency() {
    long deadlineMs = random.nextBoolean() ? Urgency.NO_DEADLINE : 1_000 * random.nextInt(6);
    return new Urgency(1 + random.nextInt(5), deadlineMs);
  }

  private void withdraw() {
    if (!model.waiting.isEmpty()) {
      int slot = anyWaiting();
      scheduler.withdraw(slot);
      model.forget(slot);
      freeSlots.push(slot);
    }
  }

  private void urge() {
    if (model.waiting.isEmpty()) {
      return;
    }
    int slot = anyWaiting();
    Key old = model.waiting.get(slot);
    Key key = new Key(old.link(), old.share(), anyUrgency());
    scheduler.urge(slot, key.urgency());
    if (!key.equals(old)) {
      model.forget(slot);
      model.add(slot, key, Place.LAST);
    }
  }

  private void startAll() {
    int before;
    do {
      before = model.waiting.size();
      next();
    } while (model.waiting.size() < before);
  }

  private void next() {
    int slot = scheduler.next();
    if (slot < 0) {
      assertThat(model.heads(agreement::mustStart))
          .as("lost though next() says -1; %s", where())
          .isEmpty();
      placesSeenKept += agreement.checkKeptPlaces(where());
      return;
    }
    assertThat(model.heads(model::mayStart)).as("may start; %s", where()).contains(slot);
    Key key = model.waiting.get(slot);
    model.forget(slot);
    freeSlots.push(slot);
    occupied(key);
  }

  private void release() {
    if (!running.isEmpty()) {
      int at = random.nextInt(running.size());
      Key ended = running.remove(at);
      model.ended(ended.link());
      scheduler.release(ended.link(), ended.share());
    }
  }

  private void occupy() {
    Key key = new Key(random.nextInt(links), random.nextInt(shares), Urgency.of(3));
    scheduler.occupy(key.link(), key.share());
    occupied(key);
  }

  private void occupied(Key key) {
    running.add(key);
    model.started(key.link());
  }

  private void closeOrOpen() {
    StorageName storage = scheduler.link(random.nextInt(links)).source();
    Direction direction = random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
    Limit limit = new Limit.AtStorage(storage, direction);
    if (model.closed.remove(limit)) {
      scheduler.open(storage, direction);
    } else {
      model.closed.add(limit);
      scheduler.close(storage, direction);
    }
  }

  private void withholdOrGrant() {
    StorageName destination = scheduler.link(random.nextInt(links)).destination();
    Held held = new Held(destination, scheduler.share(random.nextInt(shares)).vo());
    if (model.withheld.remove(held)) {
      scheduler.grant(destination, held.vo());
    } else {
      model.withheld.add(held);
      scheduler.withhold(destination, held.vo());
    }
  }

  private void fillAllEnds() {
    StorageName any = new StorageName("*");
    limit(
        1_000,
        Ceilings.defaults()
            .with(new Limit.AtStorage(any, Direction.INBOUND), 3)
            .with(new Limit.AtStorage(any, Direction.OUTBOUND), 3));
  }

  private void changeLimits() {
    StorageName any = new StorageName("*");
    Link some = scheduler.link(random.nextInt(links));
    limit(
        random.nextInt(4) == 0 ? random.nextInt(10) : 1_000,
        Ceilings.defaults()
            .with(new Limit.AtStorage(any, Direction.INBOUND), random.nextInt(5))
            .with(new Limit.AtStorage(some.source(), Direction.OUTBOUND), random.nextInt(7))
            .with(new Limit.AtStorage(any, Direction.OUTBOUND), 1 + random.nextInt(5))
            .with(new Limit.OnLink(new Link(any, some.destination())), random.nextInt(4))
            .with(new Limit.OnLink(some), 1 + random.nextInt(4)));
  }

  private void limit(int inAll, Ceilings each) {
    model.pool = inAll;
    model.ceilings = each;
    scheduler.poolCeiling(inAll);
    scheduler.ceilings(each);
  }

  private int anyWaiting() {
    return model.waiting.keySet().stream()
        .skip(random.nextInt(model.waiting.size()))
        .findFirst()
        .orElseThrow();
  }

  private String where() {
    return "seed " + seed + ", step " + step;
  }
}
