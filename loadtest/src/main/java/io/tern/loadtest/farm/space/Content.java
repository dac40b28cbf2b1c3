package io.tern.loadtest.farm.space;

import java.util.Arrays;
import java.util.zip.Adler32;

/** What a file holds. */
public sealed interface Content {
  long size();

  /** The Adler-32 of all bytes, as RFC 1950 defines it. */
  int adler32();

  /** Copies bytes from {@code offset} on into {@code target}, which the content must fill. */
  void read(long offset, byte[] target);

  /** The first {@code size} bytes. */
  Content prefix(long size);

  /** Another content of the same size. */
  Content corrupted();

  /** The checksum as a {@code Digest} header carries it: eight hexadecimal digits. */
  default String digest() {
    return "%08x".formatted(adler32());
  }

  /**
   * Eight bytes repeated to any length: a terabyte costs 16 bytes of memory, and its checksum a sum
   * of eight terms.
   *
   * @param seed the eight bytes, the lowest first
   */
  record Pattern(long seed, long size) implements Content {
    private static final int PERIOD = 8;
    private static final long MODULUS = 65521;

    static byte at(long seed, long offset) {
      return (byte) (seed >>> ((offset & 7) << 3));
    }

    /**
     * With n bytes d(i): {@code A = 1 + sum d(i)} and {@code B = n + sum (n - i) d(i)}. The bytes
     * of one residue are equal, and their weights are an arithmetic series.
     */
    @Override
    public int adler32() {
      long a = 1;
      long b = size % MODULUS;
      for (int j = 0; j < PERIOD && j < size; j++) {
        long octet = at(seed, j) & 0xff;
        long count = (size - j + PERIOD - 1) / PERIOD;
        a = (a + octet * (count % MODULUS)) % MODULUS;
        b = (b + octet * weights(count, size - j)) % MODULUS;
      }
      return (int) (b << 16 | a);
    }

    /** The sum of {@code count} terms from {@code first} down in steps of the period. */
    private static long weights(long count, long first) {
      long mean = first - PERIOD / 2 * (count - 1);
      return (mean % MODULUS) * (count % MODULUS) % MODULUS;
    }

    @Override
    public void read(long offset, byte[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = at(seed, offset + i);
      }
    }

    @Override
    public Content prefix(long length) {
      return new Pattern(seed, Math.min(size, length));
    }

    @Override
    public Content corrupted() {
      return new Pattern(seed ^ 1, size);
    }
  }

  /** Bytes that somebody uploaded. The array is never written after. */
  record Literal(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int adler32() {
      Adler32 sum = new Adler32();
      sum.update(bytes);
      return (int) sum.getValue();
    }

    @Override
    public void read(long offset, byte[] target) {
      System.arraycopy(bytes, (int) offset, target, 0, target.length);
    }

    @Override
    public Content prefix(long length) {
      return new Literal(Arrays.copyOf(bytes, (int) Math.min(bytes.length, length)));
    }

    @Override
    public Content corrupted() {
      byte[] other = bytes.clone();
      if (other.length > 0) {
        other[0] ^= 1;
      }
      return new Literal(other);
    }
  }
}
