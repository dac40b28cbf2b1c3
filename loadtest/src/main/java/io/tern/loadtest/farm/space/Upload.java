package io.tern.loadtest.farm.space;

import java.io.ByteArrayOutputStream;

/**
 * An upload as its bytes come in. Content that repeats its first eight bytes is not kept but
 * recognised, so that real transfers of the farm's own files need no memory.
 */
public final class Upload {
  private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
  private final long limit;
  private long seed;
  private long size;
  private boolean patterned = true;

  /**
   * @param limit bytes of content without pattern that are kept at most
   */
  public Upload(long limit) {
    this.limit = limit;
  }

  public void append(byte[] bytes) {
    int i = 0;
    while (patterned && i < bytes.length) {
      i = accept(bytes[i]) ? i + 1 : i;
    }
    if (!patterned && size + bytes.length - i <= limit) {
      literal.write(bytes, i, bytes.length - i);
    }
    size += patterned ? 0 : bytes.length - i;
  }

  private boolean accept(byte octet) {
    if (size < 8) {
      seed |= (octet & 0xffL) << (size << 3);
    } else if (octet != Content.Pattern.at(seed, size)) {
      patterned = false;
      return keepPrefix();
    }
    size++;
    return true;
  }

  private boolean keepPrefix() {
    if (size <= limit) {
      byte[] prefix = new byte[(int) size];
      new Content.Pattern(seed, size).read(0, prefix);
      literal.writeBytes(prefix);
    }
    return false;
  }

  /** More bytes without pattern came in than are kept. */
  public boolean isTooLarge() {
    return !patterned && size > limit;
  }

  public Content content() {
    return patterned ? new Content.Pattern(seed, size) : new Content.Literal(literal.toByteArray());
  }
}
