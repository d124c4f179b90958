package dev.ricordo.verifier;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A certificate as it is handed out: what the ledger has, the salt that opens its digests, what was
 * asked for, and the proof. Immutable.
 */
public final class CertificateFile {

  /** The longest file that is read, in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  private static final String WHAT = "file";
  private static final String FORMAT = "ricordo-certificate-file";
  private static final Set<String> MEMBERS =
      Set.of("format", "version", "certificate", "salt", "scope", "key", "proof");
  private static final Set<String> SECOND =
      Set.of("format", "version", "certificate", "salt", "scope", "particulars", "key", "proof");
  private static final Set<String> CONDITIONS =
      Set.of(
          "items",
          "categories",
          "brands",
          "kinds",
          "from",
          "to",
          "events",
          "channels",
          "campaigns");

  private final Certificate certificate;
  private final byte[] entry;
  private final String salt;
  private final byte[] scopeBytes;
  private final SortedMap<String, List<String>> scope;
  private final byte[] particularsBytes;
  private final Particulars particulars;
  private final NoteKey key;
  private final EntryProof proof;

  private CertificateFile(Map<String, Object> values) {
    long version = Certificate.version(values);
    boolean first = version == 1;
    Members members = Members.of(WHAT, values, first ? MEMBERS : SECOND);
    members.oneOf("format", FORMAT);
    members.requireNumber("version", version);
    certificate = Certificate.of(members.map("certificate"));
    if (certificate.version() != version) {
      throw new MalformedException(WHAT + ".version: is not that of the certificate");
    }
    entry = Json.canonical(members.map("certificate"));
    salt = members.digest("salt");
    scope = scope(members.map("scope"));
    scopeBytes = Json.canonical(members.map("scope"));
    particulars = first ? Particulars.NONE : Particulars.of(members.map("particulars"), version);
    particularsBytes = first ? new byte[0] : Json.canonical(members.map("particulars"));
    key = key(members.text("key"));
    proof = proof(members.text("proof"));
  }

  /**
   * Reads a file and verifies nothing.
   *
   * @throws MalformedException if it is no certificate of a version that is read
   */
  public static CertificateFile parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedException(WHAT + ": is longer than " + MAX_BYTES + " bytes");
    }
    return new CertificateFile(Json.read(bytes, WHAT));
  }

  private static SortedMap<String, List<String>> scope(Map<String, Object> values) {
    if (!CONDITIONS.containsAll(values.keySet())) {
      throw new MalformedException(WHAT + ".scope: has a member that is not of the format");
    }
    Members members = Members.of(WHAT + ".scope", values, values.keySet());
    SortedMap<String, List<String>> scope = new TreeMap<>();
    values.keySet().forEach(name -> scope.put(name, members.texts(name)));
    return Collections.unmodifiableSortedMap(scope);
  }

  private static NoteKey key(String text) {
    NoteKey key = NoteKey.parse(text);
    if (key.kind() != NoteKey.Kind.LOG) {
      throw new MalformedException(WHAT + ".key: is no key of a log");
    }
    return key;
  }

  private static EntryProof proof(String text) {
    EntryProof proof = EntryProof.parse(text);
    if (proof.hasExtra()) {
      throw new MalformedException(WHAT + ".proof: has an extra line, for which nothing vouches");
    }
    return proof;
  }

  public Certificate certificate() {
    return certificate;
  }

  /**
   * What was asked for, by condition; empty if all was. Ids of events, names of channels and of
   * campaigns are salted digests.
   */
  public SortedMap<String, List<String>> scope() {
    return scope;
  }

  /** What the ledger has only a digest of. */
  public Particulars particulars() {
    return particulars;
  }

  /** The key that the file says the ledger is signed with; nothing vouches for it. */
  public NoteKey key() {
    return key;
  }

  EntryProof proof() {
    return proof;
  }

  /** The entry of the ledger: the certificate's canonical bytes. */
  byte[] entry() {
    return entry.clone();
  }

  SaltedDigest salted() {
    return new SaltedDigest(salt);
  }

  String saltDigest() {
    return salted().of("salt", HexFormat.of().parseHex(salt));
  }

  String scopeDigest() {
    return salted().of("scope", scopeBytes);
  }

  String particularsDigest() {
    return salted().of("particulars", particularsBytes);
  }

  long conditions() {
    return scope.values().stream().mapToLong(List::size).sum();
  }
}
