package io.tern.orchestrator.view;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.UncheckedIOException;

/** Reads wire records out of stored bytes. */
final class Stored {
  private Stored() {}

  /**
   * Byte fields of the result share {@code bytes}, which must not change afterwards.
   *
   * @throws UncheckedIOException the bytes are no such record
   */
  static <T> T parse(Parser<T> parser, byte[] bytes) {
    return parse(parser, UnsafeByteOperations.unsafeWrap(bytes));
  }

  static <T> T parse(Parser<T> parser, ByteString bytes) {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    try {
      return parser.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("record of " + bytes.size() + " bytes does not parse", e);
    }
  }
}
