package dev.ricordo.lab.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sends one request after the other over HTTP/1.1, opened when it is first used
 * and again after a failure. Not thread-safe.
 */
/*
 * As little work as a client can do: the driver shares the cores with the server whose times it takes.
 * With java.net.http.HttpClient in its place it took as much of them as the server.
 */
final class HttpConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int STATUS_FROM = "HTTP/1.1 ".length();
  private static final int STATUS_TO = STATUS_FROM + 3;
  private static final int DEFAULT_PORT = 80;

  private final String host;
  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream answers;

  /**
   * @param server such as {@code http://localhost:8080}
   */
  HttpConnection(URI server) {
    host = server.getHost();
    port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
  }

  /**
   * A request with a JSON body.
   *
   * @param path of it, such as {@code /api/events}
   */
  @SuppressWarnings("ArrayRecordComponent") // on its way, compared by nobody
  record Post(String path, byte[] body) {}

  /**
   * Sends a request and reads its answer to the end.
   *
   * @return its status
   * @throws IOException if the connection breaks, or the answer is not understood
   */
  int send(Post post) throws IOException {
    try {
      if (socket == null) {
        open();
      }
      Objects.requireNonNull(socket).getOutputStream().write(bytes(post));
      return answer(Objects.requireNonNull(answers));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void open() throws IOException {
    Socket opened = new Socket();
    socket = opened;
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
    opened.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
    answers = new BufferedInputStream(opened.getInputStream());
  }

  /** Head and body together: in two packets the server would be woken twice. */
  private byte[] bytes(Post post) {
    byte[] head =
        ("POST "
                + post.path()
                + " HTTP/1.1\r\nHost: "
                + host
                + ":"
                + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + post.body().length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + post.body().length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(post.body(), 0, all, head.length, post.body().length);
    return all;
  }

  private static int answer(InputStream in) throws IOException {
    try {
      return understood(in);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("answer: is not understood", e);
    }
  }

  private static int understood(InputStream in) throws IOException {
    String status = line(in);
    long length = 0;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("answer: is sent in chunks, which are not read here");
      }
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(field.substring(field.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return Integer.parseInt(status.substring(STATUS_FROM, STATUS_TO));
  }

  /** Up to the end of the line, without it. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("answer: ends in its head");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** The next request opens another. */
  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
