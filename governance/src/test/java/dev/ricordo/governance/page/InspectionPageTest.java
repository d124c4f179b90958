package dev.ricordo.governance.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.InspectCustomer;
import dev.ricordo.governance.InspectionReport;
import dev.ricordo.governance.MemoryLevel;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an inspection's page shows, and that nothing in it comes alive. */
final class InspectionPageTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final String HOSTILE = "<script>alert('x')</script>\"&";
  private static final Base BASE =
      RandomBases.create(
          5,
          12,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 16))),
          new Mix(Mix.Family.LOG, 2, 1, 0),
          RandomBases.features(12));

  private static String page(CustomerId customer, List<Event> events, Set<MemoryLevel> levels) {
    Journal journal = Journal.inMemory();
    journal.append(events);
    InspectionReport report =
        new InspectCustomer(journal, Optional.of(BASE)).of(customer, levels, Progress.silent());
    return InspectionPage.of(report, NOON);
  }

  private static List<Event> views(CustomerId customer, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ItemId item = ItemId.of("i" + i * 5 % 12);
      events.add(Event.viewed(customer, item, NOON.plusSeconds(60L * i)));
    }
    return events;
  }

  private static final Set<MemoryLevel> ALL = EnumSet.allOf(MemoryLevel.class);

  @Test
  void page_showsEveryLevel_withPicturesAndTheirTables() {
    String page = page(ANNA, views(ANNA, 40), ALL);

    assertThat(page)
        .contains("What is remembered of <span class=\"id\">anna</span>")
        .contains(
            "L0 working memory", "L1 episode", "L2 profile", "L3 collective counts", "L4 base")
        .contains("40 events went into it")
        .contains("When it was consolidated: 10 times")
        .contains("The events, the latest first");
    assertThat(count(page, "<svg ")).isEqualTo(3);
    assertThat(count(page, "The same as a table")).isEqualTo(3);
    assertThat(count(page, "role=\"img\" aria-label=\"Line from 0 ")).isEqualTo(3);
  }

  @Test
  void page_runsAndLoadsNothing() {
    String page = page(ANNA, views(ANNA, 40), ALL);

    assertThat(page).contains("default-src 'none'").doesNotContain("<script", "http:", "https:");
    Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
    while (links.find()) {
      assertThat(links.group(1)).matches("#[A-Za-z0-9]+|data:,");
    }
  }

  @Test
  void hostileNames_stayText() {
    CustomerId customer = CustomerId.of(HOSTILE);
    List<Event> events = new ArrayList<>(views(customer, 3));
    events.add(
        Event.viewed(customer, ItemId.of(HOSTILE), NOON.plusSeconds(500)).withSession(HOSTILE));

    String page = page(customer, events, ALL);

    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;")
        .doesNotContain("<script", "alert('x')");
  }

  @Test
  void emptyMemory_isSaid_withoutPictures() {
    String page = page(ANNA, List.of(), ALL);

    assertThat(page)
        .contains("Nothing is remembered of <span class=\"id\">anna</span>")
        .contains("it was never seen here, or it was forgotten")
        .doesNotContain("<svg ");
  }

  @Test
  void oneLevel_isShownAlone() {
    String page = page(ANNA, views(ANNA, 5), EnumSet.of(MemoryLevel.L3));

    assertThat(page).contains("L3 collective counts").doesNotContain("L0 working memory");
  }

  @Test
  void longJournal_listsTheLatestEvents_andSaysSo() {
    String page = page(ANNA, views(ANNA, 600), ALL);

    assertThat(page)
        .contains("the latest 500; the JSON report has all")
        .contains("the latest 200 of 600 events")
        .contains("the latest 50 of 150");
    assertThat(page.length()).isLessThan(700_000);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
