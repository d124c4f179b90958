package dev.ricordo.quarkus.it;

import dev.ricordo.base.RandomBases;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a base of random weights, items {@code i0} to {@code i49}, for the shop to answer from.
 */
public class TestBase implements QuarkusTestResourceLifecycleManager {

  private static final long SEED = 11;
  private static final int ITEMS = 50;

  /** The folder of the base, written anew: the same bytes each time. */
  static Path write() {
    Path folder = Path.of("target", "test-base").toAbsolutePath();
    RandomBases.create(SEED, ITEMS).write(folder);
    return folder;
  }

  @Override
  public Map<String, String> start() {
    return Map.of("ricordo.base", write().toString());
  }

  @Override
  public void stop() {}
}
