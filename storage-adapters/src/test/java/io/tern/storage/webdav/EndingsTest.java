package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.failure.UnknownAnswers;
import org.junit.jupiter.api.Test;

class EndingsTest {
  private final Endings endings = new Endings(new Catalogue(new UnknownAnswers()));

  @Test
  void tellsWhatACopyLeftBehind() {
    assertThat(endings.answered(412, "", Direction.PULL)).isInstanceOf(CopyEnd.Refused.class);
    assertThat(endings.answered(503, "", Direction.PULL)).isInstanceOf(CopyEnd.Refused.class);
    assertThat(endings.answered(500, "", Direction.PULL)).isInstanceOf(CopyEnd.Broken.class);
    assertThat(endings.answered(504, "", Direction.PULL)).isInstanceOf(CopyEnd.Unknown.class);
    assertThat(
            endings.said(
                new Markers.Result(false, "failure: Remote file exists and overwrite is false"),
                Direction.PUSH))
        .as("somebody else's file is no partial one")
        .isInstanceOf(CopyEnd.Refused.class);
  }
}
