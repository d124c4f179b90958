package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.quarkus.RicordoBuildConfig;
import dev.ricordo.quarkus.RicordoConfig;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "quarkus.md");

  /** One line of the table of properties. */
  private record Line(String property, String standard, String when) {}

  @Test
  void page_listsEveryPropertyWithItsDefaultAndPhase() throws IOException {
    assertThat(documented())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    configured(RicordoConfig.class, "start"),
                    configured(RicordoBuildConfig.class, "build"))
                .toList());
  }

  private static Stream<Line> configured(Class<?> mapping, String when) {
    Map<String, Property> properties =
        ConfigMappings.getProperties(ConfigClass.configClass(mapping, "ricordo"));
    return properties.entrySet().stream()
        .filter(p -> !p.getKey().endsWith("[*]")) // a list's property, once more by its index
        .map(p -> new Line(p.getKey(), standard(p.getValue()), when));
  }

  private static String standard(Property property) {
    return property.hasDefaultValue() ? property.getDefaultValue() : "";
  }

  private static List<Line> documented() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `ricordo."))
        .map(line -> line.replace("`", "").split("\\|", -1))
        .map(cells -> new Line(cells[1].strip(), cells[2].strip(), cells[3].strip()))
        .toList();
  }
}
