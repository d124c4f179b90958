package dev.ricordo.governance.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.ledger.Checkpoint;
import dev.ricordo.ledger.Cosigner;
import dev.ricordo.ledger.Hash;
import dev.ricordo.ledger.InclusionProof;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.MalformedException;
import dev.ricordo.ledger.NodeSource;
import dev.ricordo.ledger.NoteSigner;
import dev.ricordo.ledger.SignedCheckpoint;
import dev.ricordo.ledger.Trust;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier reads proofs in code of its own: what it finds must be what the ledger finds. */
final class VerifierAgreesTest {

  private static final int TREES = 300;
  private static final int CHANGES = 8;
  private static final Path GOLDEN = Path.of("verifier/src/test/resources/golden/full-4.json");
  private static final String INSERTED = "0129+/=AZaz \n\u2014\t\u00e9";

  @TempDir private Path folder;
  private ObjectNode file;
  private byte[] entry;
  private NoteSigner signer;
  private NoteSigner stranger;
  private Cosigner witness;
  private Verifier verifier;
  private Trust trust;

  @BeforeEach
  void makeKeys() throws IOException {
    file = (ObjectNode) new ObjectMapper().readTree(GOLDEN.toFile());
    entry = canonical(file.get("certificate"));
    signer = NoteSigner.create(folder.resolve("log"), "ricordo.local/agrees");
    stranger = NoteSigner.create(folder.resolve("other"), "ricordo.local/agrees");
    witness = Cosigner.create(folder.resolve("witness"), "witness.example");
    file.put("key", signer.verifier().toString());
    verifier =
        Verifier.of(Optional.of(NoteKey.parse(signer.verifier().toString())))
            .cosignedBy(List.of(NoteKey.parse(witness.verifier().toString())));
    trust =
        new Trust(
            signer.verifier().name(), List.of(signer.verifier()), List.of(witness.verifier()), 1);
  }

  @Test
  void verifier_findsWhatTheLedgerFinds_inRandomTreesAndChangedProofs() {
    Map<Verdict.Check, Integer> refuted = new EnumMap<>(Verdict.Check.class);
    int proved = 0;
    for (int seed = 0; seed < TREES; seed++) {
      Random random = new Random(seed);
      for (String proof : proofs(random)) {
        Optional<Verdict.Check> found = ofTheVerifier(proof);
        assertThat(found).as("seed %s: %s", seed, proof).isEqualTo(ofTheLedger(proof));
        found.ifPresent(check -> refuted.merge(check, 1, Integer::sum));
        proved += found.isEmpty() ? 1 : 0;
      }
    }
    assertThat(proved).isGreaterThanOrEqualTo(TREES);
    assertThat(refuted)
        .containsOnlyKeys(Verdict.Check.FORMAT, Verdict.Check.SIGNATURE, Verdict.Check.INCLUSION)
        .allSatisfy((check, times) -> assertThat(times).isGreaterThan(TREES / 2));
  }

  /** A proof, such that sign something else, and such that were changed afterwards. */
  private List<String> proofs(Random random) {
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 40);
    int index = random.nextInt(size);
    List<Hash> leaves = leaves(size, index, random);
    Hash root = root(leaves);
    InclusionProof way = InclusionProof.of(index, size, source(leaves));
    String proof = text(way, signed(size, root, signer, true));
    List<String> proofs = new ArrayList<>(List.of(proof));
    proofs.add(text(way, signed(size, Hash.ofNodes(root, root), signer, true)));
    proofs.add(text(way, signed(size, root, signer, false)));
    proofs.add(text(way, signed(size, root, stranger, true)));
    proofs.add(text(otherWay(way, random), signed(size, root, signer, true)));
    for (int i = 0; i < CHANGES; i++) {
      proofs.add(changed(proof, random));
    }
    return proofs;
  }

  private List<Hash> leaves(int size, int index, Random random) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] other = new byte[random.nextInt(20)];
      random.nextBytes(other);
      leaves.add(Hash.ofEntry(i == index ? entry : other));
    }
    return leaves;
  }

  private static Hash root(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return Hash.ofNodes(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  private static NodeSource source(List<Hash> leaves) {
    return ids ->
        ids.stream()
            .map(
                id -> {
                  int from = (int) id.index() << id.level();
                  return root(leaves.subList(from, from + (1 << id.level())));
                })
            .toList();
  }

  private SignedCheckpoint signed(long size, Hash root, NoteSigner by, boolean cosigned) {
    Checkpoint checkpoint = new Checkpoint(signer.verifier().name(), size, root);
    SignedCheckpoint signed = new SignedCheckpoint(checkpoint, List.of(by.sign(checkpoint.text())));
    Instant at = Instant.ofEpochSecond(1_790_000_000L);
    return cosigned ? signed.with(List.of(witness.cosign(checkpoint, at))) : signed;
  }

  private static String text(InclusionProof way, SignedCheckpoint checkpoint) {
    return new String(new LogProof(Optional.empty(), way, checkpoint).bytes(), UTF_8);
  }

  /** Another index, or hashes in another order, too few or too many. */
  private static InclusionProof otherWay(InclusionProof way, Random random) {
    List<Hash> path = new ArrayList<>(way.path());
    switch (random.nextInt(4)) {
      case 0 -> Collections.shuffle(path, random);
      case 1 -> path.add(Hash.ofEmptyTree());
      case 2 -> path.subList(0, Math.min(1, path.size())).clear();
      default -> {
        return new InclusionProof(random.nextInt((int) way.size()), way.size(), path);
      }
    }
    return new InclusionProof(way.index(), way.size(), path);
  }

  /** One character changed, added or left out, or a line twice or missing. */
  private static String changed(String proof, Random random) {
    int at = random.nextInt(proof.length());
    String other = String.valueOf(INSERTED.charAt(random.nextInt(INSERTED.length())));
    List<String> lines = new ArrayList<>(Arrays.asList(proof.split("\n", -1)));
    int line = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> {
        return proof.substring(0, at) + other + proof.substring(at + 1);
      }
      case 1 -> {
        return proof.substring(0, at) + other + proof.substring(at);
      }
      case 2 -> {
        return proof.substring(0, at) + proof.substring(at + 1);
      }
      case 3 -> lines.add(line, lines.get(line));
      default -> lines.remove(line);
    }
    return String.join("\n", lines);
  }

  private Optional<Verdict.Check> ofTheVerifier(String proof) {
    Verdict verdict = verifier.verify(canonical(file.deepCopy().put("proof", proof)));
    if (!(verdict instanceof Verdict.Refuted refuted)) {
      return Optional.empty();
    }
    return Optional.of(
        refuted.check() == Verdict.Check.WITNESSES ? Verdict.Check.SIGNATURE : refuted.check());
  }

  private static byte[] canonical(JsonNode object) {
    return Canonical.json(new ObjectMapper().convertValue(object, new TypeReference<>() {}));
  }

  private Optional<Verdict.Check> ofTheLedger(String proof) {
    try {
      LogProof.Verdict verdict = LogProof.parse(proof.getBytes(UTF_8)).check(entry, trust);
      if (verdict instanceof LogProof.Verdict.Included) {
        return Optional.empty();
      }
      return Optional.of(
          verdict instanceof LogProof.Verdict.NotIncluded
              ? Verdict.Check.INCLUSION
              : Verdict.Check.SIGNATURE);
    } catch (MalformedException e) {
      return Optional.of(Verdict.Check.FORMAT);
    }
  }
}
