package io.tern.orchestrator.xrootd;

import io.tern.job.StorageName;
import io.tern.storage.webdav.XrootdPair;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.Adler32;

/** One storage as Tern sees it, by URLs, and as its disk has it. */
record Site(XrootdPair pair, String server, String base) {
  private static final int BLOCK = 1 << 20;
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/+";

  static Site a(XrootdPair pair) {
    return new Site(pair, "a", pair.urlA("http"));
  }

  static Site b(XrootdPair pair) {
    return new Site(pair, "b", pair.urlB("http"));
  }

  /** As metrics name it. */
  String storage() {
    return StorageName.ofUrl(base).value();
  }

  /** Of a file by its name on disk. */
  String url(String name) {
    StringBuilder url = new StringBuilder(base);
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      url.append(PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return url.toString();
  }

  Path file(String name) {
    return pair.files(server).resolve(name);
  }

  boolean holds(String name) {
    return Files.exists(file(name));
  }

  /** Bytes of a file so far; 0 also without a file. */
  long bytes(String name) {
    try {
      return holds(name) ? Files.size(file(name)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Puts a file there, of bytes that follow from name and size. */
  Path write(String name, long size) {
    Path file = file(name);
    Random random = new Random(name.hashCode() * 31L + size);
    byte[] block = new byte[BLOCK];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long left = size; left > 0; left -= BLOCK) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, BLOCK));
      }
      Files.setOwner(file, Files.getOwner(pair.files(server)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As FTS shows it. */
  String adler32(String name) throws IOException {
    Adler32 sum = new Adler32();
    byte[] block = new byte[BLOCK];
    try (var in = Files.newInputStream(file(name))) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        sum.update(block, 0, n);
      }
    }
    return "ADLER32:%08x".formatted(sum.getValue());
  }

  /** Serves only so fast, until closed. */
  Switched throttled(String rate) throws Exception {
    return switched(Map.of("XP_THROTTLE", rate));
  }

  /** Copies nothing by itself, until closed. */
  Switched passive() throws Exception {
    return switched(Map.of("XP_PASSIVE", "1"));
  }

  private Switched switched(Map<String, String> switches) throws Exception {
    pair.restart(server, switches);
    return new Switched(this, switches);
  }

  /** A server started with other switches than usual. */
  record Switched(Site site, Map<String, String> switches) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      site.pair.restart(site.server, Map.of());
    }
  }
}
