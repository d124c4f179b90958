package dev.ricordo.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class DriftCurvesTest {

  @Test
  void picture_isWellFormedWhateverTheNames() throws Exception {
    Document svg = parse(List.of(new DriftCurves.Series("<a & \"b\">", List.of(.1, .2, .3, .4))));
    assertThat(svg.getDocumentElement().getTextContent()).contains("<a & \"b\">  0.4000");
  }

  @Test
  void labels_doNotLieOnEachOther_norOutside() throws Exception {
    List<DriftCurves.Series> series =
        IntStream.range(0, 12)
            .mapToObj(i -> new DriftCurves.Series("m" + i, List.of(.5, .5, .5, i / 1000.0)))
            .toList();
    NodeList texts = parse(series).getElementsByTagName("text");
    List<Integer> heights = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      if (texts.item(i).getTextContent().startsWith("m")) {
        heights.add(
            Integer.valueOf(texts.item(i).getAttributes().getNamedItem("y").getNodeValue()));
      }
    }
    assertThat(heights).hasSize(12).allSatisfy(y -> assertThat(y).isBetween(0, 400));
    List<Integer> sorted = heights.stream().sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      assertThat(sorted.get(i) - sorted.get(i - 1)).isGreaterThanOrEqualTo(15);
    }
  }

  @Test
  void scale_hasRoundSteps() throws Exception {
    Document svg = parse(List.of(new DriftCurves.Series("m", List.of(.1, .163, .1, .1))));
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("0.050", "0.100", "0.150", "0.200")
        .doesNotContain("0.250");
  }

  @Test
  void streamWithoutAnyHit_isDrawnAtZero() throws Exception {
    Document svg = parse(List.of(new DriftCurves.Series("none", List.of(0.0, 0.0, 0.0, 0.0))));
    assertThat(svg.getDocumentElement().getTextContent()).contains("none  0.0000");
  }

  private static Document parse(List<DriftCurves.Series> series) throws Exception {
    byte[] svg = DriftCurves.svg("A <shop>", series).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
  }
}
