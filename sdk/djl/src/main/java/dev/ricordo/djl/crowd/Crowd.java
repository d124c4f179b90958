package dev.ricordo.djl.crowd;

import dev.ricordo.djl.CrowdCatalogue;
import dev.ricordo.djl.CrowdEvents;
import dev.ricordo.djl.CrowdMemory;
import dev.ricordo.event.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Learns and answers for a crowd on a device, for callers of any thread. Thread-safe.
 *
 * <p>What one customer does and asks is taken in the order of submission: an answer knows every
 * event that was submitted before its question.
 *
 * <p>Memory and catalogue are used by one worker thread from now on; whoever made them closes them,
 * after this.
 */
public final class Crowd implements AutoCloseable {

  private final CrowdMemory memory;
  private final CrowdCatalogue catalogue;
  private final MicroBatcher<Request, Reply> batcher;

  private sealed interface Request {
    int row();
  }

  private record Learn(int row, int item, EventKind kind, long second, int known)
      implements Request {}

  private record Ask(int row, CrowdCatalogue.Question question) implements Request {}

  private sealed interface Reply {}

  /**
   * An event was learned.
   *
   * @param steps events that the customer's memory has read by now
   */
  public record Learned(long steps) implements Reply {}

  private record Answered(List<CrowdCatalogue.Scored> best) implements Reply {}

  /** A question failed: others of its batch are answered, and what it learned is learned. */
  private record Unanswered(RuntimeException why) implements Reply {}

  /**
   * @param limits of batches, none larger than the memory's tile
   */
  public Crowd(CrowdMemory memory, CrowdCatalogue catalogue, BatchLimits limits) {
    if (limits.maxBatch() > memory.tile()) {
      throw new IllegalArgumentException(
          "maxBatch: must be at most the tile " + memory.tile() + ", is " + limits.maxBatch());
    }
    this.memory = memory;
    this.catalogue = catalogue;
    batcher = new MicroBatcher<>("ricordo-crowd", limits, Request::row, this::run);
  }

  /**
   * Learns an event.
   *
   * @param row the customer's row in the memory
   * @param item the item's row in the base's {@code ItemEmbeddings}, or {@code Base.UNTRAINED}
   * @param epochSecond the event's time
   * @param known what else the event says, see {@code Circumstances}
   * @param patience how long to wait for room; zero for not at all
   * @throws IllegalArgumentException naming a row that is not there
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Submission<Learned> learn(
      int row, int item, EventKind kind, long epochSecond, int known, Duration patience)
      throws InterruptedException {
    memory.requireEvent(row, item, known);
    return batcher
        .submit(new Learn(row, item, kind, epochSecond, known), patience)
        .map(Learned.class::cast);
  }

  /**
   * The best items for a customer, by own scores, best first.
   *
   * @param patience how long to wait for room; zero for not at all
   * @throws IllegalArgumentException naming a row that is not there
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Submission<List<CrowdCatalogue.Scored>> best(
      int row, CrowdCatalogue.Question question, Duration patience) throws InterruptedException {
    memory.requireRow(row);
    return batcher.submit(new Ask(row, question), patience).map(Crowd::bestOf);
  }

  private static List<CrowdCatalogue.Scored> bestOf(Reply reply) {
    if (reply instanceof Unanswered unanswered) {
      throw unanswered.why();
    }
    return ((Answered) reply).best();
  }

  /** Counters of the batches. */
  public BatchStatistics statistics() {
    return batcher.statistics();
  }

  /** A batch has one request of a customer at most, so events and questions may be parted. */
  private List<Reply> run(List<Request> requests) {
    CrowdEvents events = new CrowdEvents(requests.size());
    List<Ask> questions = new ArrayList<>();
    for (Request request : requests) {
      if (request instanceof Learn event) {
        events.add(event.row(), event.item(), event.kind(), event.second(), event.known());
      } else if (request instanceof Ask question) {
        questions.add(question);
      }
    }
    memory.learn(events);
    Iterator<Reply> answers = answers(questions).iterator();
    List<Reply> replies = new ArrayList<>();
    for (Request request : requests) {
      replies.add(
          request instanceof Learn ? new Learned(memory.steps(request.row())) : answers.next());
    }
    return replies;
  }

  /** If together they cannot be answered, each half is asked again: what fails fails alone. */
  private List<Reply> answers(List<Ask> questions) {
    try {
      return catalogue
          .best(
              memory.contexts(questions.stream().mapToInt(Ask::row).toArray()),
              questions.stream().map(Ask::question).toList())
          .stream()
          .<Reply>map(Answered::new)
          .toList();
    } catch (RuntimeException e) {
      if (questions.size() == 1) {
        return List.of(new Unanswered(e));
      }
      int half = questions.size() / 2;
      List<Reply> replies = new ArrayList<>(answers(questions.subList(0, half)));
      replies.addAll(answers(questions.subList(half, questions.size())));
      return replies;
    }
  }

  /** Takes no more requests, answers those that were taken, and ends the worker. */
  @Override
  public void close() {
    batcher.close();
  }

  /** Takes no more requests, cancels those whose batch has not begun, and ends the worker. */
  public void cancel() {
    batcher.cancel();
  }
}
