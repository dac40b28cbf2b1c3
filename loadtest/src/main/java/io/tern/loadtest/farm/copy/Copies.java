package io.tern.loadtest.farm.copy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.dialect.Dialect;
import io.tern.loadtest.farm.dialect.Marker;
import io.tern.loadtest.farm.dialect.Refusal;
import io.tern.loadtest.farm.flow.Timeline;
import io.tern.loadtest.farm.rule.Fault;
import io.tern.loadtest.farm.rule.FaultRule;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The course of every COPY: arrival, header, markers, result. Bytes are the {@link Mover}'s; the
 * destination holds what has moved. Used by one thread.
 */
public final class Copies {
  /** XRootD closes its data connections up to a second after it has noticed. */
  private static final long STOP_MS = 1_000;

  private final Timeline time;
  private final InstantSource clock;
  private final Mover mover;
  private final Storages storages;
  private final NameSpace files;
  private final Faults faults;
  private final Witness witness;
  private final CopyLog log;
  private final SplittableRandom random;
  private final Obstacles obstacles;
  private long lastId;

  public Copies(
      Timeline time,
      InstantSource clock,
      Mover mover,
      Storages storages,
      NameSpace files,
      Faults faults,
      Witness witness,
      CopyLog log,
      long seed) {
    this.time = time;
    this.clock = clock;
    this.mover = mover;
    this.storages = storages;
    this.files = files;
    this.faults = faults;
    this.witness = witness;
    this.log = log;
    this.random = new SplittableRandom(seed);
    this.obstacles = new Obstacles(mover, files);
  }

  /** Takes a COPY that has just come in at {@code active}. */
  public void accept(CopyRequest request, Storage active, Reply reply) {
    FileName destination = request.destination();
    int number = files.arrived(destination);
    Optional<FaultRule> rule = faults.pick("COPY", request.active(), destination.path(), number);
    Copy copy = new Copy(++lastId, request, reply, active, rule);
    witness.arrived();
    log.arrived(copy.id, request);
    reply.onGone(() -> clientLeft(copy));
    later(active.rule().latencyMs(), () -> active.whenAwake(() -> open(copy)));
  }

  private void later(long ms, Runnable action) {
    if (ms == 0) {
      action.run();
    } else {
      Timeline.Timer unused = time.after(MILLISECONDS.toNanos(ms), action);
    }
  }

  /** The client of a copy that has not ended is no longer there; nobody notices at once. */
  private void clientLeft(Copy copy) {
    copy.clientGone = true;
    if (copy.ended) {
      return;
    }
    log.clientLeft(copy.id, copy.active.dialect().stopsWithoutClient());
    if (copy.suffers(Fault.BLACK_HOLE)) {
      end(copy, CopyEnd.UNANSWERED);
    }
  }

  private void open(Copy copy) {
    if (copy.ended || copy.suffers(Fault.BLACK_HOLE)) {
      return;
    }
    Optional<Refusal> refusal = obstacles.refusal(copy);
    if (refusal.isPresent()) {
      end(copy, CopyEnd.REFUSED);
      copy.reply.refuse(refusal.get());
      return;
    }
    enter(copy);
    String remoteFault = obstacles.remoteFault(copy);
    if (copy.active.dialect().marksAtOnce()) {
      sayMarker(copy);
    }
    if (remoteFault.isEmpty()) {
      move(copy);
    } else {
      conclude(copy, CopyEnd.FAILED, remoteFault);
    }
  }

  /** From here on the destination is being written to: an empty file is there. */
  private void enter(Copy copy) {
    CopyRequest request = copy.request;
    log.opened(copy.id);
    witness.opened(copy);
    copy.active.copiesActive.enter();
    storages.find(request.source().host()).ifPresent(s -> s.copiesOut.enter());
    storages.find(request.destination().host()).ifPresent(s -> s.copiesIn.enter());
    files.put(request.destination(), new Content.Pattern(0, 0));
  }

  private void move(Copy copy) {
    copy.transit =
        mover.prepare(
            copy.request,
            obstacles.ceiling(copy),
            size -> obstacles.target(copy, size),
            new CopyFate(copy));
    copy.transit.begin();
    if (!copy.ended) {
      copy.send();
      tick(copy);
    }
  }

  /** What the bytes of a copy came to is what the copy comes to. */
  private final class CopyFate implements Transit.Fate {
    private final Copy copy;

    CopyFate(Copy copy) {
      this.copy = copy;
    }

    @Override
    public void reached() {
      Copies.this.reached(copy);
    }

    @Override
    public void refused(int status) {
      String why = copy.active.dialect().remoteAnswered(copy.request, status);
      conclude(copy, CopyEnd.FAILED, why);
    }

    @Override
    public void broken() {
      conclude(copy, CopyEnd.FAILED, copy.active.dialect().partial(copy.request));
    }
  }

  private void tick(Copy copy) {
    copy.timer =
        time.after(
            MILLISECONDS.toNanos(copy.active.rule().markerMs()),
            () -> copy.active.whenAwake(() -> marker(copy)));
  }

  private void marker(Copy copy) {
    if (copy.ended) {
      return;
    }
    if (copy.clientGone && copy.active.dialect().stopsWithoutClient()) {
      copy.timer =
          time.after(
              MILLISECONDS.toNanos(random.nextLong(STOP_MS)), () -> end(copy, CopyEnd.ABANDONED));
      return;
    }
    sayMarker(copy);
    copy.send();
    tick(copy);
  }

  private void sayMarker(Copy copy) {
    if (!copy.clientGone) {
      witness.marked();
      copy.say(
          Marker.of(
              clock.instant().getEpochSecond(),
              copy.moved(time.nowNanos()),
              copy.active.dialect().markerTail(copy.request.remoteUrl())));
    }
  }

  /** As many bytes have flowed as will flow; what happens then is the fault's to say. */
  private void reached(Copy copy) {
    CopyRequest request = copy.request;
    Dialect dialect = copy.active.dialect();
    switch (copy.rule.map(FaultRule::fail).orElse(Fault.SLOW)) {
      case RESET -> {
        end(copy, CopyEnd.RESET);
        copy.reply.reset();
      }
      case TRUNCATED -> conclude(copy, CopyEnd.TRUNCATED, "");
      case FAILURE -> conclude(copy, CopyEnd.FAILED, dialect.partial(request));
      case NO_SPACE -> conclude(copy, CopyEnd.FAILED, dialect.noSpace(request));
      case STALL -> stall(copy);
      case WRONG_CHECKSUM, WRONG_SIZE -> conclude(copy, CopyEnd.CORRUPT, "success: Created");
      default -> fits(copy);
    }
  }

  private void fits(Copy copy) {
    long size = copy.moved(time.nowNanos());
    Optional<Storage> to = storages.find(copy.request.destination().host());
    if (to.isPresent() && !to.get().hasRoomFor(size)) {
      conclude(copy, CopyEnd.FAILED, copy.active.dialect().noSpace(copy.request));
      return;
    }
    to.ifPresent(storage -> storage.occupy(size));
    conclude(copy, copy.unlinked ? CopyEnd.UNLINKED : CopyEnd.DONE, "success: Created");
  }

  private void stall(Copy copy) {
    long stallMs = copy.active.rule().stallMs();
    later(
        stallMs,
        () -> {
          if (!copy.ended) {
            String why = copy.active.dialect().stalled(copy.request, stallMs / 1000);
            conclude(copy, CopyEnd.FAILED, why);
          }
        });
  }

  private void conclude(Copy copy, CopyEnd end, String result) {
    end(copy, end);
    copy.reply.end(copy.take() + result);
  }

  private void end(Copy copy, CopyEnd end) {
    if (copy.ended) {
      return;
    }
    if (copy.transit != null) {
      copy.transit.stop();
    }
    if (copy.timer != null) {
      copy.timer.cancel();
    }
    long moved = copy.moved(time.nowNanos());
    copy.ended = true;
    if (end != CopyEnd.REFUSED && end != CopyEnd.UNANSWERED) {
      leave(copy, end);
    }
    witness.ended(end, moved);
    log.ended(copy.id, end, moved, copy.clientGone);
  }

  private void leave(Copy copy, CopyEnd end) {
    CopyRequest request = copy.request;
    write(copy, end == CopyEnd.CORRUPT && copy.suffers(Fault.WRONG_CHECKSUM));
    witness.closed(copy);
    copy.active.copiesActive.leave();
    storages.find(request.source().host()).ifPresent(s -> s.copiesOut.leave());
    storages.find(request.destination().host()).ifPresent(s -> s.copiesIn.leave());
    if (end == CopyEnd.DONE && files.succeeded(request.destination()) > 1) {
      witness.doubled();
    }
  }

  private void write(Copy copy, boolean corrupted) {
    if (copy.transit != null && !copy.unlinked) {
      copy.transit
          .arrived(time.nowNanos())
          .map(content -> corrupted ? content.corrupted() : content)
          .ifPresent(content -> files.put(copy.request.destination(), content));
    }
  }

  /** Brings a file that is being copied to up to date, so that whoever looks sees it grow. */
  public void sync(FileName destination) {
    for (Copy copy : witness.writingTo(destination)) {
      write(copy, false);
    }
  }

  /** {@code file} was removed or renamed; copies to it write into nothing from now on. */
  public void unlink(FileName file) {
    List.copyOf(witness.writingTo(file)).forEach(copy -> copy.unlinked = true);
  }
}
