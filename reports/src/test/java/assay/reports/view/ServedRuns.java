package assay.reports.view;

import assay.reports.run.AnswerLikeness;
import assay.results.SampleRecord;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A server over run folders that a test makes, and a client that has opened its address.
abstract class ServedRuns {
  @TempDir Path folder;
  final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  ViewServer server;

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    client.close();
    if (server != null) {
      server.close();
    }
  }

  Process record(Path run, int samples, long millis) throws IOException {
    Process process = RecordingProcess.start(run, samples, millis);
    processes.add(process);
    return process;
  }

  Path write(String name, List<SampleRecord> records) throws IOException {
    RunDirectory run =
        RunDirectory.create(folder.resolve(name), RecordingProcess.manifest(records));
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      records.forEach(writer::append);
    }
    return run.path();
  }

  void serve(Path... runs) throws IOException {
    server = ViewServer.start(List.of(runs), 0, RunDirectory::open, AnswerLikeness.TEXT);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path)).header("Cookie", cookie()).build(),
        BodyHandlers.ofString());
  }

  String token() {
    return server.address().getQuery().substring("token=".length());
  }

  String cookie() {
    return "assay-view-%d=%s".formatted(server.address().getPort(), token());
  }

  /// Returns the header of a browser that has opened the address.
  String known() {
    return "Cookie: " + cookie() + "\r\n";
  }

  /// Sends a request as it is, which the JDK's client would not.
  String raw(String method, String path, String host, String headers) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
              .formatted(method, path, host, headers);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
