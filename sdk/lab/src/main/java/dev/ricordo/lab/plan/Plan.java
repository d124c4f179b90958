package dev.ricordo.lab.plan;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.lab.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report is made of.
 *
 * @param name a short name
 * @param title for people
 * @param rows one evaluation each
 * @param continual continual learning beside them; null without
 */
public record Plan(String name, String title, List<Row> rows, @Nullable Continual continual) {

  /** The built-in plans. */
  public static final List<String> BUILT_IN = List.of("full", "quick");

  private static final ObjectMapper MAPPER = mapper();

  /**
   * One evaluation: models side by side on one event log.
   *
   * @param title for people
   * @param data folder of the log, below the folder of all logs
   * @param refit leave-one-out only: train again on training and validation before the test
   * @param models names; one that is not known is left out
   * @param seeds one evaluation each
   * @param maxEvents only the first events of the log; null for all
   * @param epochs of each training; null for those of the recipe
   * @param bars what figures are held against
   * @param ablation variants that are evaluated as well; null without
   */
  public record Row(
      String title,
      String data,
      Protocol protocol,
      boolean refit,
      List<String> models,
      List<Long> seeds,
      @Nullable Long maxEvents,
      @Nullable Integer epochs,
      List<Bar> bars,
      @Nullable Ablation ablation) {

    /**
     * @throws IllegalArgumentException naming the field that is wrong
     */
    public Row {
      models = List.copyOf(models);
      seeds = seeds.isEmpty() ? List.of(1L) : List.copyOf(seeds);
      bars = List.copyOf(bars);
      if (models.isEmpty()) {
        throw new IllegalArgumentException("models: must name at least one, in \"" + title + "\"");
      }
      if (data.isBlank() || Path.of(data).isAbsolute() || data.contains("..")) {
        throw new IllegalArgumentException(
            "data: \"" + data + "\" must be a folder below that of the logs");
      }
      if (refit && protocol != Protocol.LEAVE_ONE_OUT) {
        throw new IllegalArgumentException("refit: goes with leave-one-out only");
      }
      if (maxEvents != null && maxEvents < 1) {
        throw new IllegalArgumentException("maxEvents: must be at least 1, is " + maxEvents);
      }
      if (epochs != null && epochs < 1) {
        throw new IllegalArgumentException("epochs: must be at least 1, is " + epochs);
      }
    }

    /** All models that are to be evaluated, each once: those named and the ablation's. */
    public List<String> everyModel() {
      Stream<String> variants =
          ablation == null
              ? Stream.empty()
              : Stream.concat(Stream.of(ablation.of()), ablation.variants().stream());
      return Stream.concat(models.stream(), variants).distinct().toList();
    }

    /** The same with other seeds. */
    public Row withSeeds(List<Long> newSeeds) {
      return new Row(
          title, data, protocol, refit, models, newSeeds, maxEvents, epochs, bars, ablation);
    }
  }

  public Plan {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows: must be at least one");
    }
  }

  /**
   * A built-in plan by its name, or else that of a file.
   *
   * @throws IllegalArgumentException if there is neither
   * @throws RicordoException naming file, line and field of what is wrong with it
   */
  public static Plan of(String nameOrFile) {
    if (BUILT_IN.contains(nameOrFile)) {
      return builtIn(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "plan: \"" + nameOrFile + "\" is neither a file nor one of " + BUILT_IN);
    }
    try {
      return parse(Files.readString(file), file.getFileName().toString());
    } catch (IOException e) {
      throw new RicordoException("plan: " + file + " cannot be read", e);
    }
  }

  private static Plan builtIn(String name) {
    try (InputStream in = Plan.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new RicordoBug("plan " + name + " is not in the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name + ".json");
    } catch (IOException e) {
      throw new RicordoException("plan: " + name + " cannot be read", e);
    }
  }

  /** Reads a plan; a field that is not known is an error. */
  static Plan parse(String text, String file) {
    try {
      return MAPPER.readValue(text, Plan.class);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new RicordoException(
          "plan: " + file + ":" + line + where(e) + " " + e.getOriginalMessage(), e);
    }
  }

  private static String where(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return mapping.getPath().stream()
          .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
          .collect(Collectors.joining(".", " ", ":"));
    }
    return "";
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper = JsonMapper.builder().build();
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    mapper.configOverride(String.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET));
    return mapper;
  }
}
