package dev.ricordo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whatever bytes someone gives, they are malformed or of the one spelling of what is read: written
 * again they are the same. {@code JAZZER_FUZZ=1} looks for bytes that break this; without, the
 * known ones are tried.
 */
class ParserFuzzTest {

  private static final List<String> PROOF = Samples.lines("cosigned-1.tlog-proof");

  private static <T> Optional<T> read(Supplier<T> parser) {
    try {
      return Optional.of(parser.get());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyBytes_areOneNoteOrNone(byte @NotNull [] bytes) {
    read(() -> Note.parse(bytes)).ifPresent(note -> assertThat(note.bytes()).isEqualTo(bytes));
  }

  @FuzzTest(maxDuration = "30s")
  void anyBytes_areOneCheckpointOrNone(byte @NotNull [] bytes) {
    read(() -> SignedCheckpoint.parse(bytes))
        .ifPresent(
            signed -> {
              assertThat(signed.bytes()).isEqualTo(bytes);
              Samples.TRUST.check(signed);
            });
    String text = new String(bytes, StandardCharsets.UTF_8);
    read(() -> Checkpoint.parse(text))
        .ifPresent(checkpoint -> assertThat(checkpoint.text()).isEqualTo(text));
  }

  @FuzzTest(maxDuration = "30s")
  void anyBytes_areOneProofOrNone(byte @NotNull [] bytes) {
    read(() -> LogProof.parse(bytes))
        .ifPresent(
            proof -> {
              assertThat(proof.bytes()).isEqualTo(bytes);
              proof.check(bytes, Samples.TRUST);
            });
  }

  /** As above, but the lines are those of a proof, so that more of it is reached. */
  @FuzzTest(maxDuration = "30s")
  void anyLinesOfAProof_areOneProofOrNone(@NotNull List<@NotNull Integer> choices) {
    List<String> lines = new ArrayList<>(PROOF);
    for (int choice : choices) {
      int at = Math.floorMod(choice, lines.size() + 1);
      String line = PROOF.get(Math.floorMod(choice >> 8, PROOF.size()));
      if (choice < 0 && at < lines.size() && lines.size() > 1) {
        lines.remove(at);
      } else {
        lines.add(at, line);
      }
    }
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    anyBytes_areOneProofOrNone(bytes);
  }

  @FuzzTest(maxDuration = "30s")
  void anyText_isOneKeyOrNone(@NotNull String text) {
    read(() -> NoteVerifier.parse(text)).ifPresent(key -> assertThat(key).hasToString(text));
    read(() -> NoteSigner.parse(text));
  }

  @FuzzTest(maxDuration = "30s")
  void anyPath_isOneTileOrNone(@NotNull String path) {
    TilePath.find(path).ifPresent(tile -> assertThat(tile.path()).isEqualTo(path));
  }
}
