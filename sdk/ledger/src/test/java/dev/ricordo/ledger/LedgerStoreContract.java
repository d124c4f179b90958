package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.LedgerStore.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LedgerStore} must do. A store's test extends this class and says how to open
 * one.
 */
public abstract class LedgerStoreContract {

  private static final NoteSigner SIGNER = Samples.LOG;

  private LedgerStore store = new TiledStore(new MemoryTiles());

  /** Opens the store of this test: empty the first time, then with what is in it. */
  protected abstract LedgerStore open();

  private Ledger create() {
    store = open();
    return Ledger.create(store, SIGNER);
  }

  private Ledger reopen() {
    store.close();
    store = open();
    return Ledger.open(store, SIGNER);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private static List<byte[]> entries(long from, long to) {
    List<byte[]> entries = new ArrayList<>();
    for (long i = from; i < to; i++) {
      entries.add(("entry " + i).getBytes(UTF_8));
    }
    return entries;
  }

  private static Hash rootOf(long size) {
    Frontier tree = new Frontier();
    entries(0, size).forEach(entry -> tree.append(Hash.ofEntry(entry)));
    return tree.root();
  }

  @Test
  void emptyStore_hasNoCheckpoint() {
    store = open();

    assertThat(store.checkpoint()).isEmpty();
    assertThatThrownBy(() -> Ledger.open(store, SIGNER)).isInstanceOf(LedgerException.class);
  }

  @Test
  void storeWithALog_keepsItOnce() {
    create().close();
    store = open();

    assertThatThrownBy(() -> Ledger.create(store, SIGNER)).isInstanceOf(LedgerException.class);
  }

  @Test
  void whateverIsCommitted_isThereAfterReopening() {
    Random random = new Random(1);
    long size = 0;
    Ledger ledger = create();
    while (size < 1200) {
      long next = size + 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
      ledger.append(entries(size, next));
      size = next;
      if (random.nextInt(3) == 0) {
        ledger = reopen();
      }
      LedgerView view = ledger.view();
      assertThat(view.checkpoint().checkpoint().root()).isEqualTo(rootOf(size));
      assertThat(view.entries(0, size)).usingRecursiveComparison().isEqualTo(entries(0, size));
    }
    for (long index = 0; index < size; index += 7) {
      assertThat(ledger.view().inclusion(index).index()).isEqualTo(index);
      assertThat(ledger.view().rootAt(index)).isEqualTo(rootOf(index));
    }
  }

  @Test
  void olderView_readsOnWhileTheLogGrows() {
    Ledger ledger = create();
    ledger.append(entries(0, 200));
    LedgerView before = ledger.view();
    ledger.append(entries(200, 600));

    assertThat(before.entries(0, 200)).usingRecursiveComparison().isEqualTo(entries(0, 200));
    assertThat(before.inclusion(199).size()).isEqualTo(200);
  }

  @Test
  void entriesOfAnyLengthAndByte_areKept() {
    byte[] longest = new byte[Ledger.MAX_ENTRY_BYTES];
    new Random(2).nextBytes(longest);
    Ledger ledger = create();
    ledger.append(List.of(new byte[0], longest, new byte[] {0}));

    LedgerView view = reopen().view();

    assertThat(view.entries(0, 3))
        .usingRecursiveComparison()
        .isEqualTo(List.of(new byte[0], longest, new byte[] {0}));
  }

  @Test
  void batchThatDoesNotContinueTheLog_isRefusedAndChangesNothing() {
    create().append(entries(0, 5));
    SignedCheckpoint other =
        SignedCheckpoint.sign(new Checkpoint(SIGNER.verifier().name(), 4, rootOf(4)), SIGNER);
    Node node = new Node(new NodeId(0, 3), Hash.ofEntry(entries(3, 4).get(0)));
    Batch late = new Batch(3, entries(3, 4), List.of(node), other);

    assertThatThrownBy(() -> store.commit(late)).isInstanceOf(LedgerException.class);
    assertThat(reopen().view().size()).isEqualTo(5);
  }

  @Test
  void checkpointWithMoreSignatures_takesThePlaceOfTheOther() {
    Ledger ledger = create();
    SignedCheckpoint first = ledger.append(entries(0, 5)).checkpoint();
    NoteSignature more = NoteSignature.of("witness.example/w1", 7, new byte[72]);
    SignedCheckpoint cosigned = first.with(List.of(more));

    store.commit(new Batch(5, List.of(), List.of(), cosigned));

    assertThat(reopen().view().checkpoint()).isEqualTo(cosigned);
  }

  @Test
  void whatIsNotThere_isAnError() {
    create().append(entries(0, 5));

    assertThatThrownBy(() -> store.entries(600, 300, 301)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> store.nodes(600, List.of(new NodeId(0, 300))))
        .isInstanceOf(LedgerException.class);
  }
}
