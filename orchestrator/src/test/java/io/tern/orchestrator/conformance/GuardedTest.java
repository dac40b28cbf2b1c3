package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The same suite over TLS, against callers who prove who they are. */
@Tag("full")
class GuardedTest {
  /** Fewer would mean that the suite was not found. */
  private static final long LEAST = 500;

  @ParameterizedTest
  @EnumSource
  void theWholeSuiteHolds(GuardedDoor.Shown shown) {
    TestExecutionSummary summary = run(shown);

    assertThat(summary.getFailures()).extracting(GuardedTest::told).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(LEAST);
  }

  private static TestExecutionSummary run(GuardedDoor.Shown shown) {
    LauncherDiscoveryRequest suite =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(GuardedTest.class.getPackageName()))
            .filters(TagFilter.excludeTags("full"))
            .configurationParameter(LiveService.SHOWN, shown.name())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(suite, listener);
    return listener.getSummary();
  }

  private static String told(TestExecutionSummary.Failure failure) {
    return failure.getTestIdentifier().getDisplayName() + ": " + failure.getException();
  }
}
