package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
  private final Markers markers = new Markers(1000);

  @Test
  void sumsTheStripesEachByItsLastAccount() {
    stripe(0, 100);
    stripe(1, 50);
    stripe(0, 200);

    assertThat(markers.bytes()).isEqualTo(250);
    assertThat(markers.complete()).isFalse();
  }

  @Test
  void ignoresWhatIsNoNumberAndStripesThatCannotBe() {
    markers.line("Perf Marker");
    markers.line("Stripe Index: many");
    markers.line("Stripe Bytes Transferred: some");
    markers.line("End");
    stripe(2_000_000_000, 7);

    assertThat(markers.bytes()).isEqualTo(7);
  }

  @Test
  void neverExceedsTheSizeOfTheSource() {
    stripe(0, 100_000_000);

    assertThat(markers.bytes()).isEqualTo(1000);
    assertThat(markers.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"success: Created", "  SUCCESS", "success"})
  void knowsSuccess(String line) {
    markers.line(line);

    assertThat(markers.result()).hasValueSatisfying(end -> assertThat(end.success()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"failure: no", "Failed: no", "    aborted", "failure"})
  void knowsFailure(String line) {
    markers.line(line);

    assertThat(markers.result()).hasValueSatisfying(end -> assertThat(end.success()).isFalse());
  }

  @Test
  void cutsLinesWhereverBuffersEnd() {
    String text = "one\r\n\ntwo\nthree";
    for (int cut = 1; cut < text.length(); cut++) {
      List<String> seen = new ArrayList<>();
      Lines lines = new Lines(seen::add);
      lines.add(Buffer.buffer(text.substring(0, cut)));
      lines.add(Buffer.buffer(text.substring(cut)));
      lines.end();
      assertThat(seen).filteredOn(line -> !line.isEmpty()).containsExactly("one", "two", "three");
    }
  }

  @Test
  void holdsNoMoreOfALineThanItMay() {
    List<String> seen = new ArrayList<>();
    Lines lines = new Lines(seen::add);
    for (int i = 0; i < 100; i++) {
      lines.add(Buffer.buffer("x".repeat(1000)));
    }
    lines.add(Buffer.buffer("\nnext\n"));

    assertThat(seen).extracting(String::length).containsExactly(Lines.MAX_LINE, 4);
  }

  private void stripe(int index, long bytes) {
    markers.line("Perf Marker");
    markers.line("Stripe Index: " + index);
    markers.line("Stripe Bytes Transferred: " + bytes);
    markers.line("End");
  }
}
