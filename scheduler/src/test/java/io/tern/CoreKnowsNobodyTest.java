package io.tern;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The core is pure: it knows the JDK's values and collections, and of itself only downwards. */
class CoreKnowsNobodyTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tern");

  private static final Set<String> ROOMS =
      Set.of("queue", "limit", "share", "timer", "retry", "window", "breaker");

  @Test
  void itKnowsJavaAndTheNullAnnotationsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.tern..", "java..", "org.jspecify..")
        .because("the core decides; whoever acts knows libraries")
        .check(CORE);
  }

  @Test
  void itDoesNoInputOrOutputAndStartsNoThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.file..", "java.util.concurrent..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .because("one thread owns the core and nothing in it can block")
        .check(CORE);
  }

  @Test
  void timeAndChanceComeThroughTheDoor() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .because("the same input must give the same decision, on every node and in every test")
        .check(CORE);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
        .because("such a name hides a missing word of the field")
        .check(CORE);
  }

  @Test
  void noFieldIsStaticAndMutable() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two schedulers in one process share nothing")
        .check(CORE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(CoreKnowsNobodyTest::isNullMarked);
  }

  private static boolean isNullMarked(JavaPackage room) {
    return room.isAnnotatedWith(NullMarked.class);
  }

  @Test
  void noRoomsKnowEachOtherInACircle() {
    slices().matching("io.tern.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void jobsKnowNothingOfScheduling() {
    noClasses()
        .that()
        .resideInAPackage("io.tern.job..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tern.schedule..")
        .because("what a transfer is does not depend on when it starts")
        .check(CORE);
  }

  @Test
  void theRoomsOfTheSchedulerKnowJobsAloneAndItKnowsThem() {
    for (String room : ROOMS) {
      classes()
          .that()
          .resideInAPackage("io.tern." + room)
          .should()
          .onlyDependOnClassesThat(
              not(resideInAPackage("io.tern.."))
                  .or(resideInAPackage("io.tern.job"))
                  .or(resideInAPackage("io.tern." + room)))
          .because(room + " is understood by itself")
          .check(CORE);
    }
  }
}
