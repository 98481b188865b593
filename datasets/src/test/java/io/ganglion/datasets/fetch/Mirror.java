package io.ganglion.datasets.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that behaves as badly as a test wants. */
final class Mirror implements AutoCloseable {
  /** The {@code Range} header of each request, in order, or an empty text if there is none. */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The answer of a mirror to a request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, CountDownLatch closed) throws IOException, InterruptedException;
  }

  Mirror(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    HttpHandler handler =
        exchange -> {
          List<String> asked = exchange.getRequestHeaders().getOrDefault("Range", List.of(""));
          ranges.add(asked.get(0));
          try {
            answer.to(exchange, closed);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            exchange.close();
          }
        };
    server.createContext("/", handler);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/");
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  /** Sends the whole content, or the requested range of it. */
  static Answer serving(byte[] content) {
    return (exchange, closed) -> {
      List<String> range = exchange.getRequestHeaders().getOrDefault("Range", List.of());
      if (range.isEmpty()) {
        send(exchange, 200, content);
        return;
      }
      int start = Integer.parseInt(range.get(0).replaceAll("bytes=(\\d+)-", "$1"));
      if (start >= content.length) {
        send(exchange, 416, new byte[0]);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              String.format(
                  Locale.ROOT, "bytes %d-%d/%d", start, content.length - 1, content.length));
      send(exchange, 206, Arrays.copyOfRange(content, start, content.length));
    };
  }

  /** Sends the whole content, whatever range is requested. */
  static Answer ignoringRanges(byte[] content) {
    return (exchange, closed) -> send(exchange, 200, content);
  }

  static Answer status(int status) {
    return (exchange, closed) -> send(exchange, status, new byte[] {'n', 'o'});
  }

  /** Announces the length, sends some of the content, and closes the connection. */
  static Answer cuttingOff(byte[] content, int sent) {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, content.length);
      OutputStream body = exchange.getResponseBody();
      body.write(content, 0, sent);
      body.flush();
    };
  }

  /** Announces the length, sends some of the content, and then nothing until the test is over. */
  static Answer stalling(byte[] content, int sent) {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, content.length);
      OutputStream body = exchange.getResponseBody();
      body.write(content, 0, sent);
      body.flush();
      closed.await();
    };
  }

  /** Accepts the request, and never answers. */
  static Answer silent() {
    return (exchange, closed) -> closed.await();
  }

  static Answer redirecting(URI target) {
    return (exchange, closed) -> {
      exchange.getResponseHeaders().set("Location", target.toString());
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      exchange.getResponseBody().write(content);
    }
  }
}
