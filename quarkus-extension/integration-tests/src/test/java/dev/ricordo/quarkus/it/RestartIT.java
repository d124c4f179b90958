package dev.ricordo.quarkus.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the packaged shop as processes of its own, one after the other, on one database and vault.
 */
class RestartIT {

  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startTemporary();

  @TempDir Path vault;

  @AfterAll
  static void stopDatabase() {
    DATABASE.close();
  }

  @Test
  void killedShop_remembersEverythingAtTheNextStart() throws Exception {
    List<ShopResource.Shown> cold;
    List<ShopResource.Shown> warm;
    try (ShopProcess shop = ShopProcess.start(DATABASE, vault)) {
      Visitor visitor = new Visitor("anna", shop.port());
      cold = visitor.home();
      visitor.click("anna-1", "i7");
      visitor.click("anna-2", "i8");
      warm = visitor.home();
      shop.kill();
    }
    try (ShopProcess shop = ShopProcess.start(DATABASE, vault)) {
      Visitor visitor = new Visitor("anna", shop.port());
      assertThat(visitor.home()).isEqualTo(warm).isNotEqualTo(cold);
      visitor.beForgotten();
      assertThat(visitor.home()).isEqualTo(cold);
      shop.kill();
    }
    try (ShopProcess shop = ShopProcess.start(DATABASE, vault)) {
      assertThat(new Visitor("anna", shop.port()).home()).isEqualTo(cold);
    }
  }
}
