package io.tern.orchestrator.agent;

import static io.tern.orchestrator.agent.Endings.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.credential.FreshTokens;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.MemoryCredentials;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.credential.UsersStorages;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.storage.AddressGuard;
import io.tern.storage.Storages;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.tern.storage.webdav.XrootdPair;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Copies between XRootD servers that ask each user for a token (SciTokens), by either side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class TokensTest {
  private static final OwnerId ALICE = OwnerId.ofSubject(XrootdPair.ISSUER, "alice");
  private static final OwnerId BOB = OwnerId.ofSubject(XrootdPair.ISSUER, "bob");
  private static final String READING = "storage.read:/";
  private static final String WRITING = "storage.read:/ storage.create:/ storage.modify:/";

  private final Vertx vertx = Vertx.vertx();
  private final MemoryCredentials credentials = new MemoryCredentials(System::currentTimeMillis);
  private XrootdPair pair;
  private WebDavStorage web;
  private RealAgent agent;

  @BeforeAll
  void start() throws Exception {
    pair = XrootdPair.start(XrootdPair::withTokens);
    Files.writeString(pair.files("a").resolve("f"), "content");
    web =
        new WebDavStorage(
            vertx,
            WebDavSettings.DEFAULT.trusting(
                new PemTrustOptions().addCertPath(pair.authority().toString())),
            AddressGuard.OPEN,
            new UnknownAnswers());
    agent =
        new RealAgent(
            vertx,
            new UsersStorages(
                new Storages(Map.of("davs", web)),
                credentials,
                new FreshTokens(vertx, credentials, System::currentTimeMillis)),
            TimeLimits.DEFAULT);
  }

  @AfterAll
  void stop() throws Exception {
    if (web != null) {
      web.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void copiesWithATokenForEachSide() throws Exception {
    Ended ended = copy(ALICE, lent(ALICE, READING), lent(ALICE, WRITING), "both");

    assertThat(ended.getEnd()).as("%s", ended).isEqualTo(End.DONE);
    assertThat(pair.files("b").resolve("both")).hasContent("content");
  }

  @Test
  void copiesNothingWithoutATokenOfItsUser() throws Exception {
    String reading = lent(ALICE, READING);
    String writing = lent(ALICE, WRITING);

    assertRefused(copy(ALICE, "", writing, "c"), FailureClass.PERMISSION, Side.SOURCE);
    assertRefused(copy(ALICE, reading, "", "d"), FailureClass.PERMISSION, Side.DESTINATION);
    assertRefused(copy(BOB, reading, writing, "e"), FailureClass.CREDENTIAL, Side.SOURCE);
    assertThat(List.of("c", "d", "e")).noneMatch(f -> Files.exists(pair.files("b").resolve(f)));
  }

  @Test
  void copiesNothingWithATokenForOtherPaths() throws Exception {
    String elsewhere = lent(ALICE, "storage.read:/elsewhere");

    Ended ended = copy(ALICE, elsewhere, lent(ALICE, WRITING), "g");

    assertRefused(ended, FailureClass.PERMISSION, Side.SOURCE);
  }

  private static void assertRefused(Ended ended, FailureClass kind, Side side) {
    assertFailed(ended, kind, side, Phase.TRANSFER_PREPARATION);
    assertThat(ended.getRetryable()).isFalse();
  }

  /** Under which name. */
  private String lent(OwnerId owner, String scope) throws Exception {
    String token = pair.token(scope);
    String name = Slot.tokenName(token);
    Kept kept = new Kept(Secret.of(token), Long.MAX_VALUE, List.of());
    RealAgent.get(credentials.keep(Slot.ofToken(owner, name), kept));
    return name;
  }

  private Ended copy(OwnerId owner, String sourceToken, String destinationToken, String to)
      throws Exception {
    return RealAgent.get(
        agent.attempt(
            pair.urlA("davs") + "f",
            pair.urlB("davs") + to,
            start -> {
              start
                  .getFileBuilder()
                  .setSourceToken(sourceToken)
                  .setDestinationToken(destinationToken);
              return start.setOwner(owner.hex());
            }));
  }
}
