package dev.ricordo.shop.simulation;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.ricordo.event.Event;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes the shop's catalogue and a season of simulated shoppers in Ricordo's import format.
 *
 * <pre>
 *   SimulateShoppers FOLDER [VISITS [SEED]]
 * </pre>
 *
 * <p>The folder gets {@code items.csv} and {@code events.csv}.
 */
public final class SimulateShoppers {

  private static final int DEFAULT_VISITS = 20_000;

  private SimulateShoppers() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 3) {
      System.err.println("usage: SimulateShoppers FOLDER [VISITS [SEED]]");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    int visits = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_VISITS;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : Simulation.TRAINING_SEED;
    int events = write(folder, visits, seed);
    System.out.printf(
        Locale.ROOT, "%d events of %d visits, seed %d, in %s%n", events, visits, seed, folder);
  }

  /** Writes both files and tells how many events there are. */
  static int write(Path folder, int visits, long seed) throws IOException {
    Files.createDirectories(folder);
    Assortment assortment = Assortment.of(Assortment.SEED);
    writeItems(assortment.products(), folder.resolve("items.csv"));
    List<Event> events = new Simulation(assortment, seed).run(visits);
    writeEvents(events, folder.resolve("events.csv"));
    return events.size();
  }

  private static void writeItems(List<Product> products, Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord("item", "title", "category", "brand", "price");
      for (Product product : products) {
        csv.writeRecord(
            product.id().value(),
            product.name(),
            product.category().slug(),
            product.brand().name(),
            euros(product.cents() / 100.0));
      }
    }
  }

  private static void writeEvents(List<Event> events, Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord("at", "customer", "item", "kind", "quantity", "price", "session");
      for (Event event : events) {
        csv.writeRecord(
            event.at().toString(),
            event.customer().value(),
            event.item().value(),
            event.kind().text(),
            "1",
            event.price().isPresent() ? euros(event.price().getAsDouble()) : "",
            event.session().orElse(""));
      }
    }
  }

  private static String euros(double price) {
    return String.format(Locale.ROOT, "%.2f", price);
  }
}
