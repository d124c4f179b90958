package dev.ricordo.internal;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.ContributionCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * What the sums hold of a customer as bytes, version 1. Described in {@code docs/formats/share.md}.
 * Thread-safe.
 */
final class ShareFormat {

  private static final CacheFormat.Kind KIND =
      new CacheFormat.Kind(
          "share of the sums",
          "shares",
          "is of other rules",
          0x52534852, // "RSHR"
          1);

  private final CollectiveRules rules;
  private final Categories categories;
  private final ItemIndex index;
  private final CacheFormat format;

  ShareFormat(CollectiveRules rules, Categories categories, ItemIndex index) {
    this.rules = rules;
    this.categories = categories;
    this.index = index;
    format = new CacheFormat(KIND, digest(rules));
  }

  private static byte[] digest(CollectiveRules rules) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return sha256.digest(rules.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }

  /**
   * @param share of which nothing is hidden
   */
  byte[] encode(Contribution share) {
    return format.encode(out -> ContributionCodec.write(share, index, out));
  }

  /** The share, or empty if these bytes are not a whole one of this version and these rules. */
  Optional<Contribution> decode(byte[] bytes) {
    return format.decode(bytes, in -> ContributionCodec.read(rules, categories, index, in));
  }
}
