package assay.harness.hub;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Speaks to the hub: its token goes to the hub alone, however often it sends on to another host.
///
/// Source: the interface that huggingface_hub uses (`file_download.py`, `hf_api.py`): a file's
/// `resolve` address answers with `X-Repo-Commit`, `X-Linked-Etag` and `X-Linked-Size`, and sends
/// on to where large files are; `tree` lists a revision in pages.
final class HubClient {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int REDIRECTS = 6;
  private static final int LISTED_BYTES = 16 << 20;
  private static final int MOST_PAGES = 100;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  private final HubPlace place;
  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();

  HubClient(HubPlace place) {
    this.place = place;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// A file that the hub lists.
  record Listed(String path, OptionalLong size) {}

  /// Returns the files of a revision.
  List<Listed> tree(HubRepository repository) throws IOException, InterruptedException {
    List<Listed> files = new ArrayList<>();
    Optional<URI> page = Optional.of(address(repository.tree()));
    for (int read = 0; page.isPresent() && read < MOST_PAGES; read++) {
      HttpResponse<InputStream> answer = get(page.get(), repository.toString(), 0);
      JsonNode entries;
      try (InputStream body = answer.body()) {
        entries = json.readTree(body.readNBytes(LISTED_BYTES));
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new HubException("%s: the list of files is not JSON".formatted(page.get()), e);
      }
      for (JsonNode entry : entries) {
        if (entry.path("type").asText().equals("file")) {
          JsonNode size = entry.path("size");
          files.add(
              new Listed(
                  entry.path("path").asText(),
                  size.canConvertToLong() ? OptionalLong.of(size.asLong()) : OptionalLong.empty()));
        }
      }
      page = answer.headers().firstValue("Link").flatMap(HubClient::next);
    }
    return files;
  }

  private static Optional<URI> next(String link) {
    Matcher next = NEXT.matcher(link);
    return next.find() ? Optional.of(URI.create(next.group(1))) : Optional.empty();
  }

  /// Returns what the hub says of a file.
  RemoteFile remote(HubRepository repository, String path)
      throws IOException, InterruptedException {
    URI at = address(repository.resolve(path));
    String what = repository + "/" + path;
    for (int hop = 0; hop < REDIRECTS; hop++) {
      HttpResponse<Void> answer = send(request(at).HEAD().build(), BodyHandlers.discarding(), what);
      boolean sentOn = isRedirect(answer.statusCode());
      Optional<String> commit = answer.headers().firstValue("X-Repo-Commit");
      if (!sentOn || (commit.isPresent() && isLinked(answer))) {
        check(answer.statusCode(), at, what);
        URI location = sentOn ? target(answer, at) : at;
        return announced(answer, commit, location, what);
      }
      at = target(answer, at);
    }
    throw new HubException("%s: sent on more than %d times".formatted(what, REDIRECTS));
  }

  private static boolean isLinked(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Linked-Etag").isPresent();
  }

  private static RemoteFile announced(
      HttpResponse<Void> answer, Optional<String> commit, URI location, String what)
      throws HubException {
    Optional<String> linked = answer.headers().firstValue("X-Linked-Etag");
    Optional<String> etag =
        linked.or(() -> answer.headers().firstValue("ETag")).map(HubClient::unquoted);
    OptionalLong size =
        answer.headers().firstValueAsLong(linked.isPresent() ? "X-Linked-Size" : "Content-Length");
    if (commit.isEmpty() || etag.isEmpty() || !RemoteFile.named(commit.get(), etag.get())) {
      throw new HubException(
          "%s: the answer names no commit or no content, as the hub's do; is HF_ENDPOINT a hub?"
              .formatted(what));
    }
    return new RemoteFile(commit.get(), etag.get(), size, location);
  }

  private static String unquoted(String etag) {
    return etag.replaceFirst("^W/", "").replace("\"", "");
  }

  /// Opens a file's bytes.
  ///
  /// @param from the first byte that is wanted; the answer's status is 206 if it begins there, and
  ///   200 if it begins at the first of all
  HttpResponse<InputStream> bytes(RemoteFile remote, String what, long from)
      throws IOException, InterruptedException {
    return get(remote.location(), what, from);
  }

  private HttpResponse<InputStream> get(URI address, String what, long from)
      throws IOException, InterruptedException {
    URI at = address;
    for (int hop = 0; hop < REDIRECTS; hop++) {
      HttpRequest.Builder asked = request(at).GET();
      if (from > 0) {
        asked.header("Range", "bytes=" + from + "-");
      }
      HttpResponse<InputStream> answer = send(asked.build(), BodyHandlers.ofInputStream(), what);
      if (!isRedirect(answer.statusCode())) {
        if (answer.statusCode() != 200 && answer.statusCode() != 206) {
          answer.body().close();
        }
        check(answer.statusCode(), at, what);
        return answer;
      }
      answer.body().close();
      at = target(answer, at);
    }
    throw new HubException("%s: sent on more than %d times".formatted(what, REDIRECTS));
  }

  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, String what)
      throws IOException, InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      String words = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new HubException(
          "%s: %s cannot be reached (%s)".formatted(what, origin(request.uri()), words), e);
    }
  }

  private HttpRequest.Builder request(URI at) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).timeout(ANSWER).header("User-Agent", "assay");
    if (origin(at).equals(origin(place.endpoint()))) {
      place.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    }
    return request;
  }

  private void check(int status, URI at, String what) throws HubException {
    String where = origin(at);
    switch (status) {
      case 200, 206, 301, 302, 303, 307, 308 -> {}
      case 401, 403 ->
          throw new UsageException(
              "%s: %s does not give it out (HTTP %d). Accept its terms there and set HF_TOKEN, or see whether the name is right"
                  .formatted(what, where, status));
      case 404 ->
          throw new UsageException(
              "%s: %s has no such repository, revision or file".formatted(what, where));
      default -> throw new HubException("%s: %s answered HTTP %d".formatted(what, where, status));
    }
  }

  private static boolean isRedirect(int status) {
    return status >= 301 && status <= 308 && status != 304;
  }

  private static URI target(HttpResponse<?> answer, URI at) throws HubException {
    String location =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new HubException(at + ": sent on to nowhere"));
    try {
      return at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HubException(at + ": sent on to an address that is none", e);
    }
  }

  private URI address(String path) {
    return URI.create(place.endpoint() + path);
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }
}
