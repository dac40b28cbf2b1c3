package io.tern.loadtest.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The list of jobs that Tern has acknowledged: one line each, {@code job-id files}. A line counts
 * once it is on the disk; lines that come in during one flush share the next. Threadsafe.
 */
public final class Acknowledged implements AutoCloseable {
  /** One acknowledged job. */
  public record Entry(String jobId, int files) {
    static Entry parse(String line) {
      int blank = line.indexOf(' ');
      return new Entry(line.substring(0, blank), Integer.parseInt(line.substring(blank + 1)));
    }
  }

  private static final Entry END = new Entry("", 0);

  private final BlockingQueue<Entry> incoming = new LinkedBlockingQueue<>();
  private final FileChannel file;
  private final Thread writer;
  private volatile long jobs;
  private volatile long files;

  public Acknowledged(Path path) {
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("list of acknowledged jobs " + path, e);
    }
    writer = Thread.ofPlatform().name("acknowledged").start(this::write);
  }

  /** Reads a list; a last line without end is from a flush that never completed. */
  public static List<Entry> read(Path path) throws IOException {
    String text = Files.readString(path);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Entry::parse).toList();
  }

  void add(String jobId, int fileCount) {
    incoming.add(new Entry(jobId, fileCount));
  }

  /** Jobs on the disk. */
  public long jobs() {
    return jobs;
  }

  /** Files of the jobs on the disk. */
  public long files() {
    return files;
  }

  private void write() {
    try {
      List<Entry> batch = new ArrayList<>();
      while (!batch.contains(END)) {
        batch.clear();
        batch.add(incoming.take());
        incoming.drainTo(batch);
        flush(batch.stream().filter(entry -> entry != END).toList());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush(List<Entry> batch) {
    StringBuilder lines = new StringBuilder();
    long batchFiles = 0;
    for (Entry entry : batch) {
      lines.append(entry.jobId()).append(' ').append(entry.files()).append('\n');
      batchFiles += entry.files();
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("list of acknowledged jobs", e);
    }
    count(batch.size(), batchFiles);
  }

  private synchronized void count(long batchJobs, long batchFiles) {
    jobs += batchJobs;
    files += batchFiles;
  }

  /** Returns when everything added is on the disk. */
  @Override
  public void close() {
    incoming.add(END);
    try {
      writer.join();
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("list of acknowledged jobs", e);
    }
  }
}
