package io.tern.orchestrator.api.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that wants to cost more than it says, or to be read in two ways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBodyTest {
  private static final String FILE =
      "'sources':['https://a.org/f'],'destinations':['https://b.org/f']";
  private static final String FILES = "'files':[{" + FILE + "}]";

  private final Service service = new Service();

  @AfterAll
  void stop() {
    service.close();
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        body("files named twice", "{" + FILES + "," + FILES + "}", "Duplicate"),
        body("params named twice", "{" + FILES + ",'params':{},'params':{}}", "Duplicate"),
        body("a member named twice", "{'files':[{" + FILE + "," + FILE + "}]}", "Duplicate"),
        body(
            "a parameter named twice",
            "{" + FILES + ",'params':{'retry':1,'retry':2}}",
            "Duplicate"),
        body("a number of digits", filesize("9".repeat(5_000)), "length"),
        body("a number of noughts", filesize("1e999999999"), "filesize"),
        body("no number", filesize("NaN"), "NaN"),
        body("deep lists", "{'x':" + "[".repeat(50_000), "depth"),
        body("deep objects", "{'x':" + "{'x':".repeat(50_000), "depth"),
        body(
            "deep metadata",
            "{'files':[{"
                + FILE
                + ",'metadata':"
                + "{'x':".repeat(40)
                + "1"
                + "}".repeat(40)
                + "}]}",
            "depth"),
        body("an endless name", "{'" + "n".repeat(70_000) + "':1}", "length"),
        body("an endless text", "{'x':'" + "y".repeat(70_000) + "'}", "length"),
        body("two objects", "{" + FILES + "}{" + FILES + "}", ""),
        body("half an object", "{" + FILES, ""),
        body("a comment", "{/* */" + FILES + "}", ""));
  }

  private static Arguments body(String name, String body, String reason) {
    return Arguments.of(name, body, reason);
  }

  private static String filesize(String number) {
    return "{'files':[{" + FILE + ",'filesize':" + number + "}]}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void isRefusedWithAReason(String name, String body, String reason) {
    Answer answer = service.submit(body);

    assertThat(answer.status()).as(name + ": " + answer.raw().body()).isEqualTo(400);
    assertThat(answer.message()).containsIgnoringCase(reason).hasSizeLessThan(1_000);
    assertThat(service.jobs.jobs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/api/v1/jobs"})
  void nothingIsInflated(String path) throws IOException {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(small)) {
      out.write(
          ("{" + FILES + "}" + " ".repeat(10_000_000))
              .replace('\'', '"')
              .getBytes(StandardCharsets.UTF_8));
    }

    Answer answer =
        service.send(
            service
                .request(path)
                .header("Content-Type", Service.JSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(small.toByteArray())));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.raw().body()).contains("Content-Encoding: gzip (expected: none)");
    assertThat(service.jobs.jobs()).isEmpty();
  }

  @Test
  void aBodyThatSaysItIsAsItIsIsTaken() {
    try (Service own = new Service()) {
      Answer answer =
          own.send(
              own.request("/jobs")
                  .header("Content-Type", Service.JSON)
                  .header("Content-Encoding", "identity")
                  .POST(BodyPublishers.ofString(("{" + FILES + "}").replace('\'', '"'))));

      assertThat(answer.status()).isEqualTo(200);
    }
  }
}
