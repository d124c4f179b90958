package dev.ricordo.evidence;

import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.WitnessClient;
import dev.ricordo.ledger.WitnessClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the witnesses of a ledger about its newest checkpoint. Thread-safe. */
/*
 * A witness that is away must not keep anybody from being forgotten: the ledger goes on, and says
 * whose cosignature is missing. A witness that has seen something else is another matter: whatever
 * is signed on top of a ledger that went back contradicts what somebody else was shown.
 */
final class Cosigning {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Asked> asked;

  private record Asked(NoteVerifier key, WitnessClient client) {}

  Cosigning(List<Witness> witnesses) {
    asked =
        witnesses.stream()
            .map(
                witness ->
                    new Asked(
                        witness.key(),
                        new WitnessClient(witness.prefix(), witness.key(), PATIENCE)))
            .toList();
  }

  /**
   * Asks every witness, and keeps what it signs in the ledger.
   *
   * @param before the size that the witnesses are thought to have cosigned last
   * @return of each witness that did not cosign, why
   * @throws LedgerException if one has seen what this ledger does not continue
   */
  List<String> ask(Ledger ledger, long before) {
    List<String> missing = new ArrayList<>();
    for (Asked one : asked) {
      Answer answer = one.client().cosign(ledger.view(), before);
      contradiction(answer, one.key(), ledger.view()).ifPresent(Cosigning::stop);
      missing(answer, one.key()).ifPresent(missing::add);
      if (answer instanceof Answer.Cosigned cosigned && !hasCosigned(one.key(), ledger.view())) {
        ledger.publish(cosigned.checkpoint());
      }
    }
    return missing;
  }

  private static void stop(String contradiction) {
    throw new LedgerException(contradiction);
  }

  /** Of each witness that does not cosign a ledger as it is, why. */
  List<String> objections(LedgerView view) {
    List<String> objections = new ArrayList<>();
    for (Asked one : asked) {
      Answer answer = one.client().cosign(view, view.size());
      contradiction(answer, one.key(), view)
          .or(() -> missing(answer, one.key()))
          .ifPresent(objections::add);
    }
    return objections;
  }

  private static boolean hasCosigned(NoteVerifier key, LedgerView view) {
    return view.checkpoint().signatures().stream().anyMatch(key::claims);
  }

  /** What a witness has seen that the ledger does not continue. */
  private static Optional<String> contradiction(Answer answer, NoteVerifier key, LedgerView view) {
    if (answer instanceof Answer.Ahead ahead) {
      return Optional.of(
          String.format(
              "witness %s has seen %d entries, and here are %d: the ledger went back, or another one"
                  + " has its key",
              key.name(), ahead.size(), view.size()));
    }
    return answer instanceof Answer.Forked
        ? Optional.of("the ledger does not continue what witness " + key.name() + " has seen")
        : Optional.empty();
  }

  private static Optional<String> missing(Answer answer, NoteVerifier key) {
    if (answer instanceof Answer.Cosigned) {
      return Optional.empty();
    }
    String why =
        answer instanceof Answer.Refused refused
            ? refused.why() + " (status " + refused.status() + ")"
            : "it could not be reached";
    return Optional.of("witness " + key.name() + " did not cosign: " + why);
  }
}
