package dev.ricordo.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.consolidation.Vote;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Figures, findings and votes of an epoch as compact JSON, see {@code docs/formats/journal.md}. */
final class EpochFormat {

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Rows of before own levels were counted have no list of it.
    JSON.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Fields(
      @Nullable EpochFigures figures, List<Finding> findings, List<Ballot> votes) {}

  private record Ballot(Verdict verdict, String voter, String at) {

    static Ballot of(Vote vote) {
      return new Ballot(vote.verdict(), vote.voter(), vote.at().toString());
    }

    Vote vote() {
      return new Vote(verdict, voter, Instant.parse(at));
    }
  }

  private EpochFormat() {}

  static String write(Epoch epoch) {
    List<Ballot> votes = epoch.votes().stream().map(Ballot::of).toList();
    try {
      return JSON.writeValueAsString(
          new Fields(epoch.figures().orElse(null), epoch.findings(), votes));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("epoch: cannot be written", e);
    }
  }

  /**
   * @param firstPosition where the epoch before it ends, and one
   * @throws RicordoException if the row does not hold what a row holds
   */
  static Epoch read(EpochRow row, long firstPosition) {
    try {
      Fields fields = JSON.readValue(row.findings, Fields.class);
      return new Epoch(
          row.number,
          firstPosition,
          row.lastPosition,
          row.closedAt,
          row.verdict,
          row.changes,
          row.examined,
          Optional.ofNullable(fields.figures),
          fields.findings,
          fields.votes.stream().map(Ballot::vote).toList());
    } catch (JsonProcessingException
        | DateTimeException
        | IllegalArgumentException
        | NullPointerException e) {
      throw new RicordoException("journal: epoch " + row.number + " is damaged", e);
    }
  }
}
