package io.tern.orchestrator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which room of the service knows what: each library and each neighbour where it belongs. */
class RoomsTest {
  private static final String ROOT = "io.tern.orchestrator";
  private static final String WIRE = ROOT + ".journal.wire..";

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT)
          .that(DescribedPredicate.not(resideInAPackage(WIRE)));

  @Test
  void onlyTheViewKnowsTheDisksFormat() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".view..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .because("the store may be made anew by another engine from the journal alone")
        .check(SERVICE);
  }

  @Test
  void onlyTheEdgesKnowJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".api..", ROOT + ".telemetry..", ROOT + ".config..", ROOT + ".event..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "io.vertx.core.json..")
        .because("inside, records have types")
        .check(SERVICE);
  }

  @Test
  void thoseWhoDecideDoNotKnowWhoAsks() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".coordinator..", ROOT + ".journal..", ROOT + ".view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".api..", ROOT + ".agent..", "io.vertx.core.http..")
        .check(SERVICE);
  }

  @Test
  void anAgentKnowsTheTopicsAndNothingOfTheCoordinator() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".agent..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".coordinator..", ROOT + ".view..", ROOT + ".api..", "io.tern.schedule..")
        .because("it may run on another machine")
        .check(SERVICE);
  }

  @Test
  void onlyTheWiringKnowsEveryRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat(describe("are the wiring", type -> type.getPackageName().equals(ROOT)))
        .check(SERVICE);
  }

  @Test
  void noRoomsKnowEachOtherInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(SERVICE);
    slices().matching(ROOT + ".api.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @Test
  void onlyTheWiringWaitsForFutures() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".embedded..")
        .should()
        .callCodeUnitWhere(describe("waits for a Vert.x future", RoomsTest::waitsForVertx))
        .orShould()
        .callCodeUnitWhere(
            describe("waits for a completable future", RoomsTest::waitsForCompletable))
        .because("a future that is waited for on an event loop never completes")
        .check(SERVICE);
  }

  private static boolean waitsForVertx(JavaCall<?> call) {
    return call.getTargetOwner().isAssignableTo(Future.class)
        && (call.getName().equals("await") || call.getName().equals("join") && hasNoParts(call));
  }

  /** {@code Future.join} of several futures only composes them. */
  private static boolean hasNoParts(JavaCall<?> call) {
    return call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static boolean waitsForCompletable(JavaCall<?> call) {
    return call.getTargetOwner().isAssignableTo(CompletableFuture.class)
        && (call.getName().equals("get") || call.getName().equals("join"));
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl|Service|Dto)")
        .orShould()
        .resideInAnyPackage("..common..", "..util..", "..model..", "..dto..", "..service..")
        .because("such a name hides a missing word of the field")
        .check(SERVICE);
  }

  @Test
  void noFieldIsStaticAndMutable() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two nodes in one process share nothing")
        .check(SERVICE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(SERVICE.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
  }
}
