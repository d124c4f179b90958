package dev.ricordo.internal;

import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.NetChanges;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The digest of what was brought to the sums: SHA-256 over a line for each cell, {@code
 * epoch|from|to|amount|customers} with the items' own ids, in the order of the lines. Numbers of
 * items, which differ between runs, are not in it.
 */
final class ChangesDigest {

  private ChangesDigest() {}

  static String of(NetChanges changes, ItemIndex index) {
    SortedSet<String> lines = new TreeSet<>();
    changes.forEach(
        new Changes() {
          @Override
          public void step(long epoch, int from, int to, long amount, int customers) {
            String pair = quoted(index, from) + '|' + quoted(index, to);
            lines.add(epoch + "|" + pair + '|' + amount + '|' + customers);
          }

          @Override
          public void categoryStep(long epoch, int from, int to, long amount, int customers) {
            // Follows from the steps between items.
          }

          @Override
          public void item(long epoch, int item, int customers) {
            lines.add(epoch + "|" + quoted(index, item) + '|' + customers);
          }
        });
    MessageDigest digest = sha256();
    lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** An id in which no bar or line end can be mistaken for the format's own. */
  private static String quoted(ItemIndex index, int number) {
    String id = index.item(number).value();
    return id.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
