package dev.ricordo.lab.models;

import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.List;

/**
 * Nearest sessions: what others had who had the customer's last items.
 *
 * <p>After V-SKNN (Ludewig and Jannach, <i>Evaluation of Session-based Recommendation
 * Algorithms</i>, arXiv 1803.09587):
 *
 * <pre>
 *   near(s)  = sum over the last 20 items x, in s, of f^(k-1), k the latest lag of x
 *   score(i) = sum of near(s) over the K nearest sessions s that have i
 * </pre>
 *
 * <p>With f = 0 the last item counts alone.
 *
 * <p>Differs: the last items may reach back over the customer's earlier sessions, and of each item
 * the 1,000 latest sessions are looked at instead of a sample of sessions. The customer's current
 * session is not its own neighbour; among equally near ones the later counts. K and f are chosen on
 * the validation. Learns at every event.
 */
final class SessionKnn implements Recommender {

  private static final List<Integer> NEIGHBOURS = List.of(50, 100, 200, 500, 1_000);
  private static final List<Double> FADINGS =
      List.of(0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0);
  private static final int FADINGS_TRIED_WITH = 200;
  private static final int CASES = 4_000;
  private static final int LAST_ITEMS = 20;
  private static final int LATEST_SESSIONS = 1_000;
  private static final double SMALLEST_WEIGHT = 0.005;

  private final EventLog log;
  private final int neighbours;
  private final double fading;
  private final RecentHistories histories;
  private final Sessions sessions;
  private float[] nearness = new float[1024];
  private int[] touched = new int[1024];
  private int touchedCount;

  SessionKnn(EventLog log, boolean wholeHistories, int neighbours, double fading) {
    this.log = log;
    this.neighbours = neighbours;
    this.fading = fading;
    histories = new RecentHistories(log);
    sessions = new Sessions(log, wholeHistories);
  }

  static Model model() {
    return new Model() {
      @Override
      public String name() {
        return "session-knn";
      }

      @Override
      public boolean seeded() {
        return false;
      }

      @Override
      public Recommender fit(Lesson lesson) {
        return SessionKnn.fit(lesson);
      }
    };
  }

  private static Recommender fit(Lesson lesson) {
    EventLog log = lesson.log();
    boolean whole = lesson.split().test().candidates() != Script.Candidates.KNOWN;
    Script script = lesson.split().validation().thinned(CASES);
    double fading =
        lesson.choose(
            "session-knn: fading",
            FADINGS,
            script,
            fade -> new SessionKnn(log, whole, FADINGS_TRIED_WITH, fade));
    int neighbours =
        lesson.choose(
            "session-knn: neighbours",
            NEIGHBOURS,
            script,
            k -> new SessionKnn(log, whole, k, fading));
    return new SessionKnn(log, whole, neighbours, fading);
  }

  @Override
  public void learn(int event) {
    if (log.kind(event).counted()) {
      sessions.add(event);
    }
    remember(event);
  }

  @Override
  public void remember(int event) {
    if (log.kind(event).counted()) {
      histories.push(event);
    }
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    Arrays.fill(scores, 0);
    measure(histories.of(customer), sessions.current(customer));
    for (int session : nearest()) {
      for (int i = 0; i < sessions.size(session); i++) {
        scores[sessions.item(session, i)] += nearness[session];
      }
    }
    for (int i = 0; i < touchedCount; i++) {
      nearness[touched[i]] = 0;
    }
    touchedCount = 0;
  }

  /** How near each session is to some last items; {@code own} is no neighbour. */
  private void measure(RecentItems recent, int own) {
    if (nearness.length < sessions.count()) {
      nearness = Arrays.copyOf(nearness, 2 * sessions.count());
      touched = Arrays.copyOf(touched, nearness.length);
    }
    double weight = 1;
    int window = Math.min(recent.size(), LAST_ITEMS);
    for (int lag = 1; lag <= window && weight >= SMALLEST_WEIGHT; lag++) {
      if (!cameAgain(recent, lag)) {
        add(recent.get(lag), (float) weight, own);
      }
      weight *= fading;
    }
  }

  private static boolean cameAgain(RecentItems recent, int lag) {
    for (int later = 1; later < lag; later++) {
      if (recent.get(later) == recent.get(lag)) {
        return true;
      }
    }
    return false;
  }

  private void add(int item, float weight, int own) {
    int count = sessions.sessionsOf(item);
    for (int i = Math.max(0, count - LATEST_SESSIONS); i < count; i++) {
      int session = sessions.sessionOf(item, i);
      if (session != own) {
        if (nearness[session] == 0) {
          touched[touchedCount++] = session;
        }
        nearness[session] += weight;
      }
    }
  }

  /** The nearest of the sessions that were touched. */
  private int[] nearest() {
    if (touchedCount <= neighbours) {
      return Arrays.copyOf(touched, touchedCount);
    }
    // Nearness is not negative, so its bits sort as it does; the session number breaks ties.
    long[] keys = new long[touchedCount];
    for (int i = 0; i < touchedCount; i++) {
      keys[i] = ((long) Float.floatToIntBits(nearness[touched[i]]) << 32) | touched[i];
    }
    Arrays.sort(keys);
    int[] nearest = new int[neighbours];
    for (int i = 0; i < neighbours; i++) {
      nearest[i] = (int) keys[keys.length - 1 - i];
    }
    return nearest;
  }

  @Override
  public long stateBytes() {
    return 4L * LAST_ITEMS;
  }

  @Override
  public String settings() {
    return neighbours + " neighbours, fading " + fading;
  }
}
