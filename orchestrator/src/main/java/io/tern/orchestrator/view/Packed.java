package io.tern.orchestrator.view;

import net.jpountz.lz4.LZ4Factory;

/**
 * A text in memory, a quarter as large: what is told of a job repeats the same keys and paths for
 * each file.
 */
record Packed(byte[] block, int length) {
  private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();

  static Packed of(byte[] text) {
    return new Packed(LZ4.fastCompressor().compress(text), text.length);
  }

  byte[] text() {
    return LZ4.safeDecompressor().decompress(block, 0, block.length, length);
  }
}
