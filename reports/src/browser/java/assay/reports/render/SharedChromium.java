package assay.reports.render;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// One browser for all classes of tests: it is started for the first and closed behind the last.
/// Tests share no page. They run on one thread, which Playwright asks for.
final class SharedChromium implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedChromium.class);

  private Chromium chromium;

  @Override
  public void beforeAll(ExtensionContext context) {
    String missing = Chromium.missing();
    if (!missing.isEmpty()) {
      System.out.println("skipped: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
    chromium =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class);
  }

  Browser browser() {
    return chromium.browser();
  }
}
