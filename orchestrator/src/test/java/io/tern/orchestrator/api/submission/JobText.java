package io.tern.orchestrator.api.submission;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The text of a submission of any number of files, made while it is read. */
record JobText(int files, boolean paramsFirst, String params, String end) {
  private static final String ENTRY =
      "{\"sources\": [\"https://source.example.org:8443/store/data/run/file.%d\"],"
          + " \"destinations\": [\"https://destination.example.org:8443/store/data/run/file.%d\"],"
          + " \"filesize\": 1048576, \"checksum\": \"ADLER32:1a2b3c4d\","
          + " \"metadata\": {\"scope\": \"data\", \"name\": \"file.%d\"}}";

  static JobText filesFirst(int files) {
    return new JobText(files, false, "{\"retry\": 2}", "");
  }

  static JobText paramsFirst(int files) {
    return new JobText(files, true, "{\"retry\": 2}", "");
  }

  JobText seeded() {
    return new JobText(
        files, paramsFirst, "{\"id_generator\": \"deterministic\", \"sid\": \"seed\"}", end);
  }

  JobText withBadEnd() {
    return new JobText(
        files,
        paramsFirst,
        params,
        ", {\"sources\": [\"/etc/passwd\"], \"destinations\": [\"https://d/b\"]}");
  }

  InputStream stream() {
    Stream<String> begin =
        Stream.of(paramsFirst ? "{\"params\": " + params + ", \"files\": [" : "{\"files\": [");
    Stream<String> entries =
        IntStream.range(0, files).mapToObj(i -> (i == 0 ? "" : ",\n") + ENTRY.formatted(i, i, i));
    Stream<String> last = Stream.of(end + (paramsFirst ? "]}" : "], \"params\": " + params + "}"));
    return stream(Stream.of(begin, entries, last).flatMap(Function.identity()).iterator());
  }

  /** As {@code application/x-ndjson} has it. */
  InputStream lines() {
    Stream<String> entries =
        IntStream.range(0, files).mapToObj(i -> ENTRY.formatted(i, i, i) + "\n");
    return stream(Stream.concat(Stream.of(params + "\n"), entries).iterator());
  }

  private static InputStream stream(Iterator<String> texts) {
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          @Override
          public boolean hasMoreElements() {
            return texts.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(texts.next().getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
