package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.log.EventLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSumsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1m", "1h", "1d"})
  void whatIsPublished_isWhatEpochsBroughtThatAreOver(String every) {
    EventLog log = SyntheticLog.log(folder, 60, 2);
    Publication publication = Publication.every(every);
    SharedSums epochs = new SharedSums(log, CollectiveRules.DEFAULT, publication);
    SharedSums live = new SharedSums(log, CollectiveRules.DEFAULT, Publication.LIVE);
    List<Integer> open = new ArrayList<>();
    for (int event : log.byTime()) {
      long second = log.second(event);
      if (!open.isEmpty()
          && publication.epoch(log.second(open.get(0))) < publication.epoch(second)) {
        open.forEach(live::learn);
        open.clear();
      }
      assertThat(cells(epochs.at(second))).as("at %d", second).isEqualTo(cells(live.sums()));
      epochs.learn(event);
      open.add(event);
    }
    assertThat(cells(live.sums())).isNotEmpty();
  }

  private static List<String> cells(CollectiveSums sums) {
    List<String> cells = new ArrayList<>();
    sums.transitions()
        .forEach(
            (epoch, from, to, amount, customers) ->
                cells.add(from + " " + to + " " + amount + " " + customers));
    cells.sort(null);
    return cells;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "d", "0h", "1w", "-1h", "1.5h"})
  void lengthThatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Publication.every(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("publish: must be like 90s, 1m, 12h or 1d, is \"" + text + "\"");
  }

  @Test
  void epochs_areCountedFrom1970InUtc() {
    assertThat(Publication.every("1d").epoch(86_399)).isZero();
    assertThat(Publication.every("1d").epoch(86_400)).isEqualTo(1);
    assertThat(Publication.every("90s").epoch(-1)).isEqualTo(-1);
  }
}
