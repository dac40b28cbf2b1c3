package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.CopyRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The farm's own record of every COPY: append-only text, one line an event, fields separated by
 * tabs, times in microseconds since 1970.
 *
 * <pre>
 * F time                                             the farm starts; copies without an end are cut
 * S time id host pull|push destination-url source-url  a COPY arrives
 * W time id                                          it begins to write to its destination
 * G time id stops|goes-on                            its client left; what it does then
 * E time id end bytes gone|there                     it ended; whether its client had left
 * </pre>
 *
 * <p>Lines are buffered; {@link #flush} hands them to the operating system. Used by one thread.
 */
public final class CopyLog implements AutoCloseable {
  private static final int FLUSH_CHARS = 1 << 16;

  private final FileChannel file;
  private final Clock clock;
  private final StringBuilder lines = new StringBuilder(FLUSH_CHARS * 2);

  private CopyLog(FileChannel file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  public static CopyLog append(Path path, Clock clock) {
    try {
      CopyLog log =
          new CopyLog(
              FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock);
      log.line('F').append('\n');
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException("farm log " + path, e);
    }
  }

  void arrived(long id, CopyRequest request) {
    line('S')
        .append('\t')
        .append(id)
        .append('\t')
        .append(request.active())
        .append(request.pull() ? "\tpull\t" : "\tpush\t")
        .append(request.destinationUrl())
        .append('\t')
        .append(request.sourceUrl())
        .append('\n');
  }

  void opened(long id) {
    line('W').append('\t').append(id).append('\n');
  }

  void clientLeft(long id, boolean stops) {
    line('G').append('\t').append(id).append(stops ? "\tstops\n" : "\tgoes-on\n");
  }

  void ended(long id, CopyEnd end, long bytes, boolean clientGone) {
    line('E')
        .append('\t')
        .append(id)
        .append('\t')
        .append(end.word())
        .append('\t')
        .append(bytes)
        .append(clientGone ? "\tgone\n" : "\tthere\n");
    if (lines.length() > FLUSH_CHARS) {
      flush();
    }
  }

  private StringBuilder line(char kind) {
    return lines
        .append(kind)
        .append('\t')
        .append(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
  }

  /** Writes what is buffered, so that it outlives this process (not the machine). */
  public void flush() {
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    lines.setLength(0);
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("farm log", e);
    }
  }

  @Override
  public void close() {
    flush();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("farm log", e);
    }
  }
}
