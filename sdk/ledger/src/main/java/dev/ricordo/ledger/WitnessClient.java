package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a witness to cosign a log's checkpoint: {@code add-checkpoint} of {@code
 * c2sp.org/tlog-witness}. A witness signs only what continues what it signed before, so a log that
 * has its signature cannot show another history to anyone who asks for it.
 *
 * <pre>{@code
 * if (client.cosign(ledger.view(), 0) instanceof Answer.Cosigned cosigned) {
 *   ledger.publish(cosigned.checkpoint());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WitnessClient {

  private static final int MAX_ANSWER_BYTES = 65_536;
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final String SIZE_TYPE = "text/x.tlog.size";

  private final URI endpoint;
  private final NoteVerifier witness;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * Makes a client for one witness.
   *
   * @param prefix the witness's submission prefix, without slash at the end
   * @param witness its key, of kind {@link Kind#WITNESS}
   * @param timeout for one request and its whole answer
   */
  public WitnessClient(URI prefix, NoteVerifier witness, Duration timeout) {
    if (witness.kind() != Kind.WITNESS) {
      throw new IllegalArgumentException("witness: its key is not of kind " + Kind.WITNESS);
    }
    this.endpoint = URI.create(prefix + "/add-checkpoint");
    this.witness = witness;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /**
   * Asks once, and once more if the witness names another size than {@code lastSize}.
   *
   * @param lastSize the size that this witness cosigned last; 0 if unknown
   */
  public Answer cosign(LedgerView view, long lastSize) {
    try {
      HttpResponse<byte[]> response = send(view, lastSize);
      long from = lastSize;
      if (response.statusCode() == CONFLICT) {
        long seen = size(response).orElse(view.size());
        if (seen <= view.size() && seen != from) {
          from = seen;
          response = send(view, from);
        }
      }
      return answer(view, from, response);
    } catch (MalformedException e) {
      return new Answer.Refused(OK, "the answer is malformed: " + e.getMessage());
    } catch (ExecutionException | TimeoutException e) {
      return new Answer.Unreachable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unreachable("interrupted");
    }
  }

  private Answer answer(LedgerView view, long from, HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case OK -> cosigned(view.checkpoint(), response.body());
      case CONFLICT -> conflict(view, from, size(response));
      case UNPROCESSABLE -> new Answer.Forked();
      default -> refused(response.statusCode());
    };
  }

  /**
   * A witness names the size that it has seen where another was said; it refuses its own size only
   * if it has seen another root there, and need not name it then.
   */
  private static Answer conflict(LedgerView view, long from, OptionalLong seen) {
    if (seen.isPresent() && seen.getAsLong() > view.size()) {
      return new Answer.Ahead(seen.getAsLong());
    }
    boolean own = from == view.size() && seen.orElse(from) == from;
    return own && from > 0 ? new Answer.Forked() : refused(CONFLICT);
  }

  private static Answer refused(int status) {
    return new Answer.Refused(status, "the witness did not sign");
  }

  private static OptionalLong size(HttpResponse<byte[]> response) {
    boolean named =
        response.headers().firstValue("Content-Type").filter(SIZE_TYPE::equals).isPresent();
    return named
        ? OptionalLong.of(
            StrictText.number(
                StrictText.utf8(response.body(), "witness's size").strip(), "witness's size"))
        : OptionalLong.empty();
  }

  private HttpResponse<byte[]> send(LedgerView view, long oldSize)
      throws ExecutionException, TimeoutException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(view, oldSize)))
            .build();
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request, head -> new LimitedBody());
    try {
      return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      response.cancel(true);
    }
  }

  private static byte[] body(LedgerView view, long oldSize) {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    view.consistency(oldSize).path().forEach(hash -> text.append(hash.base64()).append('\n'));
    text.append('\n').append(new String(view.checkpoint().bytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Answer cosigned(SignedCheckpoint asked, byte[] answer) {
    String text = asked.checkpoint().text();
    Optional<NoteSignature> line =
        Note.parseLines(StrictText.utf8(answer, "cosignatures")).stream()
            .filter(signature -> witness.verifies(text, signature))
            .findFirst();
    if (line.isEmpty()) {
      return new Answer.Refused(OK, "the answer holds no signature of the witness");
    }
    return new Answer.Cosigned(asked.with(List.of(line.get())), witness.time(line.get()));
  }

  /** What became of a question. */
  public sealed interface Answer {

    /** The witness signed; its signature is verified and stands in the checkpoint. */
    record Cosigned(SignedCheckpoint checkpoint, Instant at) implements Answer {}

    /**
     * The witness has cosigned a longer log: this one went back, or another one has its key.
     *
     * @param size what the witness has seen
     */
    record Ahead(long size) implements Answer {}

    /** The witness has cosigned other entries than those that this log begins with. */
    record Forked() implements Answer {}

    /** The witness does not know the log, does not accept the proof, or answered nonsense. */
    record Refused(int status, String why) implements Answer {}

    /** Nothing came back in time: ask again later. */
    record Unreachable(String why) implements Answer {}
  }

  /** Collects an answer, and fails when it becomes too long. */
  private static final class LimitedBody implements BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Flow.Subscription> subscription = new ArrayList<>();

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.add(given);
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (received.size() + buffer.remaining() > MAX_ANSWER_BYTES) {
          subscription.forEach(Flow.Subscription::cancel);
          body.completeExceptionally(
              new LedgerException("witness: answers more than " + MAX_ANSWER_BYTES + " bytes"));
          return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        received.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable error) {
      body.completeExceptionally(Objects.requireNonNull(error));
    }

    @Override
    public void onComplete() {
      body.complete(received.toByteArray());
    }
  }
}
