package dev.ricordo.quarkus.rest.deployment;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP written by hand: a body in pieces, an answer read while the body is still being sent. */
final class Connection implements AutoCloseable {

  /** An answer that does not come fails the test. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final OutputStream out;
  private final BufferedReader in;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    out = socket.getOutputStream();
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Connection open() throws IOException {
    return new Connection(new Socket(InetAddress.getLoopbackAddress(), RestAssured.port));
  }

  /** Begins a POST whose body comes in chunks. */
  static Connection post(String path, String mediaType) throws IOException {
    Connection connection = open();
    connection.begin(path, mediaType);
    return connection;
  }

  /** Asks for an address as it is written, on a connection for it alone. */
  static Connection get(String address) throws IOException {
    Connection connection = open();
    connection.write("GET " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    return connection;
  }

  /** Begins a POST whose body comes in chunks, after the one before has ended. */
  void begin(String path, String mediaType) throws IOException {
    write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + mediaType + "\r\n");
    write("Transfer-Encoding: chunked\r\n\r\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void send(String text) throws IOException {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    write(Integer.toHexString(bytes) + "\r\n" + text + "\r\n");
  }

  void end() throws IOException {
    write("0\r\n\r\n");
  }

  /** The next line that holds the text; an answer that ends before it fails the test. */
  String await(String text) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("the answer ended before " + text);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
