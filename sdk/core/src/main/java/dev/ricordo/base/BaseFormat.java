package dev.ricordo.base;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricordo.RicordoBug;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A base on disk: {@code manifest.json}, {@code items.json} (the item of each row), {@code
 * weights.safetensors} and, if it has features, {@code features.json}. See {@code
 * docs/formats/base.md}.
 */
/*
 * safetensors is the format of the Hugging Face ecosystem: 8 bytes little-endian length of a JSON
 * header, the header {name: {dtype, shape, data_offsets}}, then the raw little-endian arrays. Any
 * Python reads it in one line. The manifest is moved into place last: a folder without it is no base.
 */
final class BaseFormat {

  static final String MANIFEST = "manifest.json";
  static final String ITEMS = "items.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String FEATURES = "features.json";

  private static final int MAX_HEADER = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectMapper COMPACT = new ObjectMapper();

  private record TensorEntry(String dtype, List<Integer> shape, List<Long> data_offsets) {}

  private record FeaturesFile(Vocabulary vocabulary, List<ItemFeatures> items) {
    FeaturesFile {
      Objects.requireNonNull(vocabulary, "vocabulary");
      Objects.requireNonNull(items, "items");
    }
  }

  private BaseFormat() {}

  static Base read(Path folder) throws IOException {
    Manifest manifest = parse(folder.resolve(MANIFEST), new TypeReference<>() {});
    List<String> items = parse(folder.resolve(ITEMS), new TypeReference<>() {});
    Weights weights = readWeights(folder.resolve(WEIGHTS), manifest.shape(), items.size());
    Features features = readFeatures(folder.resolve(FEATURES), manifest.shape());
    try {
      return new Base(manifest, weights, items.stream().map(ItemId::of).toList(), features);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Features readFeatures(Path file, Shape shape) throws IOException {
    if (shape.features().equals(FeatureRows.NONE)) {
      return Features.NONE;
    }
    FeaturesFile stored = parse(file, new TypeReference<>() {});
    try {
      return new Features(stored.vocabulary(), stored.items());
    } catch (IllegalArgumentException e) {
      throw new IOException(FEATURES + ": " + e.getMessage(), e);
    }
  }

  static void write(Base base, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(MANIFEST));
    replace(folder.resolve(WEIGHTS), weightBytes(base.weights()));
    replace(folder.resolve(ITEMS), itemBytes(base.items()));
    byte[] features = featureBytes(base.features());
    if (features.length == 0) {
      Files.deleteIfExists(folder.resolve(FEATURES));
    } else {
      replace(folder.resolve(FEATURES), features);
    }
    replace(folder.resolve(MANIFEST), JSON.writeValueAsBytes(base.manifest()));
  }

  static byte[] digest(Weights weights, List<ItemId> items, Features features) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(weightBytes(weights));
      sha256.update(optimiserBytes(weights.shape()));
      sha256.update(itemBytes(items));
      sha256.update(featureBytes(features));
      return sha256.digest();
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new RicordoBug("every Java platform has SHA-256 and can write to the heap", e);
    }
  }

  /** Nothing for the default: bases had digests before there was a choice. */
  private static byte[] optimiserBytes(Shape shape) throws IOException {
    Writing writing = shape.writing();
    Continuum levels = shape.continuum();
    return writing.equals(Writing.DEFAULT) && !levels.hasMomentum()
        ? new byte[0]
        : COMPACT.writeValueAsBytes(List.of(writing, levels.optimisers()));
  }

  private static byte[] itemBytes(List<ItemId> items) throws IOException {
    return COMPACT.writeValueAsBytes(items.stream().map(ItemId::value).toList());
  }

  /** Nothing if there are no features. */
  private static byte[] featureBytes(Features features) throws IOException {
    return features.vocabulary().equals(Vocabulary.NONE)
        ? new byte[0]
        : COMPACT.writeValueAsBytes(new FeaturesFile(features.vocabulary(), features.items()));
  }

  /** Puts a file in the place of another in one step. */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.write(partial, bytes);
    try {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static <T> T parse(Path file, TypeReference<T> type) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (JsonProcessingException e) {
      throw new IOException(file.getFileName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static byte[] weightBytes(Weights weights) throws IOException {
    Map<String, TensorEntry> header = new LinkedHashMap<>();
    long offset = 0;
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      if (weights.get(tensor).length == 0) {
        continue;
      }
      long end = offset + 4L * weights.get(tensor).length;
      List<Integer> shape =
          Arrays.stream(tensor.dimensions(weights.shape(), weights.items())).boxed().toList();
      header.put(tensor.key(), new TensorEntry("F32", shape, List.of(offset, end)));
      offset = end;
    }
    byte[] text = COMPACT.writeValueAsBytes(header);
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(8 + padded + offset)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(text);
    while (out.position() < 8 + padded) {
      out.put((byte) ' ');
    }
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      float[] array = weights.get(tensor);
      out.asFloatBuffer().put(array);
      out.position(out.position() + 4 * array.length);
    }
    return out.array();
  }

  private static Weights readWeights(Path file, Shape shape, int items) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long length = in.remaining() < 8 ? -1 : in.getLong();
    if (length < 2 || length > MAX_HEADER || length > in.remaining()) {
      throw new IOException(WEIGHTS + ": header length " + length + " does not fit the file");
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    Map<String, TensorEntry> header;
    try {
      header = JSON.readValue(new String(text, StandardCharsets.UTF_8), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IOException(WEIGHTS + ": header: " + e.getOriginalMessage(), e);
    }
    ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<Weights.Tensor, float[]> arrays = new EnumMap<>(Weights.Tensor.class);
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      int size = tensor.size(shape, items);
      TensorEntry entry = header.get(tensor.key());
      if (entry == null && size > 0) {
        throw new IOException(WEIGHTS + ": tensor \"" + tensor.key() + "\" is missing");
      }
      if (entry != null) {
        arrays.put(tensor, array(tensor, entry, data, size));
      }
    }
    try {
      return new Weights(shape, items, arrays);
    } catch (IllegalArgumentException e) {
      throw new IOException(WEIGHTS + ": " + e.getMessage(), e);
    }
  }

  private static float[] array(Weights.Tensor tensor, TensorEntry entry, ByteBuffer data, int size)
      throws IOException {
    List<Long> offsets = entry.data_offsets();
    boolean fits =
        "F32".equals(entry.dtype())
            && offsets != null
            && offsets.size() == 2
            && offsets.get(0) >= 0
            && offsets.get(1) - offsets.get(0) == 4L * size
            && offsets.get(1) <= data.limit();
    if (!fits) {
      throw new IOException(
          WEIGHTS + ": tensor \"" + tensor.key() + "\" does not hold " + size + " F32 numbers");
    }
    float[] array = new float[size];
    data.duplicate()
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(Math.toIntExact(offsets.get(0)))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(array);
    return array;
  }
}
