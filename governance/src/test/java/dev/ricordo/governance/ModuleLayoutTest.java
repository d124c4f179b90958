package dev.ricordo.governance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.spi.Journal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the layout of the modules: the SDK and what the governance command is made of. */
class ModuleLayoutTest {

  private static final String[] CORE = {
    "dev.ricordo",
    "dev.ricordo.base..",
    "dev.ricordo.catalogue..",
    "dev.ricordo.collective..",
    "dev.ricordo.consent..",
    "dev.ricordo.consolidation..",
    "dev.ricordo.event..",
    "dev.ricordo.internal..",
    "dev.ricordo.memory..",
    "dev.ricordo.panel..",
    "dev.ricordo.rank..",
    "dev.ricordo.spi.."
  };

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ricordo");

  @Test
  void dependencies_pointDownOnly() {
    neverDepends(CORE, "..djl..", "..lab..", "..postgres..", "..governance..", "..migrations..");
    neverDepends(CORE, "..vault..", "..evidence..", "..ledger..");
    neverDepends("dev.ricordo.vault..", "..djl..", "..lab..", "..postgres..", "..governance..");
    neverDepends("dev.ricordo.djl..", "..lab..", "..postgres..", "..governance..");
    neverDepends("dev.ricordo.postgres..", "..djl..", "..lab..", "..governance..", "..evidence..");
    neverDepends("dev.ricordo.evidence..", "..djl..", "..lab..", "..governance..", "..verifier..");
    neverDepends("dev.ricordo.lab..", "..postgres..", "..governance..");
    neverDepends("dev.ricordo.verifier..", "..governance..", "..lab..", "..postgres..", "..spi..");
    neverDepends("dev.ricordo.verifier..", "..evidence..", "..ledger..");
    neverDepends("dev.ricordo.migrations..", "..postgres..", "..lab..", "..governance..");
  }

  private static void neverDepends(String from, String... to) {
    neverDepends(new String[] {from}, to);
  }

  private static void neverDepends(String[] from, String... to) {
    String[] ours = Stream.of(to).map(p -> "dev.ricordo" + p.substring(1)).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ours)
        .check(ALL);
  }

  @Test
  void tensorLibrary_isUsedByItsModuleAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.ricordo.djl..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(ALL);
  }

  @Test
  void tensorLibrary_isInNoPublicSignature() {
    classes().that().arePublic().should(keepOutOfSignatures("ai.djl")).check(ALL);
  }

  private static ArchCondition<JavaClass> keepOutOfSignatures(String library) {
    return new ArchCondition<>("keep " + library + " out of public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMember member : seen(type) ? type.getMembers() : Set.<JavaMember>of()) {
          boolean seen = member.getModifiers().contains(JavaModifier.PUBLIC);
          if (seen && types(member).anyMatch(name -> name.startsWith(library))) {
            events.add(SimpleConditionEvent.violated(member, member.getDescription()));
          }
        }
      }
    };
  }

  /** Public, and so is every type around it: what stands in a package-private one is not seen. */
  private static boolean seen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ModuleLayoutTest::seen).orElse(true);
  }

  private static Stream<String> types(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getRawType().getName());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    Stream<String> parameters = code.getRawParameterTypes().stream().map(JavaClass::getName);
    return Stream.concat(Stream.of(code.getRawReturnType().getName()), parameters);
  }

  @Test
  void internals_areUsedByTheCoreAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ricordo.internal..")
        .check(ALL);
  }

  @Test
  void erasuresOfCommands_goThroughTheJournalThatHoldsAreAskedBy() {
    DescribedPredicate<JavaMethodCall> erasure =
        describe(
            "an erasure past KeepingJournal",
            call ->
                Set.of("erase", "replace").contains(call.getName())
                    && call.getTargetOwner().isAssignableTo(Journal.class)
                    && !call.getTargetOwner().isEquivalentTo(KeepingJournal.class));
    noClasses()
        .that()
        .resideInAPackage("dev.ricordo.governance..")
        .should()
        .callMethodWhere(erasure)
        .check(ALL);
  }

  @Test
  void everyPackage_hasAMap() {
    DescribedPredicate<JavaClass> map =
        describe("a package map", type -> type.getSimpleName().equals("package-info"));
    Set<String> mapped =
        ALL.that(map).stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> packages = ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(mapped).isEqualTo(packages).hasSizeGreaterThan(15);
  }
}
