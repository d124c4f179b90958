package dev.ricordo.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an erasure means for the trained models, the bases: level L4.
 *
 * @param base digest of the base that the memory was folded with; empty if none was
 * @param panels random ids of the panels whose bases still hold what was forgotten
 * @param due when those bases are to be gone; there if panels are
 */
public record TrainedModel(
    State state, Optional<String> base, List<String> panels, Optional<Instant> due) {

  /** How a base stands to what was forgotten. */
  public enum State {
    /** It was trained on an event log, or on another journal. */
    NOT_ON_JOURNAL("not trained on this journal", "Not trained on this journal"),
    /** It was trained on customers of this journal, but not on what was forgotten. */
    NOT_ON_THIS("not trained on what was forgotten", "Not trained on what was forgotten"),
    /** It was trained on a panel that this journal knows nothing of: a restored one may not. */
    UNKNOWN("trained on an unknown panel", "Trained on a panel that the journal does not know"),
    /** A base was trained on it, and is to be rebuilt without it and destroyed. */
    PENDING("rebuild pending", "Rebuild pending");

    private final String method;
    private final String words;

    State(String method, String words) {
      this.method = method;
      this.words = words;
    }

    /** As the certificate has it. */
    public String method() {
      return method;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  private static final String METHOD = "method";
  private static final String BASE = "base";
  private static final Set<String> SETTLED = Set.of(METHOD, BASE);
  private static final Set<String> OWED = Set.of(METHOD, BASE, "panels", "due");

  public TrainedModel {
    panels = List.copyOf(panels);
  }

  /** Whether a base still holds what was forgotten. */
  public boolean pending() {
    return state == State.PENDING;
  }

  /** As version 1 of the format has it, which knows no panels. */
  static TrainedModel first(Members levels) {
    Members level = levels.object("L4", METHOD, BASE);
    level.oneOf(METHOD, State.NOT_ON_JOURNAL.method);
    return new TrainedModel(State.NOT_ON_JOURNAL, base(level), List.of(), Optional.empty());
  }

  static TrainedModel second(Members levels) {
    boolean owed = State.PENDING.method.equals(levels.map("L4").get(METHOD));
    Members level = levels.object("L4", (owed ? OWED : SETTLED).toArray(new String[0]));
    if (!owed) {
      State[] settled = {State.NOT_ON_JOURNAL, State.NOT_ON_THIS, State.UNKNOWN};
      String method =
          level.oneOf(METHOD, Stream.of(settled).map(State::method).toArray(String[]::new));
      State state =
          Stream.of(settled).filter(one -> one.method.equals(method)).findFirst().orElseThrow();
      return new TrainedModel(state, base(level), List.of(), Optional.empty());
    }
    List<String> panels = level.texts("panels");
    if (panels.isEmpty() || !panels.stream().allMatch(TrainedModel::isUuid)) {
      throw new MalformedException("certificate.levels.L4.panels: are no UUIDs, or none");
    }
    return new TrainedModel(State.PENDING, base(level), panels, Optional.of(level.time("due")));
  }

  static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> base(Members level) {
    return level.text(BASE).equals("none") ? Optional.empty() : Optional.of(level.digest(BASE));
  }
}
