package io.tern.job;

/**
 * The 64-bit name under which a destination URL is locked: FNV-1a over its UTF-16 units, finished
 * by the mixer of MurmurHash3. It is stored and compared between nodes, so it never changes.
 */
public final class DestinationHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private DestinationHash() {}

  public static long of(String url) {
    long hash = OFFSET;
    for (int i = 0; i < url.length(); i++) {
      hash = (hash ^ url.charAt(i)) * PRIME;
    }
    return mixed(hash);
  }

  /**
   * The digest of a sequence of hashes with one more at its end; begin with 0. It tells apart the
   * same hashes in another order.
   */
  public static long digest(long before, long hash) {
    return mixed(before * PRIME + hash);
  }

  private static long mixed(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
