package io.tern.orchestrator.view;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a part as the store keeps them: a few files to a bundle. A part may hold thousands,
 * and a dispatch wants one, in whatever order links have room.
 */
final class Bundles {
  /** About 5 KB, a third of a block. */
  static final int FILES = 16;

  private Bundles() {}

  /** How many a part of so many files has. */
  static int count(int files) {
    return Math.ceilDiv(files, FILES);
  }

  /** The bundle that holds a file, by its place in the part. */
  static int of(int inPart) {
    return inPart / FILES;
  }

  static byte[] key(byte[] part, int bundle) {
    return ByteBuffer.allocate(part.length + Integer.BYTES).put(part).putInt(bundle).array();
  }

  /**
   * Cuts the texts of a part; each piece is a {@link FileTexts} as well.
   *
   * @throws UncheckedIOException they do not parse
   */
  static List<ByteString> cut(ByteString texts) {
    try {
      return pieces(texts);
    } catch (IOException e) {
      throw new UncheckedIOException("cut the texts of a part", e);
    }
  }

  private static List<ByteString> pieces(ByteString texts) throws IOException {
    List<ByteString> pieces = new ArrayList<>();
    CodedInputStream in = texts.newCodedInput();
    int begin = 0;
    for (int files = 1; !in.isAtEnd(); files++) {
      in.skipField(in.readTag());
      if (files % FILES == 0 || in.isAtEnd()) {
        pieces.add(texts.substring(begin, in.getTotalBytesRead()));
        begin = in.getTotalBytesRead();
      }
    }
    return pieces;
  }

  /**
   * @throws IllegalArgumentException the bundle holds fewer files
   * @throws UncheckedIOException the text does not parse
   */
  static FileText text(FileTexts bundle, int inPart) {
    int place = inPart % FILES;
    if (place < 0 || place >= bundle.getFileCount()) {
      throw new IllegalArgumentException(
          "file " + place + " of a bundle (expected: below " + bundle.getFileCount() + ")");
    }
    return Stored.parse(FileText.parser(), bundle.getFile(place));
  }
}
