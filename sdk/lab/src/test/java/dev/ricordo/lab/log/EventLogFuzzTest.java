package dev.ricordo.lab.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is in the files, importing them ends with a log or with a message that names the file.
 * {@code JAZZER_FUZZ=1} looks for files that break this; without, the known ones are tried.
 */
class EventLogFuzzTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String ITEMS =
      "item,title,category,brand,price\nlamp,Lamp,light,,9.50\nrug,Rug,floor|wool,,\n";
  private static final String HEADER = "at,customer,item,kind,quantity,price,session\n";
  private static final String LINE = "2020-01-01T00:00:00Z,anna,lamp,view,1,9.50,s1\n";

  @TempDir static Path folder;

  @FuzzTest(maxDuration = "30s")
  void anyEvents_areALogOrAMessageThatNamesTheFile(byte @NotNull [] bytes) throws IOException {
    read(ITEMS.getBytes(StandardCharsets.UTF_8), bytes);
  }

  @FuzzTest(maxDuration = "30s")
  void anyLine_isReadOrNamed(@NotNull String line) throws IOException {
    String events = HEADER + line + "\n" + LINE;
    read(ITEMS.getBytes(StandardCharsets.UTF_8), events.getBytes(StandardCharsets.UTF_8));
  }

  @FuzzTest(maxDuration = "30s")
  void anyItems_areACatalogueOrAMessageThatNamesTheFile(byte @NotNull [] bytes) throws IOException {
    read(bytes, (HEADER + LINE).getBytes(StandardCharsets.UTF_8));
  }

  private static void read(byte[] items, byte[] events) throws IOException {
    Path itemFile = Files.write(folder.resolve("items.csv"), items);
    Path eventFile = Files.write(folder.resolve("events.csv"), events);
    try {
      assertThat(new EventLogReader(eventFile, itemFile, CLOCK).read().size()).isPositive();
    } catch (RicordoException e) {
      assertThat(e).message().matches("(?s)(items|events)\\.csv[:\\d]*.*");
    }
  }
}
