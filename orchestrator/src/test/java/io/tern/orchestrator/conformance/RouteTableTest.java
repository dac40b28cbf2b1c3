package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.conformance.RouteTable.Row;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections 1.1 and 1.2, row by row. */
@ExtendWith(LiveService.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTableTest {
  private Client client;
  private String job;
  private String file;

  @BeforeAll
  void submit(Client live) {
    client = live;
    job = client.submit(Client.job(Client.longFile()));
    file = client.files(job).get(0).path("file_id").asText();
  }

  static List<Row> rows() {
    return RouteTable.ROWS;
  }

  private String target(Row row) {
    return row.path().replace("JOB", job).replace("FILE", file);
  }

  /**
   * A request of each method that changes nothing, whatever the caller may do. What anybody may
   * read only operators change (OptimizerTest).
   */
  private Stream<Call> calls(Row row) {
    return row.methods().stream()
        .filter(method -> row.need() != Need.NOTHING || method.equals("GET"))
        .map(method -> Call.of(method, target(row)).header("Content-Type", "application/json"))
        .map(call -> call.method().matches("POST|PUT") ? call.body("{}") : call);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void optionsNamesExactlyTheMethods(Row row) {
    Reply reply = client.send(Call.of("OPTIONS", target(row)).as(Who.NOBODY));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.allow()).isEqualTo(row.allowed());
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Proves({"C2", "C3"})
  void anotherMethodIsRefusedWithTheSameSetAndAnErrorOfTheUsualShape(Row row) {
    Reply reply = client.send(Call.of("PATCH", "/" + target(row)));

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.allow()).isEqualTo(row.allowed());
    assertThat(reply.text("status")).isEqualTo("405 Method Not Allowed");
    assertThat(reply.message()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Proves("C3")
  void doubledSlashesMeanNothing(Row row) {
    String doubled = target(row).replace("/", "//");

    Reply reply = client.send(Call.of("OPTIONS", doubled));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.allow()).isEqualTo(row.allowed());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void nobodyGetsOnlyWhatNeedsNothing(Row row) {
    assertThat(calls(row).map(call -> client.send(call.as(Who.NOBODY)).status()))
        .allMatch(
            status -> row.need().refusesNobody() ? status == 403 || status == 207 : status == 200);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void usersDoNotReachWhatIsForOperators(Row row) {
    assertThat(calls(row).map(call -> client.send(call.as(Who.BOB)).status()))
        .allMatch(status -> !row.need().refusesUsers() || status == 403);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStrangerDoesNotReachWhatIsOthers(Row row) {
    assertThat(calls(row).map(call -> client.send(call.as(Who.BOB)).status()))
        .allMatch(status -> row.need() != Need.OWN || status == 403 || status == 207);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void headIsAsGetWithoutABody(Row row) {
    if (!row.methods().contains("GET")) {
      return;
    }
    Reply head = client.send(Call.of("HEAD", target(row)).as(Who.ROOT));

    assertThat(head.status()).isEqualTo(client.send(Call.get(target(row)).as(Who.ROOT)).status());
    assertThat(head.body()).isEmpty();
  }
}
