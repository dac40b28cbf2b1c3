package io.tern.loadtest.scheduling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a policy may know. */
class SchedulingArchitectureTest {
  private static final String ROOT = "io.tern.loadtest.scheduling.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tern.loadtest.scheduling");

  @Test
  void noPolicySeesThePlantOrWhatIsComputedFromIt() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "policy..", ROOT + "baseline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "plant..",
            ROOT + "flow..",
            ROOT + "world..",
            ROOT + "trace..",
            ROOT + "bound..",
            ROOT + "measure..",
            ROOT + "run..")
        .because("a policy sees only what a real orchestrator sees")
        .check(CLASSES);
  }

  @Test
  void thePlantKnowsNoPolicy() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "plant..", ROOT + "flow..", ROOT + "trace..", ROOT + "bound..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "policy..", ROOT + "baseline..")
        .because("what exists does not depend on who schedules on it")
        .check(CLASSES);
  }
}
