package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's listing is this test's body, compiled and run. */
class ReadmeTest {

  @TempDir Path folder;

  @Test
  void listing_runs() {
    RandomBases.create(1, 20).write(folder);
    Journal journal = Journal.inMemory();
    // listing
    Ricordo ricordo = Ricordo.builder().base(folder).journal(journal).build();

    CustomerId customer = CustomerId.of("c-1001");
    ricordo.observe(Event.viewed(customer, ItemId.of("i7"), Instant.now())); // learns now, durably

    Ranking answer = ricordo.recommend(customer, Slot.of("home"), 12); // reflects it
    Because why = ricordo.because(answer, answer.items().get(0)); // events and levels, by replay

    Inspection remembered = ricordo.inspect(customer); // what is remembered, down to the events
    Erasure gone = ricordo.forget(customer); // exact: as if these events had never been there
    // end of listing
    assertThat(answer.answers()).hasSize(12);
    assertThat(why.causes()).hasSize(1);
    assertThat(remembered.events()).hasSize(1);
    assertThat(gone.events()).isEqualTo(1);
    ricordo.close();
  }

  @Test
  void readme_showsThisListing() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/ricordo/ReadmeTest.java"));
    int start = source.indexOf("// listing") + "// listing".length();
    String listing = source.substring(start, source.indexOf("// end of listing")).stripIndent();
    assertThat(Files.readString(Path.of("../../README.md")))
        .contains("```java\n" + listing.strip() + "\n```");
  }
}
