package dev.ricordo.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the command line of a report, ready for a POSIX shell. */
final class Reproduction {

  private static final String PROGRAM = "governance/bin/ricordo";

  private Reproduction() {}

  /** The evaluation with other models. */
  static String command(EvaluationOptions options, List<String> models) {
    return line(words(options, models, options.seeds()), options.cache());
  }

  /**
   * What models keep of what they learned; the command simulates as many customers as it always
   * does.
   */
  static String command(ContinualOptions options) {
    return line(words(options, options.models(), options.seeds()), options.cache());
  }

  /** The words of one model's continual learning under one seed, into the same cache. */
  static List<String> words(ContinualOptions options, String model, long seed) {
    List<String> words = words(options, List.of(model), List.of(seed));
    option(words, "--cache", options.cache());
    return words;
  }

  private static List<String> words(
      ContinualOptions options, List<String> models, List<Long> seeds) {
    List<String> words = new ArrayList<>(List.of("continual"));
    option(words, "--models", String.join(",", models));
    option(words, "--seeds", joined(seeds));
    option(words, "--device", options.device().text());
    options.epochs().ifPresent(epochs -> option(words, "--epochs", epochs));
    return words;
  }

  private static String line(List<String> command, Path cache) {
    List<String> words = new ArrayList<>(List.of(PROGRAM));
    words.addAll(command);
    if (!cache.equals(EvaluationOptions.defaultCache())) {
      option(words, "--cache", cache);
    }
    return words.stream().map(Reproduction::quoted).collect(Collectors.joining(" "));
  }

  /** The words of one model's evaluation under one seed, into the same cache. */
  static List<String> words(EvaluationOptions options, String model, long seed) {
    List<String> words = words(options, List.of(model), List.of(seed));
    option(words, "--cache", options.cache());
    return words;
  }

  private static List<String> words(
      EvaluationOptions options, List<String> models, List<Long> seeds) {
    List<String> words = new ArrayList<>(List.of("evaluate"));
    option(words, "--events", options.events());
    option(words, "--items", options.items());
    option(words, "--protocol", options.protocol().text());
    option(words, "--models", String.join(",", models));
    option(words, "--seeds", joined(seeds));
    option(words, "--device", options.device().text());
    options.maxEvents().ifPresent(events -> option(words, "--max-events", events));
    options.epochs().ifPresent(epochs -> option(words, "--epochs", epochs));
    if (options.refit()) {
      words.add("--refit");
    }
    return words;
  }

  private static String joined(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static void option(List<String> words, String name, Object value) {
    words.add(name);
    words.add(value.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
