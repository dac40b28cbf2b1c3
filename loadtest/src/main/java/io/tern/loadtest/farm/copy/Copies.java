package io.tern.loadtest.farm.copy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tern.loadtest.farm.flow.Flow;
import io.tern.loadtest.farm.flow.Fluid;
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
import org.jspecify.annotations.Nullable;

/**
 * The course of every COPY: arrival, header, markers, result. Bytes are a {@link Fluid}; the
 * destination holds what has flowed. Used by one thread.
 */
public final class Copies {
  /** XRootD closes its data connections up to a second after it has noticed. */
  private static final long STOP_MS = 1_000;

  private final Timeline time;
  private final InstantSource clock;
  private final Fluid fluid;
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
      Fluid fluid,
      Storages storages,
      NameSpace files,
      Faults faults,
      Witness witness,
      CopyLog log,
      long seed) {
    this.time = time;
    this.clock = clock;
    this.fluid = fluid;
    this.storages = storages;
    this.files = files;
    this.faults = faults;
    this.witness = witness;
    this.log = log;
    this.random = new SplittableRandom(seed);
    this.obstacles = new Obstacles(storages, files);
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
      flow(copy, files.find(copy.request.source()));
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

  private void flow(Copy copy, @Nullable Content content) {
    if (content == null) {
      throw new IllegalStateException("source vanished: " + copy.request.source());
    }
    Storage from = storages.find(copy.request.source().host()).orElseThrow();
    Storage to = storages.find(copy.request.destination().host()).orElseThrow();
    copy.content = content;
    copy.flow =
        new Flow(
            from.out(),
            to.in(),
            obstacles.ceiling(copy),
            obstacles.target(copy, content.size()),
            () -> reached(copy));
    fluid.start(copy.flow);
    if (!copy.ended) {
      copy.send();
      tick(copy);
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
    Storage to = storages.find(copy.request.destination().host()).orElseThrow();
    long size = copy.moved(time.nowNanos());
    if (!to.hasRoomFor(size)) {
      conclude(copy, CopyEnd.FAILED, copy.active.dialect().noSpace(copy.request));
      return;
    }
    to.occupy(size);
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
    if (copy.flow != null) {
      fluid.stop(copy.flow);
    }
    if (copy.timer != null) {
      copy.timer.cancel();
    }
    long moved = copy.moved(time.nowNanos());
    copy.ended = true;
    if (end != CopyEnd.REFUSED && end != CopyEnd.UNANSWERED) {
      leave(copy, end, moved);
    }
    witness.ended(end, moved);
    log.ended(copy.id, end, moved, copy.clientGone);
  }

  private void leave(Copy copy, CopyEnd end, long moved) {
    CopyRequest request = copy.request;
    write(copy, end == CopyEnd.CORRUPT && copy.suffers(Fault.WRONG_CHECKSUM), moved);
    witness.closed(copy);
    copy.active.copiesActive.leave();
    storages.find(request.source().host()).ifPresent(s -> s.copiesOut.leave());
    storages.find(request.destination().host()).ifPresent(s -> s.copiesIn.leave());
    if (end == CopyEnd.DONE && files.succeeded(request.destination()) > 1) {
      witness.doubled();
    }
  }

  private void write(Copy copy, boolean corrupted, long moved) {
    Content content = copy.content;
    if (content != null && !copy.unlinked) {
      Content written = content.prefix(moved);
      files.put(copy.request.destination(), corrupted ? written.corrupted() : written);
    }
  }

  /** Brings a file that is being copied to up to date, so that whoever looks sees it grow. */
  public void sync(FileName destination) {
    for (Copy copy : witness.writingTo(destination)) {
      write(copy, false, copy.moved(time.nowNanos()));
    }
  }

  /** {@code file} was removed or renamed; copies to it write into nothing from now on. */
  public void unlink(FileName file) {
    List.copyOf(witness.writingTo(file)).forEach(copy -> copy.unlinked = true);
  }

  /** Whether a copy writes to {@code file} now. */
  public boolean isWriting(FileName file) {
    return witness.writingTo(file).stream().anyMatch(copy -> !copy.unlinked);
  }
}
