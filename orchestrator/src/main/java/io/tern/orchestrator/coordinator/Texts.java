package io.tern.orchestrator.coordinator;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.view.LocalStore;
import io.tern.orchestrator.view.StoredJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What submissions say: from the store, or of parts that the step at hand accepts, which are not in
 * the store yet. One thread.
 */
final class Texts {
  private static final int CACHED_HEADERS = 4_096;

  private final LocalStore store;
  private final Map<UUID, List<Accepted>> accepted = new HashMap<>();
  private final Map<UUID, JobHeader> headers =
      new LinkedHashMap<>(CACHED_HEADERS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, JobHeader> eldest) {
          return size() > CACHED_HEADERS;
        }
      };

  /** Its texts are parsed once, however many of its transfers are asked for. */
  private record Accepted(Part part, FileTexts texts) {
    static Accepted of(Part part) {
      return new Accepted(part, parsed(part, FileTexts.parser(), part.getTexts()));
    }

    FileText file(int place) {
      return parsed(part, FileText.parser(), texts.getFile(place));
    }

    private static <T> T parsed(Part part, Parser<T> parser, ByteString text) {
      try {
        return parser.parseFrom(text);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("part " + part.getPart() + " of a submission", e);
      }
    }
  }

  Texts(LocalStore store) {
    this.store = store;
  }

  /** Begins with a step. */
  void begin() {
    accepted.clear();
  }

  /** A part that the step accepts. */
  void accepted(Part part) {
    accepted
        .computeIfAbsent(Ids.uuid(part.getJobId()), job -> new ArrayList<>(1))
        .add(Accepted.of(part));
  }

  /**
   * @throws IllegalStateException nobody knows the job
   */
  JobHeader header(UUID job) {
    return headers.computeIfAbsent(job, this::read);
  }

  private JobHeader read(UUID job) {
    return acceptedOf(job)
        .map(Accepted::part)
        .filter(Part::hasHeader)
        .map(Part::getHeader)
        .findAny()
        .or(() -> store.job(job).map(StoredJob::header))
        .orElseThrow(() -> new IllegalStateException("the store has no job " + job));
  }

  /**
   * @param place in the part, from 0
   */
  FileText file(UUID job, int part, int place) {
    return acceptedOf(job)
        .filter(own -> own.part().getPart() == part)
        .findAny()
        .map(own -> own.file(place))
        .orElseGet(() -> store.text(job, part, place));
  }

  private Stream<Accepted> acceptedOf(UUID job) {
    return accepted.getOrDefault(job, List.of()).stream();
  }
}
