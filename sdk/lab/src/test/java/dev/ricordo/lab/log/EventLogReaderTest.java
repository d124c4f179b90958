package dev.ricordo.lab.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.EventKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogReaderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String HEADER = "at,customer,item,kind,quantity,price,session\n";
  private static final String GOOD = "2020-01-01T00:00:00Z,anna,lamp,view,1,9.50,s1\n";

  @TempDir Path folder;
  private Path events;
  private Path items;

  @BeforeEach
  void writeItems() throws IOException {
    events = folder.resolve("events.csv");
    items = folder.resolve("items.csv");
    Files.writeString(
        items,
        "item,title,category,brand,price\nlamp,\"Lamp, tall\",light,,9.50\nrug,Rug,floor|wool,,\n");
  }

  @Test
  void columns_holdWhatTheFileSays() throws IOException {
    EventLog log = read(HEADER + GOOD + "2020-01-01T00:01:00Z,ben,rug,,,,\n");
    assertThat(log.size()).isEqualTo(2);
    assertThat(log.customers()).isEqualTo(2);
    assertThat(log.kind(0)).isEqualTo(EventKind.VIEW);
    assertThat(log.kind(1)).isEqualTo(EventKind.UNKNOWN);
    assertThat(log.second(1) - log.second(0)).isEqualTo(60);
    assertThat(log.session(1)).isEqualTo(EventLog.NO_SESSION);
    assertThat(log.itemOf(log.item(0)).title()).isEqualTo("Lamp, tall");
    assertThat(log.id(0).value()).isEqualTo(log.digest() + ":2");
  }

  @Test
  void furtherColumns_areRecognisedByTheHeader() throws IOException {
    EventLog log =
        read(
            HEADER.strip()
                + ",channel,dwell\n"
                + GOOD.strip()
                + ",web,12.5\n"
                + "2020-01-01T00:01:00Z,ben,rug,,3,,,,\n"
                + "2020-01-01T00:02:00Z,ben,rug,,,,,app,0\n");
    assertThat(log.channels()).containsExactly("web", "app");
    assertThat(log.channel(0)).isZero();
    assertThat(log.channel(1)).isEqualTo(EventLog.NO_NAME);
    assertThat(log.channel(2)).isEqualTo(1);
    assertThat(log.dwellSeconds(0)).isEqualTo(12.5);
    assertThat(log.dwellSeconds(1)).isEqualTo(EventLog.NO_DWELL);
    assertThat(log.dwellSeconds(2)).isZero();
    assertThat(log.campaign(0)).isEqualTo(EventLog.NO_NAME);
    assertThat(log.quantity(1)).isEqualTo(3);
    assertThat(log.quantity(2)).isEqualTo(1);
    EventLog first = log.first(2);
    assertThat(first.size()).isEqualTo(2);
    assertThat(first.dwellSeconds(0)).isEqualTo(12.5);
  }

  @Test
  void logWithoutFurtherColumns_knowsNothingOfThem() throws IOException {
    EventLog log = read(HEADER + GOOD);
    assertThat(log.dwellSeconds(0)).isEqualTo(EventLog.NO_DWELL);
    assertThat(log.channel(0)).isEqualTo(EventLog.NO_NAME);
    assertThat(log.campaign(0)).isEqualTo(EventLog.NO_NAME);
    assertThat(log.channels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1,web,|events.csv:2 dwell: \"-1\" must not be negative",
        "NaN,web,|events.csv:2 dwell: \"NaN\" must be finite",
        "long,web,|events.csv:2 dwell: \"long\" is no number",
        "1,' ',|events.csv:2 channel: must not be blank",
        "1,web,' '|events.csv:2 campaign: must not be blank",
        "1,web|events.csv:2 has 9 fields, must have 10"
      },
      quoteCharacter = '"')
  void malformedFurtherField_isNamed(String further, String message) {
    String line = GOOD.strip() + "," + further.replace("'", "") + "\n";
    assertThatThrownBy(() -> read(HEADER.strip() + ",dwell,channel,campaign\n" + line))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {",weather", ",dwell,dwell", ",channel,session"})
  void headerWithAColumnThatIsNone_isShown(String further) {
    assertThatThrownBy(() -> read(HEADER.strip() + further + "\n" + GOOD))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("then any of dwell, channel, campaign, is \"at,customer")
        .hasMessageEndingWith(further + "\"");
  }

  @Test
  void gzippedLog_isTheSameLog() throws IOException {
    EventLog plain = read(HEADER + GOOD);
    Path packed = folder.resolve("events.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    }
    EventLog unpacked = new EventLogReader(packed, items, CLOCK).read();
    assertThat(unpacked.digest()).isEqualTo(plain.digest());
    assertThat(unpacked.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday,anna,lamp,view,1,9.50,s1|events.csv:3 at: \"yesterday\" is no time",
        "2030-01-01T00:00:00Z,anna,lamp,view,1,9.50,|events.csv:3 at: \"2030-01-01T00:00:00Z\" lies in the future",
        "2020-01-01T00:00:00Z,anna,sofa,view,1,9.50,s1|events.csv:3 item: \"sofa\" is not in items.csv",
        "2020-01-01T00:00:00Z,anna,lamp,stare,1,9.50,s1|events.csv:3 kind: \"stare\" is none of",
        "2020-01-01T00:00:00Z,anna,lamp,view,0,9.50,s1|events.csv:3 quantity: \"0\" must be positive",
        "2020-01-01T00:00:00Z,anna,lamp,view,many,9.50,|events.csv:3 quantity: \"many\" is no number",
        "2020-01-01T00:00:00Z,anna,lamp,view,1,NaN,s1|events.csv:3 price: \"NaN\" must be finite",
        "2020-01-01T00:00:00Z,anna,lamp,view,NaN,1,s1|events.csv:3 quantity: \"NaN\" must be finite",
        "2020-01-01T00:00:00Z,anna,lamp,view,-2,1,s1|events.csv:3 quantity: \"-2\" must be positive",
        "2020-01-01T00:00:00Z,anna,lamp,view,1,9.50|events.csv:3 has 6 fields, must have 7"
      })
  void malformedLine_isNamedWithFieldAndValue(String line, String message) {
    assertThatThrownBy(() -> read(HEADER + GOOD + line + "\n"))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void badCustomer_isNamedWithoutTheName() {
    String name = "anna\tsmith";
    assertThatThrownBy(() -> read(HEADER + "2020-01-01T00:00:00Z," + name + ",lamp,view,1,,\n"))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith("events.csv:2 customer: ")
        .hasMessageNotContaining("smith");
  }

  @Test
  void wrongHeader_isShown() {
    assertThatThrownBy(() -> read("at,customer,item\n"))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("events.csv:1 header: must be \"at,customer,item,kind");
  }

  @Test
  void logWithoutEvents_isRefused() {
    assertThatThrownBy(() -> read(HEADER))
        .isInstanceOf(RicordoException.class)
        .hasMessage("events.csv: has no events");
    assertThatThrownBy(() -> read("")).hasMessage("events.csv: is empty");
  }

  @Test
  void catalogueWithAnItemTwice_isRefused() throws IOException {
    Files.writeString(items, "item,title,category,brand,price\nlamp,,,,\nlamp,,,,\n");
    assertThatThrownBy(() -> read(HEADER + GOOD))
        .hasMessage("items.csv:3 item: \"lamp\" is listed twice");
  }

  @Test
  void emptyCatalogue_isRefused() throws IOException {
    Files.writeString(items, "item,title,category,brand,price\n");
    assertThatThrownBy(() -> read(HEADER + GOOD)).hasMessage("items.csv: has no items");
  }

  @Test
  void missingFile_isNamed() {
    assertThatThrownBy(() -> new EventLogReader(folder.resolve("nothing.csv"), items, CLOCK).read())
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("nothing.csv");
  }

  @Test
  void negativePrice_isACorrectionOfUnknownPrice() throws IOException {
    assertThat(read(HEADER + "2020-01-01T00:00:00Z,anna,lamp,purchase,1,-5,s1\n").size())
        .isEqualTo(1);
  }

  private EventLog read(String text) throws IOException {
    Files.writeString(events, text);
    return new EventLogReader(events, items, CLOCK).read();
  }
}
