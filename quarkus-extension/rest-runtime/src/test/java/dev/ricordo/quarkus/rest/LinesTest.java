package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

  private static final Buffer MIB = Buffer.buffer("x".repeat(1 << 20));

  private final Lines lines = new Lines();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void pieces_areCutWhereTheLinesEnd_whereverThePiecesDo(long seed) {
    String text = "one\ntwo zwei \u00fc\r\n\n  \nfive\n\u20ac";
    Buffer bytes = Buffer.buffer(text);
    Random random = new Random(seed);
    for (int from = 0; from < bytes.length(); ) {
      int to = Math.min(bytes.length(), from + 1 + random.nextInt(5));
      lines.add(bytes.slice(from, to));
      from = to;
    }
    lines.end();

    List<Lines.Line> all = lines.take(100);
    assertThat(all.stream().map(line -> line.text().toString()))
        .as("seed %d", seed)
        .containsExactly("one", "two zwei \u00fc\r", "five", "\u20ac");
    assertThat(all.stream().map(Lines.Line::number)).containsExactly(1L, 2L, 5L, 6L);
  }

  @Test
  void lineWithoutAnEnd_isNotKept() {
    for (int i = 0; i < 64; i++) {
      lines.add(MIB);
    }
    lines.add(Buffer.buffer("\nshort\n"));

    assertThat(lines.waitingBytes()).isLessThan(1000);
    List<Lines.Line> all = lines.take(100);
    assertThat(all.get(0).tooLong()).isTrue();
    assertThat(all.get(0).text().length()).isZero();
    assertThat(all.get(1).text()).hasToString("short");
  }

  @Test
  void longestLine_isKept() {
    String longest = "x".repeat(Lines.MAX_LENGTH);
    lines.add(Buffer.buffer(longest + "\n" + longest + "x\n"));

    assertThat(lines.take(100).stream().map(Lines.Line::tooLong)).containsExactly(false, true);
  }

  @Test
  void takenLines_areNoLongerCounted() {
    lines.add(Buffer.buffer("one\ntwo\nthree\n"));
    long before = lines.waitingBytes();

    assertThat(lines.take(2)).hasSize(2);

    assertThat(lines.waitingBytes()).isPositive().isLessThan(before);
    assertThat(lines.take(2)).hasSize(1);
    assertThat(lines.isEmpty()).isTrue();
    assertThat(lines.waitingBytes()).isZero();
  }
}
