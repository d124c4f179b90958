package dev.ricordo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the module's layout. */
class LayoutTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ricordo");

  @Test
  void learning_neverSeesWhatCustomersShare() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.ricordo.memory..", "dev.ricordo.base..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.ricordo.collective..",
            "dev.ricordo.rank..",
            "dev.ricordo.internal..",
            "dev.ricordo.spi..")
        .check(CORE);
  }

  @Test
  void collectiveSums_neverSeeScoresOrStores() {
    noClasses()
        .that()
        .resideInAPackage("dev.ricordo.collective..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ricordo.rank..", "dev.ricordo.internal..", "dev.ricordo.spi..")
        .check(CORE);
  }

  @Test
  void values_dependOnNothingElse() {
    noClasses()
        .that()
        .resideInAPackage("dev.ricordo.event..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.ricordo",
            "dev.ricordo.catalogue..",
            "dev.ricordo.memory..",
            "dev.ricordo.base..",
            "dev.ricordo.collective..",
            "dev.ricordo.rank..",
            "dev.ricordo.internal..",
            "dev.ricordo.spi..")
        .check(CORE);
  }

  @Test
  void core_knowsNoDatabaseFrameworkOrTensorLibrary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ai.djl..", "java.sql..", "javax.sql..", "jakarta..", "io.quarkus..", "java.net..")
        .check(CORE);
  }

  @Test
  void certifiedArithmetic_usesNoMathThatMayDifferBetweenMachines() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.ricordo.memory..", "dev.ricordo.collective..")
        .should()
        .callMethod(Math.class, "exp", double.class)
        .orShould()
        .callMethod(Math.class, "log", double.class)
        .orShould()
        .callMethod(Math.class, "tanh", double.class)
        .orShould()
        .callMethod(Math.class, "pow", double.class, double.class)
        .check(CORE);
  }

  @Test
  void everyPackage_hasAMap() {
    Set<String> packages = new HashSet<>();
    Set<String> mapped = new HashSet<>();
    for (JavaClass type : CORE) {
      JavaPackage home = type.getPackage();
      packages.add(home.getName());
      home.tryGetPackageInfo().ifPresent(info -> mapped.add(home.getName()));
    }
    assertThat(mapped).isEqualTo(packages).hasSizeGreaterThan(7);
  }
}
