package io.tern.storage.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.storage.Access;
import io.tern.storage.AddressGuard;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeSystemsTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final TapeSettings SETTINGS =
      new TapeSettings(
          SHORT, 100, SHORT, SHORT, SHORT, Duration.ofMinutes(5), Duration.ofHours(1), 100_000);

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private TapeServer server;
  private final List<TapeSystems> nodes = new ArrayList<>();
  private TapeSystems tape;

  @BeforeEach
  void start() throws Exception {
    server = new TapeServer(vertx);
    tape = systems(SETTINGS);
  }

  private TapeSystems systems(TapeSettings settings) {
    TapeSystems systems =
        new TapeSystems(
            vertx,
            settings,
            HttpSettings.DEFAULT,
            new Addresses(vertx, AddressGuard.OPEN),
            new UnknownAnswers());
    nodes.add(systems);
    return systems;
  }

  @AfterEach
  void stop() throws Exception {
    for (TapeSystems node : nodes) {
      node.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bringsAFileOnlineInEitherStyleOfStates(boolean states) throws Exception {
    server.states = states;
    Location file = file("//data//a%20b");

    assertThat(online(file)).isFalse();
    until(() -> server.count("GET /api/v1/stage/") >= 2);
    assertThat(online(file)).isFalse();
    server.online.add("/data/a b");
    until(() -> online(file));

    assertThat(server.count("POST /api/v1/stage")).isEqualTo(1);
    assertThat(server.count("GET /.well-known")).isEqualTo(1);
  }

  @Test
  void saysHowLongAFileShallStayAndWhatTheSiteMayKnow() throws Exception {
    Staging pinned = new Staging(Duration.ofHours(3), "{\"activity\":\"x\"}");

    assertThat(loop.of(() -> tape.bringOnline(file("/data/pinned"), pinned)).online()).isFalse();
    assertThat(online(file("/data/usual"))).isFalse();
    until(() -> server.wishes.size() == 2);

    assertThat(server.wishes)
        .containsEntry(
            "/data/pinned",
            "{\"path\":\"/data/pinned\",\"diskLifetime\":\"PT3H\","
                + "\"targetedMetadata\":{\"test\":{\"activity\":\"x\"}}}")
        .containsEntry("/data/usual", "{\"path\":\"/data/usual\",\"diskLifetime\":\"PT1H\"}");
  }

  @Test
  void asksForManyFilesAtOnceAndLooksAtThemAtOnce() throws Exception {
    List<Location> files = files(250);

    loop.of(() ->
        Future.all(files.stream().map(file -> tape.bringOnline(file, Staging.USUAL)).toList()));
    until(() -> server.count("GET /api/v1/stage/") >= 3);
    IntStream.range(0, 250).forEach(n -> server.online.add("/data/" + n));
    for (Location file : files) {
      until(() -> online(file));
    }

    assertThat(server.count("POST /api/v1/stage")).isEqualTo(3);
    assertThat(tape.waiting()).isLessThanOrEqualTo(250);
  }

  @Test
  void tellsWhyAFileWillNotMakeIt() throws Exception {
    Location file = file("/data/broken");
    server.errors.put("/data/broken", "tape is torn");

    assertThat(online(file)).isFalse();
    until(() -> server.count("GET /api/v1/stage/") >= 1);
    String message = loop.failure(() -> failing(file)).message();

    assertThat(message).contains("tape is torn");
  }

  /** Asked again and again until it fails. */
  private Future<Staged> failing(Location file) {
    return tape.bringOnline(file, Staging.USUAL)
        .compose(there -> vertx.timer(20, TimeUnit.MILLISECONDS).compose(waited -> failing(file)));
  }

  @Test
  void asksAgainForWhatARestartForgot() throws Exception {
    Location file = file("/data/again");
    online(file);
    until(() -> server.count("GET /api/v1/stage/") >= 1);

    loop.of(() -> {
      server.restart();
      return Future.succeededFuture();
    });
    until(() -> server.count("POST /api/v1/stage") == 2);
    server.online.add("/data/again");
    until(() -> online(file));
  }

  @Test
  void leavesAnOverloadedSystemAloneForAsLongAsItSays() throws Exception {
    server.refusals = 2;
    Location file = file("/data/patient");
    server.online.add("/data/patient");
    long began = System.nanoTime();

    online(file);
    until(() -> online(file));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("twice Retry-After: 1")
        .isGreaterThan(Duration.ofSeconds(2));
    assertThat(server.count("GET /.well-known")).isEqualTo(3);
  }

  @Test
  void leavesAnOverloadedSystemAloneForAllItsUsers() throws Exception {
    Location others = new Location(server.url("/data/patient"), Access.bearer("other"));
    server.online.add("/data/patient");
    until(() -> online(others));
    server.refusals = 1;
    long began = System.nanoTime();
    loop.failure(() -> tape.locality(file("/data/f")));

    online(others);
    until(() -> online(others));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("Retry-After: 1")
        .isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void answersManyQuestionsForArchivedFilesByOneRequestAndTakesShortAnswersForUnknown()
      throws Exception {
    server.mostInArchiveInfo = 10;
    IntStream.range(0, 30).forEach(n -> server.onTape.add("/data/" + n));
    List<Location> files = files(30);

    List<Boolean> first = archived(files);
    List<Boolean> second = archived(files);

    assertThat(first.stream().filter(there -> there)).hasSize(10);
    assertThat(second).as("in batches as short as the answers").containsOnly(true);
    assertThat(server.count("POST /api/v1/archiveinfo")).isEqualTo(4);
  }

  @Test
  void looksAtWhatIsStagedHoweverManyWaitToBeArchived() throws Exception {
    TapeSystems slow =
        systems(
            new TapeSettings(
                SHORT, 1, SHORT, SHORT, SHORT, Duration.ofMinutes(5), Duration.ofHours(1), 1_000));
    Location file = file("/data/staged");
    server.online.add("/data/staged");
    assertThat(staged(slow, file, "").online()).isFalse();
    var answers =
        loop.of(() -> Future.succeededFuture(files(500).stream().map(slow::locality).toList()));

    until(() -> staged(slow, file, "").online());

    assertThat(answers).anyMatch(answer -> !answer.isComplete());
  }

  @Test
  void stagesHoweverManyWaitToBeReleased() throws Exception {
    Location file = file("/data/staged");
    IntStream.range(0, 300).forEach(n -> tape.release(file("/data/" + n), "stage-" + n));

    assertThat(request(file)).isNotEmpty();

    assertThat(server.count("POST /api/v1/release/")).isLessThan(300);
  }

  @Test
  void leavesASystemAloneThatIsTooBusyToBeTold() throws Exception {
    Location file = file("/data/read");
    server.online.add("/data/read");
    until(() -> online(file));
    long began = System.nanoTime();
    server.refusals = 1;

    tape.release(file, "r");
    until(() -> server.count("POST /api/v1/release/") == 1);
    until(() -> online(file));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("Retry-After: 1")
        .isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void leavesNoQuestionOpenWhenTheSystemCannotBeFound() throws Exception {
    server.refusals = 1;
    server.onTape.add("/data/f");

    Failure unknown = loop.failure(() -> tape.locality(file("/data/f")));

    assertThat(unknown.retryable()).isTrue();
    assertThat(archived(List.of(file("/data/f")))).containsExactly(true);
  }

  private List<Boolean> archived(List<Location> files) throws Exception {
    return loop.of(() ->
        Future.all(files.stream().map(file -> tape.locality(file).map(Locality::onTape)).toList())
            .map(all -> all.<Boolean>list()));
  }

  @Test
  void tellsWhereAFileIs() throws Exception {
    server.onTape.addAll(List.of("/data/both", "/data/tape"));
    server.online.add("/data/both");

    assertThat(loop.of(() -> tape.locality(file("/data/both")))).isEqualTo(Locality.DISK_AND_TAPE);
    assertThat(loop.of(() -> tape.locality(file("/data/tape")))).isEqualTo(Locality.TAPE);
    assertThat(loop.of(() -> tape.locality(file("/data/new")))).isEqualTo(Locality.DISK);
  }

  @Test
  void cancelsWhatNobodyWaitsForAndReleasesWhatWasRead() throws Exception {
    Location read = file("/data/read");
    Location unwanted = file("/data/unwanted");
    server.online.add("/data/read");
    online(read);
    String request = request(unwanted);
    until(() -> online(read));

    tape.release(read, request);
    tape.cancelStaging(unwanted, request);
    until(() -> !server.released.isEmpty() && !server.canceled.isEmpty());

    assertThat(server.released).containsExactly("/data/read");
    assertThat(server.canceled).containsExactly("/data/unwanted");
  }

  @Test
  void goesOnWithWhatAnotherNodeHasAskedFor() throws Exception {
    Location file = file("/data/shared");
    String request = request(file);
    TapeSystems other = systems(SETTINGS);

    assertThat(staged(other, file, request)).isEqualTo(new Staged(false, request));
    server.online.add("/data/shared");
    until(() -> staged(other, file, request).online());
    other.release(file, request);
    until(() -> !server.released.isEmpty());

    assertThat(server.count("POST /api/v1/stage")).isEqualTo(1);
    assertThat(server.requests).contains("POST /api/v1/release/" + request);
  }

  @Test
  void cancelsWhatAnotherNodeHasAskedFor() throws Exception {
    Location file = file("/data/unwanted");
    String request = request(file);
    TapeSystems other = systems(SETTINGS);

    other.cancelStaging(file, request);
    until(() -> !server.canceled.isEmpty());

    assertThat(server.requests).contains("POST /api/v1/stage/" + request + "/cancel");
  }

  @Test
  void asksAnewWhereARequestIsKnownNoMore() throws Exception {
    Location file = file("/data/f");

    assertThat(staged(tape, file, "long-gone")).isEqualTo(new Staged(false, "long-gone"));
    until(() -> server.count("POST /api/v1/stage") == 1);
    server.online.add("/data/f");
    until(() -> staged(tape, file, "long-gone").online());
  }

  @Test
  void behindADoorWithoutTheApiAllIsOnDiskAndNothingEverOnTape() throws Exception {
    server.offered = false;
    Location file = file("/data/disk");
    online(file);

    until(() -> online(file));
    assertThat(loop.failure(() -> tape.locality(file)).failureClass())
        .isEqualTo(FailureClass.UNSUPPORTED);
  }

  private Location file(String path) {
    return Location.open(server.url(path));
  }

  private List<Location> files(int many) {
    return IntStream.range(0, many).mapToObj(n -> file("/data/" + n)).toList();
  }

  private boolean online(Location file) throws Exception {
    return loop.of(() -> tape.bringOnline(file, Staging.USUAL)).online();
  }

  private Staged staged(TapeSystems at, Location file, String request) throws Exception {
    return loop.of(() -> at.bringOnline(file, new Staging(Duration.ZERO, "", request)));
  }

  /** The request by which a file is brought online here. */
  private String request(Location file) throws Exception {
    until(() -> !staged(tape, file, "").request().isEmpty());
    return staged(tape, file, "").request();
  }

  private void until(Callable<Boolean> condition) throws Exception {
    for (int looks = 0; looks < 1000; looks++) {
      if (condition.call()) {
        return;
      }
      loop.of(() -> vertx.timer(20, TimeUnit.MILLISECONDS));
    }
    throw new AssertionError("did not come true in 20 s; requests: " + server.requests);
  }
}
