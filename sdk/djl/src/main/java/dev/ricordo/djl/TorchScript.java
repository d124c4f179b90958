package dev.ricordo.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.ricordo.RicordoBug;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module without weights, from the text of its methods: the archive that {@code
 * torch.jit.save} would write for it, handed to PyTorch.
 */
final class TorchScript {

  /** Of the archive's format, the same since PyTorch 1.12. */
  private static final String VERSION = "10\n";

  private TorchScript() {}

  /**
   * Compiles a module.
   *
   * @param manager what it belongs to
   * @param name of its class
   * @param methods each indented by two spaces, with types as TorchScript writes them
   */
  static PtSymbolBlock compile(NDManager manager, String name, String methods) {
    try {
      byte[] archive = archive(name, methods);
      return JniUtils.loadModule(
          (PtNDManager) manager, new ByteArrayInputStream(archive), true, false);
    } catch (IOException e) {
      throw new RicordoBug("bytes have room", e);
    }
  }

  private static byte[] archive(String name, String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      String head = "class " + name + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n";
      add(zip, name + "/version", VERSION.getBytes(StandardCharsets.US_ASCII));
      add(zip, name + "/data.pkl", module(name));
      add(zip, name + "/code/__torch__.py", (head + methods).getBytes(StandardCharsets.UTF_8));
      add(zip, name + "/constants.pkl", pickled(')'));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** A pickle of an object of the class without attributes: global, (), new, {}, build. */
  private static byte[] module(String name) {
    StringBuilder program = new StringBuilder("c__torch__\n").append(name).append('\n');
    return pickled(program.append(')').append((char) 0x81).append("}b").toString().toCharArray());
  }

  /** The second version of pickle's protocol, a program and its end. */
  private static byte[] pickled(char... program) {
    String whole = new String(new char[] {0x80, 2}) + new String(program) + '.';
    return whole.getBytes(StandardCharsets.ISO_8859_1);
  }
}
