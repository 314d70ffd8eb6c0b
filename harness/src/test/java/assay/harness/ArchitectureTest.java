package assay.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/// The dependency directions of ARCHITECTURE.md, read from the compiled classes.
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("assay");

  @Test
  void resultsImportNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("assay.results..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "assay.engine..",
            "assay.scorers..",
            "assay.tasks..",
            "assay.reports..",
            "assay.harness..")
        .check(CLASSES);
  }

  @Test
  void theEngineImportsNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("assay.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "assay.results..",
            "assay.scorers..",
            "assay.tasks..",
            "assay.reports..",
            "assay.harness..")
        .check(CLASSES);
  }

  @Test
  void scorersImportResultsOnly() {
    noClasses()
        .that()
        .resideInAPackage("assay.scorers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("assay.engine..", "assay.tasks..", "assay.reports..", "assay.harness..")
        .check(CLASSES);
  }

  @Test
  void tasksImportScorersAndResultsOnly() {
    noClasses()
        .that()
        .resideInAPackage("assay.tasks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("assay.engine..", "assay.reports..", "assay.harness..")
        .check(CLASSES);
  }

  @Test
  void reportsImportResultsOnly() {
    noClasses()
        .that()
        .resideInAPackage("assay.reports..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("assay.engine..", "assay.scorers..", "assay.tasks..", "assay.harness..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("assay.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheVectorKernelsKnowTheVectorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("assay.engine.kernels")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  /// What takes how long, and when a call is late, must not depend on a clock that jumps. Those
  /// named here note a time of day, or hold one against another's: dates in headers, files' ages,
  /// the day that a template asks for.
  @Test
  void noDurationIsTakenFromAClockThatCanJump() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "assay\\.harness\\.(endpoint\\.EndpointModel|retry\\.Retry|model\\.WeightDigests"
                + "|cache\\.CompletionCache|command\\.cache\\.PruneCommand"
                + "|command\\.engine\\.RenderCommand)(\\$.*)?")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "system", ZoneId.class)
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .check(CLASSES);
  }

  @Test
  void onlyTheHarnessWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("assay.harness..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }
}
