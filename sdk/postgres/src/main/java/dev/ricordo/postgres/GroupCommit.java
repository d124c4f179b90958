package dev.ricordo.postgres;

import dev.ricordo.OutageException;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoBug;
import dev.ricordo.spi.Appended;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits the appends that wait at the same time together: one transaction and one wait for the
 * disk for all of them. Thread-safe.
 */
/*
 * Whoever finds a lead free leads: it takes what waits, in order, commits it, tells everyone, and
 * hands the lead to the first of those who came meanwhile. So a lone caller waits for nobody, and
 * under load a transaction is as large as what arrives during the one before. There are two leads, so
 * that one transaction is made ready while the database works on the other.
 *
 * A transaction that fails is one of several callers' at once. When nobody can know what became of
 * it, or the database or the vault is away or has no room, all are told so. When the database refused
 * it, each caller's part is tried again alone: what is wrong with one must not fail the others.
 */
final class GroupCommit {

  /** A transaction takes no further call once it has so many events. */
  static final int ENOUGH = 1_000;

  /** As many transactions at the same time. */
  static final int LEADS = 2;

  private final int leads;
  private final Function<List<Delivery>, List<Appended>> commit;
  private final Queue<Call> waiting = new ArrayDeque<>();
  private int leading;

  /**
   * @param leads transactions under way at the same time
   * @param commit appends everything in one transaction, with one outcome each, in order
   */
  GroupCommit(int leads, Function<List<Delivery>, List<Appended>> commit) {
    this.leads = leads;
    this.commit = commit;
  }

  /** One caller's part. */
  private static final class Call {

    final List<Delivery> deliveries;
    private @Nullable List<Appended> outcomes;
    private @Nullable RuntimeException failure;
    private boolean leads;

    Call(List<Delivery> deliveries) {
      this.deliveries = deliveries;
    }

    synchronized void succeed(List<Appended> appended) {
      outcomes = appended;
      notifyAll();
    }

    synchronized void fail(RuntimeException e) {
      if (outcomes == null && failure == null) {
        failure = e;
        notifyAll();
      }
    }

    synchronized void lead() {
      leads = true;
      notifyAll();
    }

    /** Waits, without giving up, until the call is done or is to lead. */
    synchronized boolean isToLead() {
      boolean interrupted = false;
      while (outcomes == null && failure == null && !leads) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return outcomes == null && failure == null;
    }

    synchronized List<Appended> result() {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(outcomes);
    }
  }

  /**
   * Returns when these events are durable.
   *
   * @throws OutcomeUnknownException if all of them may be, or none
   */
  List<Appended> append(List<Delivery> deliveries) {
    Call call = new Call(deliveries);
    enqueue(call);
    if (call.isToLead()) {
      try {
        lead(group(call));
      } finally {
        handOver();
      }
    }
    return call.result();
  }

  /** How many calls wait for the next transaction. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized void enqueue(Call call) {
    if (leading < leads) {
      leading++;
      call.lead();
    } else {
      waiting.add(call);
    }
  }

  /** What is committed together, the leader's own call first. */
  private synchronized List<Call> group(Call leader) {
    List<Call> group = new ArrayList<>(List.of(leader));
    int events = leader.deliveries.size();
    Call next = waiting.peek();
    while (next != null && events + next.deliveries.size() <= ENOUGH) {
      group.add(waiting.remove());
      events += next.deliveries.size();
      next = waiting.peek();
    }
    return group;
  }

  private synchronized void handOver() {
    Call next = waiting.poll();
    if (next == null) {
      leading--;
    } else {
      next.lead();
    }
  }

  /** Whoever waits must hear of an error: the thread that it happened to is only one of them. */
  private void lead(List<Call> group) {
    try {
      commit(group);
    } catch (Throwable e) {
      group.forEach(call -> call.fail(new RicordoBug("an append ended in an error", e)));
      throw e;
    }
  }

  private void commit(List<Call> group) {
    List<Delivery> together = new ArrayList<>();
    group.forEach(call -> together.addAll(call.deliveries));
    List<Appended> outcomes;
    try {
      outcomes = commit.apply(together);
    } catch (OutcomeUnknownException | OutageException e) {
      group.forEach(call -> call.fail(e));
      return;
    } catch (RuntimeException e) {
      apart(group, e);
      return;
    }
    int from = 0;
    for (Call call : group) {
      int to = from + call.deliveries.size();
      call.succeed(List.copyOf(outcomes.subList(from, to)));
      from = to;
    }
  }

  private void apart(List<Call> group, RuntimeException failure) {
    if (group.size() == 1) {
      group.get(0).fail(failure);
      return;
    }
    group.forEach(call -> commit(List.of(call)));
  }
}
