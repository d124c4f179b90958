package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a client sends, they are what was asked for or a problem that can be written, and
 * reading them takes memory in proportion. {@code JAZZER_FUZZ=1} looks for bytes that break this,
 * in one test of the class at a time; without, the known ones are tried.
 */
class BodiesFuzzTest {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final RestLimits LIMITS =
      new RestLimits(
          1 << 20,
          1 << 20,
          1_000,
          100,
          Duration.ofSeconds(10),
          256,
          RETRY_AFTER,
          false,
          Optional.empty(),
          1_000,
          Duration.ofSeconds(15));
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final EventReader READER = new EventReader(Optional.empty(), NOON);
  private static final Base BASE = RandomBases.create(3, 5);
  private static final long FIXED_BYTES = 4 << 20;
  private static final long BYTES_PER_BYTE = 100;

  /** Of a control character, which JSON writes as {@code \\u0001}. */
  private static final int BYTES_PER_CHARACTER = 6;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @FuzzTest(maxDuration = "60s")
  void event_isReadOrRefused(byte @NotNull [] bytes) {
    requireValueOrProblem(bytes, body -> READER.read(body, 0));
  }

  @FuzzTest(maxDuration = "60s")
  void events_areReadOrRefused(byte @NotNull [] bytes) {
    requireValueOrProblem(
        bytes, body -> body.isArray() ? READER.readAll(body, RETRY_AFTER) : List.of());
  }

  @FuzzTest(maxDuration = "60s")
  void question_isReadOrRefused(byte @NotNull [] bytes) {
    requireValueOrProblem(bytes, body -> Question.read(body, false, LIMITS));
    requireValueOrProblem(bytes, body -> Question.read(body, true, LIMITS));
  }

  @Test
  void megabyteOfEmptyObjects_isRefused_beforeItFillsTheHeap() {
    byte[] body = ("[" + "{},".repeat(349_000) + "{}]").getBytes(StandardCharsets.UTF_8);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> JsonText.read(body))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("too long");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * FIXED_BYTES);
  }

  private interface Reader {
    Object read(JsonNode body);
  }

  /** Reads twice: the first time classes are loaded too, which takes memory of its own. */
  private static void requireValueOrProblem(byte[] bytes, Reader reader) {
    readOrRefuse(bytes, reader);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    readOrRefuse(bytes, reader);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(FIXED_BYTES + BYTES_PER_BYTE * bytes.length);
  }

  private static void readOrRefuse(byte[] bytes, Reader reader) {
    try {
      assertThat(reader.read(JsonText.read(bytes))).isNotNull();
    } catch (Refusal | IllegalArgumentException e) {
      requireWritable(Problem.of(e, RETRY_AFTER).toJson());
    }
  }

  /** As an answer it is short, UTF-8, and read again as the same. */
  private static void requireWritable(ObjectNode problem) {
    byte[] written = JsonText.write(problem);
    assertThat(written.length)
        .isLessThan(BYTES_PER_CHARACTER * (Problem.MAX_DETAIL + Problem.MAX_FIELD) + 1_000);
    assertThat(JsonText.read(written)).isEqualTo(problem);
    assertThat(problem.get("status").intValue()).isIn(400, 413, 422);
  }

  /** The first byte says how large the pieces are that the others arrive in. */
  @FuzzTest(maxDuration = "60s")
  void lines_areLearnedOrRefusedOneByOne(byte @NotNull [] bytes) {
    requireOneByOne(bytes, ricordo -> new LineLearner(ricordo, READER, LIMITS));
  }

  @FuzzTest(maxDuration = "60s")
  void lines_areAnsweredOrRefusedOneByOne(byte @NotNull [] bytes) {
    requireOneByOne(bytes, ricordo -> new LineRanker(ricordo, LIMITS));
  }

  private static void requireOneByOne(byte[] bytes, Function<Ricordo, LineWork> work) {
    if (bytes.length == 0) {
      return;
    }
    List<Lines.Line> lines = cut(bytes, 1 + (bytes[0] & 0xff));
    try (Ricordo ricordo = Ricordo.builder().base(BASE).clock(NOON).build()) {
      LineWork.Outcome outcome = work.apply(ricordo).take(lines);

      assertThat(outcome.answers().stream().map(answer -> answer.get("line").longValue()))
          .containsExactlyElementsOf(lines.stream().map(Lines.Line::number).toList());
      assertThat(outcome.counts().stream().mapToInt(count -> count).sum()).isEqualTo(lines.size());
      outcome.answers().forEach(BodiesFuzzTest::requireAnswer);
    }
  }

  private static void requireAnswer(ObjectNode answer) {
    assertThat(JsonText.read(JsonText.write(answer)).get("line")).isNotNull();
    Optional.ofNullable(answer.get("problem"))
        .ifPresent(problem -> requireWritable((ObjectNode) problem));
  }

  /** Cuts by the class under test and by plain means, and compares. */
  private static List<Lines.Line> cut(byte[] bytes, int piece) {
    Lines lines = new Lines();
    for (int from = 1; from < bytes.length; from += piece) {
      lines.add(Buffer.buffer().appendBytes(bytes, from, Math.min(piece, bytes.length - from)));
    }
    lines.end();
    assertThat(lines.waitingBytes()).isLessThanOrEqualTo(65L * bytes.length);
    List<Lines.Line> taken = lines.take(Integer.MAX_VALUE);
    assertThat(taken.stream().map(BodiesFuzzTest::shown).toList())
        .isEqualTo(plainlyCut(new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1)));
    return taken;
  }

  private static String shown(Lines.Line line) {
    String text = line.text().toString(StandardCharsets.ISO_8859_1);
    return line.number() + ":" + (line.tooLong() ? "too long" : text);
  }

  private static List<String> plainlyCut(String text) {
    String[] all = text.split("\n", -1);
    return IntStream.range(0, all.length)
        .filter(
            i -> all[i].length() > Lines.MAX_LENGTH || !all[i].replaceAll("[ \r\t]", "").isEmpty())
        .mapToObj(i -> i + 1 + ":" + (all[i].length() > Lines.MAX_LENGTH ? "too long" : all[i]))
        .toList();
  }
}
