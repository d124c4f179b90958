package dev.ricordo.quarkus;

import dev.ricordo.Level;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Manifest;
import jakarta.inject.Inject;
import java.util.List;

/** What the Dev UI asks. Says nothing about any customer. Only in dev mode; thread-safe. */
public class RicordoDevUi {

  private final Ricordo ricordo;

  @Inject
  public RicordoDevUi(Ricordo ricordo) {
    this.ricordo = ricordo;
  }

  /**
   * The base that answers.
   *
   * @param release its name
   * @param items how many it was trained on
   * @param catalogue how many may be recommended
   */
  public record Release(String release, int items, int catalogue) {}

  public Release base() {
    Manifest manifest = ricordo.base().manifest();
    return new Release(
        manifest.release(), ricordo.base().items().size(), ricordo.catalogue().size());
  }

  public List<Level> levels() {
    return ricordo.levels();
  }

  public Ricordo.Statistics statistics() {
    return ricordo.statistics();
  }

  /** The label beside the page's name. */
  public String learned() {
    return String.valueOf(ricordo.statistics().learned());
  }
}
