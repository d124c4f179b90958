package dev.ricordo.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others act while epochs are closed, examined and decided about. */
final class ConsolidationBesideOthersTest extends ConsolidationFixture {

  /** Something happens whenever an epoch was read, or a decision is about to be stored. */
  private static final class Disturbed extends ForwardingJournal {

    private final Runnable onceRead;
    private final IntConsumer beforeStoring;
    private boolean read;
    private int times;

    /**
     * @param onceRead while the figures of an epoch are computed
     * @param beforeStoring is told how often a decision was about to be stored
     */
    Disturbed(Journal delegate, Runnable onceRead, IntConsumer beforeStoring) {
      super(delegate);
      this.onceRead = onceRead;
      this.beforeStoring = beforeStoring;
    }

    @Override
    public Epochs epochs() {
      Epochs right = super.epochs();
      return new Epochs() {
        @Override
        public List<Epoch> all() {
          if (read) {
            read = false;
            onceRead.run();
          }
          return right.all();
        }

        @Override
        public Optional<Epoch> close(Instant at) {
          return right.close(at);
        }

        @Override
        public boolean update(Epoch before, Epoch now) {
          times++;
          beforeStoring.accept(times);
          return right.update(before, now);
        }

        @Override
        public Optional<ConsolidationRules> rules() {
          return right.rules();
        }

        @Override
        public boolean putRules(Optional<ConsolidationRules> before, ConsolidationRules now) {
          return right.putRules(before, now);
        }

        @Override
        public void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer) {
          right.forEachContributor(epoch, consumer);
          read = true;
        }
      };
    }
  }

  /** Something happens in another process once, when a decision is about to be stored. */
  private Journal disturbedOnce(Runnable disturbance) {
    return new Disturbed(
        journal,
        () -> {},
        times -> {
          if (times == 1) {
            disturbance.run();
          }
        });
  }

  @Test
  void pivotalCustomerErasedByAnotherProcess_justBeforeTheVerdictIsStored_isNotCounted() {
    Ricordo ricordo =
        over(disturbedOnce(() -> journal.erase(CUSTOMERS.get(2), NOW)), rules(Policy.EPOCH));
    IntStream.range(0, 3).forEach(c -> walk(ricordo, CUSTOMERS.get(c), 10 * c, 1, 2, 3));
    Epoch closed = ricordo.consolidation().close().orElseThrow();

    assertThat(closed.verdict()).isEqualTo(Verdict.HELD);
    assertThat(closed.figures().orElseThrow().contributors()).isEqualTo(2);
    assertThat(closed.stale()).isFalse();
    AuditorReport.found(
        "Is an epoch promoted by figures that count who was erased a moment before?", "no: held");
  }

  /** The one epoch, decided about by another process. */
  private void reject(Vote... votes) {
    Epoch present = journal.epochs().all().get(0);
    journal.epochs().update(present, present.decided(Verdict.REJECTED, List.of(votes)));
  }

  @Test
  void rejectionByAnotherProcess_whileAnEpochIsExamined_stays() {
    Vote against = new Vote(Verdict.REJECTED, "ann", NOW);
    Ricordo ricordo = over(disturbedOnce(() -> reject(against)), rules(Policy.EPOCH));
    visit(ricordo, 1);
    Epoch closed = ricordo.consolidation().close().orElseThrow();

    assertThat(closed.verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(closed.votes()).containsExactly(against);
    assertThat(closed.stale()).isFalse();
    assertThat(ricordo.statistics().collectiveCells()).isZero();
  }

  @Test
  void votesInTwoProcessesAtOnce_areBothCounted() {
    ConsolidationRules rules = rules(Policy.EPOCH).withApprovals(2);
    Ricordo other = over(journal, rules);
    visit(other, 1);
    other.consolidation().close();
    Ricordo ricordo =
        over(disturbedOnce(() -> other.consolidation().vote(1, Verdict.HELD, "ann")), rules);

    Epoch held = ricordo.consolidation().vote(1, Verdict.HELD, "ben");
    assertThat(held.verdict()).isEqualTo(Verdict.HELD);
    assertThat(held.votes()).extracting(Vote::voter).containsExactly("ann", "ben");
  }

  /** Somebody says whether to be counted, again and again. */
  private void waver() {
    journal.stand(
        CUSTOMERS.get(0),
        said -> said.withConsent(Purpose.COLLECTIVE, !said.allows(Purpose.COLLECTIVE)),
        NOW);
  }

  @Test
  void epochThatGoesOnChanging_isNotSaidToBeExamined_norAnyAfterIt() {
    Ricordo ricordo = over(new Disturbed(journal, () -> {}, times -> waver()), rules(Policy.LIVE));
    visit(ricordo, 1);
    assertThat(ricordo.consolidation().close()).map(Epoch::verdict).contains(Verdict.PENDING);
    walk(ricordo, CUSTOMERS.get(5), 2000, 1, 2, 3);
    assertThat(ricordo.consolidation().close()).map(Epoch::figures).contains(Optional.empty());

    assertThat(ricordo.consolidation().examine()).isEmpty();
    assertThat(ricordo.consolidation().epochs()).allMatch(Epoch::stale);
  }

  @Test
  void epochThatChangesWheneverItIsRead_canBeRejected() {
    List<Ricordo> wavering = new ArrayList<>();
    Ricordo ricordo =
        over(
            new Disturbed(
                journal, () -> wavering.forEach(ConsolidationBesideOthersTest::waver), times -> {}),
            rules(Policy.LIVE));
    wavering.add(ricordo);
    visit(ricordo, 1);
    assertThat(ricordo.consolidation().close()).map(Epoch::verdict).contains(Verdict.PENDING);

    assertThat(ricordo.consolidation().vote(1, Verdict.REJECTED, "ann").verdict())
        .isEqualTo(Verdict.REJECTED);
    assertThat(ricordo.statistics().collectiveCells()).isZero();
    assertThat(answers(ricordo)).isEqualTo(answers(over(journal, rules(Policy.LIVE))));
  }

  private static void waver(Ricordo ricordo) {
    boolean agrees = ricordo.standing(CUSTOMERS.get(0)).allows(Purpose.COLLECTIVE);
    ricordo.consent(CUSTOMERS.get(0), Purpose.COLLECTIVE, !agrees);
  }

  /** Is out of reach for whoever asks what was said after a merge, or its inverse, is durable. */
  private static final class AwayAfterMerges extends ForwardingJournal {

    private boolean away;

    AwayAfterMerges(Journal delegate) {
      super(delegate);
    }

    @Override
    public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
      boolean changed = super.merge(visitor, into, at);
      away = true;
      return changed;
    }

    @Override
    public boolean unmerge(CustomerId visitor, Instant at) {
      boolean changed = super.unmerge(visitor, at);
      away = true;
      return changed;
    }

    @Override
    public Map<CustomerId, Standing> standings(Collection<CustomerId> customers) {
      if (away) {
        throw new RicordoException("journal: the store is away");
      }
      return super.standings(customers);
    }
  }

  @Test
  void mergeAndItsInverse_whileAnEpochIsExamined_cannotFailOnceTheyAreDurable() {
    AwayAfterMerges away = new AwayAfterMerges(journal);
    ConsolidationRules everyoneInThePanel = rules(Policy.LIVE).withGates(GENTLE.with("panel", 100));
    List<Ricordo> opened = new ArrayList<>();
    List<Boolean> changed = new ArrayList<>();
    Runnable onceRead =
        () ->
            opened.forEach(
                one -> {
                  changed.add(
                      changed.isEmpty()
                          ? one.merge(CUSTOMERS.get(0), CUSTOMERS.get(1))
                          : one.unmerge(CUSTOMERS.get(0)));
                  away.away = false;
                });
    Ricordo ricordo = over(new Disturbed(away, onceRead, times -> {}), everyoneInThePanel);
    opened.add(ricordo);
    visit(ricordo, 1);
    ricordo.consolidation().close();

    assertThat(changed).startsWith(true, true);
    assertThat(answers(ricordo)).isEqualTo(answers(over(journal, everyoneInThePanel)));
  }

  @Test
  void epochThatWasNotExamined_bringsNothingThatIsKnown() {
    List<Epoch> closed = List.of(Epoch.closed(1, 1, 5, NOW));
    Decision decision = Decision.of(rules(Policy.LIVE), List.of(), closed).get(0);
    assertThat(decision.counts()).isFalse();
    assertThat(decision.after()).isEqualTo(decision.before());
  }

  /** One step of a random life, from which nothing may drift. */
  private static void act(Ricordo ricordo, Random random, int number) {
    CustomerId one = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    CustomerId other = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    switch (random.nextInt(30)) {
      case 0 -> ricordo.consolidation().close();
      case 1 -> ricordo.consolidation().examine();
      case 2, 3 -> vote(ricordo, random);
      case 4 -> ricordo.forget(one);
      case 5 ->
          ricordo.forget(one, Scope.builder().item(ItemId.of("i" + random.nextInt(ITEMS))).build());
      case 6 -> mergeIfFree(ricordo, one, other);
      case 7 -> ricordo.unmerge(one);
      case 8 -> ricordo.consent(one, Purpose.COLLECTIVE, random.nextBoolean());
      default -> ricordo.observe(view(one, random.nextInt(ITEMS), number));
    }
  }

  private static void mergeIfFree(Ricordo ricordo, CustomerId one, CustomerId other) {
    try {
      ricordo.merge(one, other);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("unmerge first");
    }
  }

  private static void vote(Ricordo ricordo, Random random) {
    List<Epoch> epochs = ricordo.consolidation().epochs();
    if (!epochs.isEmpty()) {
      Verdict[] verdicts = {Verdict.PROMOTED, Verdict.HELD, Verdict.REJECTED};
      Epoch epoch = epochs.get(random.nextInt(epochs.size()));
      voteIfExamined(ricordo, epoch.number(), verdicts[random.nextInt(3)]);
    }
  }

  private static void voteIfExamined(Ricordo ricordo, long number, Verdict verdict) {
    try {
      ricordo.consolidation().vote(number, verdict, "ann");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("has changed since it was examined");
    }
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void sums_equalThoseOfAFreshStart_afterAnyLife(Policy policy) {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Journal kept = Journal.inMemory();
      ConsolidationRules rules = rules(policy).withApprovals(random.nextInt(2));
      Ricordo ricordo = over(kept, rules);
      for (int number = 0; number < 120; number++) {
        act(ricordo, random, number);
      }
      assertThat(answers(ricordo))
          .as("policy %s, seed %d", policy, seed)
          .isEqualTo(answers(over(kept, rules)));
    }
    AuditorReport.found(
        "Do sums drift from those of a fresh start in lives with epochs, policy " + policy + "?",
        "no: 200 lives, 0 bits");
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void decisions_whileOthersLearnForgetAndMerge_leaveNoDrift(Policy policy) throws Exception {
    Ricordo ricordo = over(journal, rules(policy));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> lives = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        Random random = new Random(thread);
        int first = 10_000 * thread;
        lives.add(
            threads.submit(
                () -> {
                  for (int number = 0; number < 400; number++) {
                    act(ricordo, random, first + number);
                  }
                }));
      }
      for (Future<?> life : lives) {
        life.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(answers(ricordo)).isEqualTo(answers(over(journal, rules(policy))));
    AuditorReport.found(
        "Do sums drift where epochs are decided about while others forget, policy " + policy + "?",
        "no: 0 bits");
  }

  @Test
  void epochThatWasNotExamined_isByTheNextProcess() {
    Ricordo ricordo = over(journal, rules(Policy.EPOCH));
    visit(ricordo, 1);
    Optional<Epoch> closed = journal.epochs().close(NOW); // and the process ends
    assertThat(closed).map(Epoch::verdict).contains(Verdict.PENDING);

    Ricordo next = over(journal, rules(Policy.EPOCH));
    assertThat(next.statistics().collectiveCells()).isZero();
    assertThat(next.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.PROMOTED);
    assertThat(next.statistics().collectiveCells()).isPositive();
  }
}
