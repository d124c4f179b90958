package dev.ricordo.verifier;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.ricordo.verifier.Verdict.Proved;
import dev.ricordo.verifier.Verdict.Refuted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict in plain words. */
public final class VerdictText {

  private VerdictText() {}

  /** What is proved and what is not, or which check failed; one line each. */
  public static List<String> lines(Verdict verdict) {
    if (verdict instanceof Refuted refuted) {
      return List.of(
          "NOT PROVED. This check failed: " + refuted.check().text() + ".", refuted.why() + ".");
    }
    Proved proved = (Proved) verdict;
    List<String> lines = new ArrayList<>();
    lines.add("Proved:");
    proved(proved).forEach(line -> lines.add("  " + line));
    lines.add(
        proved.keyGiven()
            ? "So the keeper of the ledger is bound to having certified:"
            : "What whoever made the file certifies:");
    certified(proved).forEach(line -> lines.add("  " + line));
    lines.add("Not proved, and not claimed:");
    limits(proved).forEach(line -> lines.add("  " + line));
    if (!proved.keyGiven()) {
      lines.add(warning());
    }
    return lines;
  }

  static String warning() {
    return "WARNING: no key was given, so the one in the file was taken. The certificate is"
        + " consistent with itself; anybody could have made it. Get the ledger's key from its"
        + " keeper and check again with --key.";
  }

  /** What the checks prove. */
  static List<String> proved(Proved proved) {
    List<String> lines = new ArrayList<>();
    lines.add("The key of " + proved.key().name() + " signed a ledger that has this certificate.");
    lines.add(
        String.format(
            "It is entry %d, counted from 0, of %s: it cannot be changed or taken out without"
                + " contradicting what was signed.",
            proved.index(), proved.size()));
    for (Cosignature witness : proved.cosignatures()) {
      lines.add(
          "The witness "
              + witness.witness()
              + " saw this ledger at "
              + witness.at()
              + ", and that it continues every one that it had seen before.");
    }
    if (!proved.file().certificate().isFull()) {
      lines.add("It was made for what the file says was asked for, and for nothing else.");
    }
    if (proved.customerGiven()) {
      lines.add("It is of the customer whose id was given.");
    }
    if (proved.tenantGiven()) {
      lines.add("It is of the tenant whose name was given.");
    }
    proved
        .completed()
        .ifPresent(
            at ->
                lines.add(
                    "The ledger says too that every trained model that held what was forgotten was"
                        + " destroyed, the last at "
                        + at.truncatedTo(SECONDS)
                        + "."));
    return lines;
  }

  /** What whoever holds the key has certified. */
  static List<String> certified(Proved proved) {
    Certificate certificate = proved.file().certificate();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "At %s, %s.", certificate.executed().truncatedTo(SECONDS), deed(certificate)));
    if (certificate.isFull()) {
      lines.add("No event was found afterwards, and no memory is left.");
    } else {
      lines.add("None of these events was found afterwards; what is kept is unchanged.");
      lines.add("The memory is what it would be had these events never happened, bit for bit.");
    }
    lines.add(
        String.format(
            "The sums that customers share were changed in %s, by subtraction, bit for bit.",
            count(certificate.cells(), "cell", "cells")));
    if (!certificate.epochs().isEmpty()) {
      lines.add(epochs(certificate.epochs()));
    }
    notSwept(certificate).forEach(name -> lines.add("This store was not swept: " + name + "."));
    if (certificate.model().state() == TrainedModel.State.UNKNOWN) {
      lines.add(
          "Whether the trained model holds it is not known: the journal does not know the panel that"
              + " it was trained on.");
    }
    certificate
        .model()
        .due()
        .ifPresent(
            due ->
                lines.add(
                    count(certificate.model().panels().size(), "trained model", "trained models")
                        + " held what was forgotten, to be replaced and destroyed by "
                        + due.truncatedTo(SECONDS)
                        + "."));
    return lines;
  }

  private static String epochs(List<TouchedEpoch> epochs) {
    String all =
        "Whether "
            + count(epochs.size(), "epoch", "epochs")
            + " of these sums may go on serving was to be computed anew, without what was"
            + " forgotten";
    if (epochs.stream().anyMatch(epoch -> epoch.examinedAgain().isEmpty())) {
      return all + ".";
    }
    long done = epochs.stream().filter(epoch -> epoch.examinedAgain().orElse(false)).count();
    return all + "; of " + done + " it had been when this was certified.";
  }

  /** The names of stores that did not answer that they hold nothing of it any more. */
  static List<String> notSwept(Certificate certificate) {
    return certificate.stores().stream()
        .filter(store -> !store.swept())
        .map(SweptStore::name)
        .toList();
  }

  private static String deed(Certificate certificate) {
    String events = count(certificate.events(), "event", "events");
    String keys = count(certificate.keys().number(), "key", "keys");
    return certificate.isFull()
        ? "all events of a customer were forgotten: " + events + " and " + keys + " destroyed"
        : events + " of a customer and " + keys + " were destroyed";
  }

  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  static List<String> limits(Proved proved) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "That the keeper did as certified: the signature makes the keeper answerable for it.");
    lines.add(
        "That other customers would have clicked the same had this one never been there: the claim"
            + " is replay-equivalence on the retained journal.");
    lines.add("That nothing is left where the certificate says that nobody looked.");
    if (proved.cosignatures().isEmpty()) {
      lines.add("That everybody is shown the same ledger: no witness's cosignature was asked for.");
    }
    return lines;
  }
}
