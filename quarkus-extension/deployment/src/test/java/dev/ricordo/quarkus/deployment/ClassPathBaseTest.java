package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClassPathBaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(
              jar -> {
                jar.addClass(Applications.class);
                for (String file : Applications.baseFiles()) {
                  jar.add(
                      new FileAsset(Applications.base().resolve(file).toFile()),
                      "shop/base/" + file);
                }
              })
          .overrideRuntimeConfigKey("ricordo.base", "classpath:shop/base");

  @Inject Ricordo ricordo;

  @Test
  void base_isReadFromTheClassPath() {
    assertThat(ricordo.base().items()).hasSize(Applications.ITEMS);
  }
}
