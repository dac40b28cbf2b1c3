package io.tern.orchestrator.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** STOMP 1.2's frames, however a network cuts them. */
class FrameTest {
  private final List<Frame> frames = new ArrayList<>();
  private final FrameParser parser = new FrameParser(frames::add);

  private void feed(String text) {
    parser.handle(Buffer.buffer(text));
  }

  @Test
  void whatIsWrittenIsReadBackWhereverItIsCut() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("destination", "/topic/a:b");
    headers.put("odd\\name", "two\r\nlines");
    Frame frame = new Frame("SEND", headers, Buffer.buffer("{\"a\":1}"));
    Buffer twice = Buffer.buffer().appendBuffer(frame.encode()).appendBuffer(frame.encode());

    for (int cut = 0; cut <= twice.length(); cut++) {
      frames.clear();
      FrameParser own = new FrameParser(frames::add);
      own.handle(twice.getBuffer(0, cut));
      own.handle(twice.getBuffer(cut, twice.length()));

      assertThat(frames).as("cut at %d", cut).containsExactly(frame, frame);
    }
  }

  @Test
  void logInIsWrittenWithoutEscapesAsAllVersionsWantIt() {
    assertThat(Frame.of("CONNECT", Map.of("passcode", "a:b")).encode())
        .hasToString("CONNECT\npasscode:a:b\n\n\0");
  }

  @Test
  void heartBeatsBetweenFramesAreNoFrames() {
    feed("\n\r\n\nRECEIPT\r\nreceipt-id:7\r\n\r\n\0\n\n");

    assertThat(frames).extracting(frame -> frame.header("receipt-id")).containsExactly("7");
  }

  @Test
  void aBodyWithALengthMayHoldTheByteThatEndsOthers() {
    feed("ERROR\ncontent-length:3\nmessage:no\n\na\0b\0");

    assertThat(frames.getFirst().body()).hasToString("a\0b");
    assertThat(frames.getFirst().header("message")).isEqualTo("no");
  }

  @Test
  void theFirstOfTwoHeadersOfANameCounts() {
    feed("RECEIPT\nreceipt-id:1\nreceipt-id:2\n\n\0");

    assertThat(frames.getFirst().header("receipt-id")).isEqualTo("1");
  }

  @Test
  void whatIsNoFrameOrTooLargeIsRefused() {
    refused("RECEIPT\nnonsense\n\n\0");
    refused("RECEIPT\na:\\t\n\n\0");
    refused("ERROR\ncontent-length:-1\n\n\0");
    refused("ERROR\ncontent-length:999999\n\n\0");
    refused("x".repeat(FrameParser.MAX_FRAME + 1));
  }

  private static void refused(String text) {
    FrameParser parser = new FrameParser(frame -> {});
    assertThatExceptionOfType(StompException.class)
        .isThrownBy(() -> parser.handle(Buffer.buffer(text)));
  }
}
