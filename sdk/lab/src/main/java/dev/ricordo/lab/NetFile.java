package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import dev.ricordo.djl.Trained;
import dev.ricordo.lab.models.SequenceNet;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained sequence model in a file of the cache. No format to rely on: the cache's keys depend on
 * the code.
 */
final class NetFile {

  private static final String SASREC = "sasrec";
  private static final String GRU4REC = "gru4rec";

  private NetFile() {}

  static void write(SequenceNet net, Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
        writeShape(out, net.shape());
        writeInts(out, net.items());
        out.writeInt(net.bestEpoch());
        writeCurve(out, net.curve());
        out.writeDouble(net.trainSeconds());
        writeArrays(out, net.weights());
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be written", e);
    }
  }

  private static void writeCurve(DataOutputStream out, List<Trained.Point> curve)
      throws IOException {
    out.writeInt(curve.size());
    for (Trained.Point point : curve) {
      out.writeInt(point.epoch());
      out.writeDouble(point.loss());
      out.writeDouble(point.quality());
    }
  }

  private static void writeShape(DataOutputStream out, SequenceShape shape) throws IOException {
    out.writeUTF(shape instanceof Sasrec ? SASREC : GRU4REC);
    out.writeInt(shape.width());
    if (shape instanceof Sasrec sasrec) {
      out.writeInt(sasrec.layers());
      out.writeInt(sasrec.heads());
      out.writeInt(sasrec.length());
    }
  }

  private static void writeInts(DataOutputStream out, List<Integer> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static void writeArrays(DataOutputStream out, NamedArrays arrays) throws IOException {
    out.writeInt(arrays.names().size());
    for (String name : arrays.names()) {
      out.writeUTF(name);
      writeInts(out, arrays.dimensions(name));
      for (float value : arrays.get(name)) {
        out.writeFloat(value);
      }
    }
  }

  static SequenceNet read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      SequenceShape shape = readShape(in);
      List<Integer> items = readInts(in);
      int bestEpoch = in.readInt();
      List<Trained.Point> curve = readCurve(in);
      double trainSeconds = in.readDouble();
      return new SequenceNet(shape, readArrays(in), items, bestEpoch, curve, trainSeconds);
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be read; remove it", e);
    }
  }

  private static List<Trained.Point> readCurve(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Trained.Point> curve = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      curve.add(new Trained.Point(in.readInt(), in.readDouble(), in.readDouble()));
    }
    return curve;
  }

  private static SequenceShape readShape(DataInputStream in) throws IOException {
    String kind = in.readUTF();
    int width = in.readInt();
    return kind.equals(SASREC)
        ? new Sasrec(width, in.readInt(), in.readInt(), in.readInt())
        : new Gru4Rec(width);
  }

  private static List<Integer> readInts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Integer> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  private static NamedArrays readArrays(DataInputStream in) throws IOException {
    NamedArrays.Builder arrays = new NamedArrays.Builder();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      List<Integer> sizes = readInts(in);
      float[] values = new float[sizes.stream().reduce(1, Math::multiplyExact)];
      for (int j = 0; j < values.length; j++) {
        values[j] = in.readFloat();
      }
      arrays.add(name, values, sizes);
    }
    return arrays.build();
  }
}
