package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.base.RandomBases;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The demo shop's base is for the demo shop's data alone. */
class BaseOptionTest extends AtHome {

  @Command
  private static final class Asking {
    @Mixin private final BaseOption base = new BaseOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli: its options say whose data it is
    private final DatabaseOptions database = new DatabaseOptions();
  }

  @BeforeEach
  void shipABase() {
    RandomBases.create(1, 4).write(home.resolve("demo-shop/src/main/resources/base"));
  }

  private static Optional<String> release(String... arguments) {
    Asking asking = new Asking();
    new CommandLine(asking).parseArgs(arguments);
    return asking.base.find().map(base -> base.manifest().release());
  }

  @Test
  void demoShopsData_areReadByItsBase() {
    assertThat(release()).contains("random-1");
    assertThat(release("--tenant", "default")).contains("random-1");
  }

  @Test
  void othersData_areNotReadByTheDemoShopsBase() {
    assertThat(release("--url", "jdbc:postgresql://127.0.0.1/shop")).isEmpty();
    assertThat(release("--vault", home.toString())).isEmpty();
  }

  @Test
  void folderOfReleases_isTheOneThatServes() {
    Path folder = home.resolve("bases");
    BaseRegistry registry = new BaseRegistry(folder);
    for (int seed : new int[] {2, 3}) {
      Base base = RandomBases.create(seed, 4);
      base.write(registry.folder(base.manifest().release()));
    }
    registry.serve("random-3");

    assertThat(release("--base", folder.toString())).contains("random-3");
    registry.serve("random-2");
    assertThat(release("--base", folder.toString())).contains("random-2");
  }

  @Test
  void folderWithoutABase_isRefusedByName() {
    String nothing = home.resolve("nothing").toString();
    assertThatThrownBy(() -> release("--base", nothing)).hasMessageContaining(nothing);
  }
}
