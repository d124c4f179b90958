package dev.ricordo.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What connections to a database run through, and what may happen to it on the way. */
final class Cable implements AutoCloseable {

  /** What happens to a connection. */
  enum Fault {
    NONE,
    /** It is cut when the next commit of events is about to reach the server. */
    CUT_BEFORE_COMMIT,
    /** It is cut when the server is about to say that it has done the next commit of events. */
    CUT_AFTER_COMMIT,
    /** Nothing comes through any more, and nobody is told. */
    SILENT
  }

  private final ServerSocket entrance;
  private final int port;
  private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
  private final List<Socket> ends = new ArrayList<>();

  private Cable(ServerSocket entrance, int port) {
    this.entrance = entrance;
    this.port = port;
  }

  /**
   * @param port of the server at the other end
   */
  static Cable to(int port) throws IOException {
    Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    begin(cable::accept);
    return cable;
  }

  /** The URL of a server at this end; each commit is sent as a word, so that it can be seen. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + entrance.getLocalPort()
        + "/postgres?prepareThreshold=0";
  }

  void willSuffer(Fault fault) {
    next.set(fault);
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        synchronized (ends) {
          ends.add(client);
          ends.add(server);
        }
        Wire wire = new Wire(client, server);
        begin(wire::out);
        begin(wire::back);
      }
    } catch (IOException e) {
      // Closed: nobody is to connect any more.
    }
  }

  /** One connection. */
  private final class Wire {

    private final Socket client;
    private final Socket server;
    private boolean delivers;
    private volatile boolean cutAtAnswer;

    Wire(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void out() {
      pump(
          client,
          server,
          bytes -> {
            // Looks of the store's own commit too, whenever they like.
            delivers |= bytes.contains("insert into ricordo.delivery");
            boolean commits = delivers && bytes.contains("COMMIT");
            delivers &= !commits;
            if (commits && next.compareAndSet(Fault.CUT_BEFORE_COMMIT, Fault.NONE)) {
              return false;
            }
            cutAtAnswer |= commits && next.compareAndSet(Fault.CUT_AFTER_COMMIT, Fault.NONE);
            return true;
          });
    }

    void back() {
      pump(server, client, bytes -> !cutAtAnswer);
    }
  }

  private interface Passing {
    boolean passes(String bytes);
  }

  private void pump(Socket from, Socket to, Passing passing) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!passing.passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
          return;
        }
        if (next.get() != Fault.SILENT) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // The other direction was closed.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
      synchronized (ends) {
        for (Socket end : ends) {
          end.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
