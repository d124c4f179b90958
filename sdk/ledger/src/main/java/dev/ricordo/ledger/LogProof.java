package dev.ricordo.ledger;

import dev.ricordo.ledger.Trust.Cosignature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Everything that shows a stranger, offline, that an entry is in a log: {@code
 * c2sp.org/tlog-proof@v1}, usually in a file that ends in {@code .tlog-proof}. The entry itself is
 * not in it.
 *
 * @param extra base64 of bytes that go along and that nothing vouches for; not empty
 * @param inclusion of the entry, in a tree of the checkpoint's size
 * @param checkpoint with the log's signature
 */
public record LogProof(
    Optional<String> extra, InclusionProof inclusion, SignedCheckpoint checkpoint) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;

  public LogProof {
    if (inclusion.size() != checkpoint.checkpoint().size()) {
      throw new IllegalArgumentException(
          "size: the proof's is "
              + inclusion.size()
              + ", the checkpoint's "
              + checkpoint.checkpoint().size());
    }
    extra.ifPresent(LogProof::requireExtra);
  }

  private static void requireExtra(String extra) {
    if (StrictText.base64(extra, "log proof extra").length == 0) {
      throw new IllegalArgumentException("log proof extra: is empty, leave it out");
    }
  }

  /**
   * Reads a proof and verifies nothing.
   *
   * @throws MalformedException if the bytes are none
   */
  public static LogProof parse(byte[] bytes) {
    if (bytes.length > Note.MAX_BYTES) {
      throw new MalformedException("log proof: is longer than " + Note.MAX_BYTES + " bytes");
    }
    String all = StrictText.utf8(bytes, "log proof");
    int blank = all.indexOf("\n\n");
    if (blank < 0) {
      throw new MalformedException("log proof: has no blank line before the checkpoint");
    }
    String note = all.substring(blank + 2);
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(note.getBytes(StandardCharsets.UTF_8));
    return parse(List.of(all.substring(0, blank).split("\n", -1)), checkpoint);
  }

  private static LogProof parse(List<String> lines, SignedCheckpoint checkpoint) {
    if (!lines.get(0).equals(HEADER)) {
      throw new MalformedException("log proof: does not begin with " + HEADER);
    }
    boolean extra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
    int at = extra ? 2 : 1;
    if (lines.size() <= at || !lines.get(at).startsWith(INDEX)) {
      throw new MalformedException("log proof: has no index line where one must be");
    }
    long index = StrictText.number(lines.get(at).substring(INDEX.length()), "log proof index");
    List<Hash> path = path(lines.subList(at + 1, lines.size()));
    Optional<String> bytes =
        extra ? Optional.of(lines.get(1).substring(EXTRA.length())) : Optional.empty();
    long size = checkpoint.checkpoint().size();
    return StrictText.parsed(
        () -> new LogProof(bytes, new InclusionProof(index, size, path), checkpoint));
  }

  private static List<Hash> path(List<String> lines) {
    if (lines.size() > MAX_PATH) {
      throw new MalformedException("log proof: has more than " + MAX_PATH + " hashes");
    }
    List<Hash> path = new ArrayList<>();
    lines.forEach(line -> path.add(Hash.parse(line, "log proof hash")));
    return path;
  }

  /** The proof as it is stored and sent. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(base64 -> text.append(EXTRA).append(base64).append('\n'));
    text.append(INDEX).append(inclusion.index()).append('\n');
    inclusion.path().forEach(hash -> text.append(hash.base64()).append('\n'));
    text.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same with bytes that go along. */
  public LogProof withExtra(byte[] bytes) {
    return new LogProof(
        Optional.of(Base64.getEncoder().encodeToString(bytes)), inclusion, checkpoint);
  }

  /** The bytes that go along, which nothing vouches for. */
  public Optional<byte[]> extraBytes() {
    return extra.map(base64 -> StrictText.base64(base64, "log proof extra"));
  }

  /** Whether the entry is in the log, as far as someone trusts it. Needs nothing else. */
  public Verdict check(byte[] entry, Trust trust) {
    Trust.Verdict verdict = trust.check(checkpoint);
    if (!(verdict instanceof Trust.Verdict.Trusted trusted)) {
      return new Verdict.NotTrusted(verdict);
    }
    if (!inclusion.holds(Hash.ofEntry(entry), checkpoint.checkpoint().root())) {
      return new Verdict.NotIncluded(inclusion.index(), inclusion.size());
    }
    return new Verdict.Included(inclusion.index(), inclusion.size(), trusted.cosignatures());
  }

  /** What a check found. */
  public sealed interface Verdict {

    /** The entry is at this index, in a log of this size that is trusted. */
    record Included(long index, long size, List<Cosignature> cosignatures) implements Verdict {

      public Included {
        cosignatures = List.copyOf(cosignatures);
      }
    }

    /** The log is trusted, but does not have this entry at this index. */
    record NotIncluded(long index, long size) implements Verdict {}

    /** The checkpoint is not to be believed. */
    record NotTrusted(Trust.Verdict why) implements Verdict {}
  }
}
