package io.tern.storage.mock;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Content;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Progress;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.Writing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code mock://host/path?...}: a storage whose URLs say how it behaves, by the names of gfal2's
 * mock plugin. It holds nothing and moves nothing.
 *
 * <ul>
 *   <li>any request: {@code errno} fails it; {@code wait} delays a stat by that many seconds
 *   <li>a file that exists: {@code size}, {@code checksum}; {@code exists=0} or {@code access=0}
 *       denies it, in the words of {@code access_errno}
 *   <li>a destination: {@code size_pre} (absent or 0: not there before the copy), {@code size_post}
 *       (absent: what was copied); {@code time} in seconds (absent: 10 to 100, by the URL's hash;
 *       0: at once), {@code transfer_errno} fails it after its first second; nothing can be written
 *       below a path that {@code rd_path} names, which may be given again and again
 *   <li>a copy to or from another kind of storage, which can only go through Tern: {@code size}
 *       zeros, {@code open_errno}, {@code read_errno}, {@code read_wait} in seconds
 *   <li>tape: {@code staging_time}, {@code staging_errno}, {@code archiving_time}, {@code
 *       archiving_errno}
 * </ul>
 *
 * Without meaning here: {@code signal}, since there is no process to kill, {@code release_errno},
 * since nobody waits for a release, and extended attributes. What a destination holds after a copy
 * is remembered for the last {@value #REMEMBERED} copies.
 */
public final class MockStorage implements Storage {
  private static final int REMEMBERED = 1 << 16;
  private static final CopyEnd COPIED = new CopyEnd.Copied();

  private final Vertx vertx;
  private final MockStreams streams;
  private final Recent copied = new Recent(REMEMBERED);
  private final Recent staging = new Recent(REMEMBERED);
  private final Recent archiving = new Recent(REMEMBERED);

  public MockStorage(Vertx vertx) {
    this.vertx = vertx;
    this.streams = new MockStreams(vertx);
  }

  @Override
  public Future<Stat> stat(Location file, Wanted algorithm) {
    MockUrl url = new MockUrl(file.url());
    long wait = url.number("wait", 0);
    return wait <= 0
        ? found(url, algorithm)
        : vertx.timer(wait, TimeUnit.SECONDS).compose(waited -> found(url, algorithm));
  }

  private Future<Stat> found(MockUrl url, Wanted algorithm) {
    long errno = url.number("errno", 0);
    if (errno != 0) {
      return Errno.failed(errno, Phase.TRANSFER_PREPARATION);
    }
    if (url.has("list")) {
      return Future.succeededFuture(new Stat(0, true, 0, Optional.empty()));
    }
    long size = size(url);
    return size < 0
        ? Errno.failed(absence(url), Phase.TRANSFER_PREPARATION)
        : Future.succeededFuture(withChecksum(Stat.file(size), url, algorithm));
  }

  /** The size of what is there, -1 when nothing is. */
  private long size(MockUrl url) {
    Long post = copied.get(url.url());
    if (post != null) {
      return post;
    }
    if (isDenied(url)) {
      return -1;
    }
    long pre = url.number("size_pre", 0);
    if (pre > 0) {
      return pre;
    }
    boolean destination = url.has("size_pre") || url.has("size_post");
    return destination ? -1 : url.number("size", url.has("exists") || url.has("access") ? 0 : -1);
  }

  private static long absence(MockUrl url) {
    return isDenied(url) ? url.number("access_errno", Errno.ENOENT) : Errno.ENOENT;
  }

  private static boolean isDenied(MockUrl url) {
    return url.number("exists", url.number("access", 1)) <= 0;
  }

  private static Stat withChecksum(Stat stat, MockUrl url, Wanted algorithm) {
    String value = algorithm.something() ? url.text("checksum") : null;
    if (value == null || value.isEmpty()) {
      return stat;
    }
    return stat.with(
        value.indexOf(':') > 0
            ? Checksum.parse(value)
            : new Checksum(algorithm.algorithm(), value));
  }

  @Override
  public Copy copy(CopyRequest request, Consumer<Progress> progress) {
    if (!isHere(request.source()) || !isHere(request.destination())) {
      return ended(new CopyEnd.Refused(alone(), true));
    }
    MockUrl url = new MockUrl(request.destination().url());
    if (url.isBelow("rd_path")) {
      return ended(
          new CopyEnd.Refused(Errno.failure(Errno.EPERM, Side.DESTINATION, Phase.TRANSFER), false));
    }
    long seconds = url.number("time", -1);
    if (seconds == 0) {
      return ended(done(url, request, progress));
    }
    long lasts = seconds > 0 ? seconds : 10 + Math.floorMod(mixed(url.url().hashCode()), 91);
    long errno = url.number("transfer_errno", 0);
    return errno != 0
        ? new MockCopy(vertx, 1000, () -> broken(errno))
        : new MockCopy(vertx, lasts * 1000, () -> done(url, request, progress))
            .marking(request.size(), progress);
  }

  private static Copy ended(CopyEnd how) {
    return new MockCopy.Ended(Future.succeededFuture(how));
  }

  private static boolean isHere(Location file) {
    return file.url().regionMatches(true, 0, "mock:", 0, 5);
  }

  private static Failure alone() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.TRANSFER,
        Phase.TRANSFER,
        false,
        "mock copies only within its own kind");
  }

  private CopyEnd done(MockUrl url, CopyRequest request, Consumer<Progress> progress) {
    copied.put(url.url(), url.number("size_post", Math.max(0, request.size())));
    progress.accept(new Progress(Math.max(0, request.size())));
    return COPIED;
  }

  private static CopyEnd broken(long errno) {
    return new CopyEnd.Broken(Errno.failure(errno, Side.TRANSFER, Phase.TRANSFER));
  }

  @Override
  public Future<Content> read(Location file) {
    MockUrl url = new MockUrl(file.url());
    return streams.read(url, size(url));
  }

  @Override
  public Future<Void> write(Location file, Content content, Writing how) {
    MockUrl url = new MockUrl(file.url());
    return MockStreams.write(url, content)
        .onSuccess(length -> copied.put(url.url(), url.number("size_post", length)))
        .mapEmpty();
  }

  /** Neighbouring URLs differ in their last characters only; spreads them (MurmurHash3's mix). */
  private static int mixed(int hash) {
    int h = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  @Override
  public Future<Void> delete(Location file) {
    copied.remove(file.url());
    long errno = new MockUrl(file.url()).number("errno", 0);
    return errno == 0 || errno == 2 ? nothing() : Errno.failed(errno, Phase.TRANSFER_FINALIZATION);
  }

  @Override
  public Future<Staged> bringOnline(Location file, Staging wish) {
    return tape(staging, file, "staging_time", "staging_errno", Phase.STAGING)
        .map(there -> new Staged(there, ""));
  }

  @Override
  public Future<Locality> locality(Location file) {
    return tape(archiving, file, "archiving_time", "archiving_errno", Phase.ARCHIVING)
        .map(archived -> archived ? Locality.DISK_AND_TAPE : Locality.DISK);
  }

  private static Future<Boolean> tape(
      Recent begun, Location file, String time, String errno, Phase phase) {
    MockUrl url = new MockUrl(file.url());
    long now = System.nanoTime();
    long since = url.has(time) ? begun.getOrPut(url.url(), now) : now;
    if (now - since < TimeUnit.SECONDS.toNanos(url.number(time, 0))) {
      return Future.succeededFuture(false);
    }
    begun.remove(url.url());
    long failure = url.number(errno, 0);
    return failure == 0 ? Future.succeededFuture(true) : Errno.failed(failure, phase);
  }

  @Override
  public Future<List<Entry>> list(Location directory) {
    MockUrl url = new MockUrl(directory.url());
    long errno = url.number("errno", 0);
    return errno != 0
        ? Errno.failed(errno, Phase.TRANSFER_PREPARATION)
        : Future.succeededFuture(entries(url.text("list")));
  }

  /** {@code name:mode:size,...} with the mode in octal; what is no number counts as 0. */
  private static List<Entry> entries(@Nullable String list) {
    List<Entry> entries = new ArrayList<>();
    for (String entry : list == null || list.isEmpty() ? new String[0] : list.split(",", -1)) {
      String[] parts = entry.split(":", -1);
      boolean directory = parts.length > 1 && isDirectory(parts[1]);
      long size = parts.length > 2 ? MockUrl.parsed(parts[2], 0) : 0;
      entries.add(new Entry(parts[0], new Stat(size, directory, 0, Optional.empty())));
    }
    return entries;
  }

  /** By the file type in the mode (S_IFDIR is octal 040000). */
  private static boolean isDirectory(String mode) {
    return mode.replaceFirst("^0+", "").matches("4[0-7]{4}");
  }

  @Override
  public Future<Void> makeParents(Location file) {
    return unlessReadOnly(file);
  }

  private static Future<Void> unlessReadOnly(Location file) {
    return new MockUrl(file.url()).isBelow("rd_path")
        ? Errno.failed(Errno.EPERM, Phase.TRANSFER_PREPARATION)
        : nothing();
  }

  @Override
  public Future<Void> rename(Location from, Location to) {
    return nothing();
  }

  @Override
  public Future<Void> makeDirectory(Location directory) {
    return unlessReadOnly(directory);
  }

  @Override
  public Future<Void> removeDirectory(Location directory) {
    return nothing();
  }

  /** Nothing goes on once it was abandoned. */
  @Override
  public Duration outlivesConnection(Location active) {
    return Duration.ZERO;
  }

  private static Future<Void> nothing() {
    return Future.succeededFuture();
  }
}
