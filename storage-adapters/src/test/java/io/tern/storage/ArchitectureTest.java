package io.tern.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tern.storage.guard.Guarded;
import java.lang.reflect.Method;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directions of knowledge in this module. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tern.storage");

  @Test
  void adaptersDoNotKnowOneAnother() {
    slices()
        .matching("io.tern.storage.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            JavaClass.Predicates.resideInAnyPackage(
                "io.tern.storage.failure", "io.tern.storage.http"))
        .because("each adapter stands alone on the port, the way there and the words for failures")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(classes = {Storages.class, Guarded.class})
  void whoStandsBeforeAnAdapterPassesEverythingOn(Class<?> decorator) throws Exception {
    for (Method asked : Storage.class.getMethods()) {
      Method answered = decorator.getMethod(asked.getName(), asked.getParameterTypes());
      assertThat(answered.getDeclaringClass()).as("%s", asked).isEqualTo(decorator);
    }
  }

  @Test
  void thePortKnowsNoAdapter() {
    noClasses()
        .that()
        .resideInAPackage("io.tern.storage")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tern.storage.*..")
        .because("whoever speaks to storages knows only the port")
        .check(CLASSES);
  }

  @Test
  void onlyTheFieldsWordsAreKnownOfTheScheduler() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "io.tern.queue..",
            "io.tern.limit..",
            "io.tern.share..",
            "io.tern.retry..",
            "io.tern.timer..",
            "io.tern.schedule..",
            "io.tern.orchestrator..")
        .because("adapters know what a transfer is called, not how it is scheduled or journaled")
        .check(CLASSES);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
    noFields()
        .that()
        .areStatic()
        .and()
        .areNotPrivate()
        .should()
        .haveRawType(byte[].class)
        .because("an array can be changed by whoever sees it")
        .check(CLASSES);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType("java.util.concurrent.ConcurrentHashMap")
        .orShould()
        .haveRawType("java.util.HashMap")
        .orShould()
        .haveRawType("java.util.concurrent.atomic.AtomicLong")
        .orShould()
        .haveRawType("java.util.concurrent.atomic.AtomicInteger")
        .because("state belongs to an object that somebody made")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl|Dto|Service)")
        .because("a name says the thing, not its role")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES.stream().filter(c -> !c.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .extracting(JavaClass::getPackage)
        .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue());
  }
}
