package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.SampleRecord;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page on paper, on narrow screens, in the dark, by keyboard and for readers who do not see
/// it. Contrasts are those of WCAG 2.2: 4.5 for text, 3 for large text.
final class AccessBrowserTest extends BrowserPage {
  private static final String LONG = "Model-with-a-very-long-name-of-a-checkpoint-step-0012800-";

  private static Report wide() {
    List<SampleRecord> a = TestRuns.random(5, 120, 1);
    List<SampleRecord> b = TestRuns.random(6, 120, 1);
    return Report.of(
        List.of(
            TestRuns.of("monday/" + LONG + "a", manifest(a), a),
            TestRuns.of("tuesday/" + LONG + "a", manifest(b), b)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyTextStandsOutFromItsGround(ColorScheme scheme) throws IOException {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    load(wide());
    openRow(0);
    page.locator("button.diff").first().click();
    assertThat(strings(CONTRASTS)).isEmpty();
  }

  /// Returns each text whose contrast with the nearest painted ground is too low.
  private static final String CONTRASTS =
      """
      () => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        const rgba = (colour) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const light = (colour) => rgba(colour).slice(0, 3).map((each) => each / 255)
          .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
          .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (rgba(colour)[3] > 250) return colour;
          }
          return getComputedStyle(document.body).backgroundColor;
        };
        const bad = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
          if (element.closest('script, style, noscript, :disabled')) continue;
          const style = getComputedStyle(element);
          const ink = element.closest('svg') ? style.fill : style.color;
          const [a, b] = [light(ink), light(ground(element))].sort((x, y) => y - x);
          const contrast = (a + 0.05) / (b + 0.05);
          const large = parseFloat(style.fontSize) >= 24;
          if (contrast < (large ? 3 : 4.5)) {
            bad.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 20)}`);
          }
        }
        return [...bad];
      }\
      """;

  @Test
  void everyControlHasANameAndEveryPartItsRole() throws IOException {
    load(wide());
    openRow(0);
    assertThat(strings(NAMES)).isEmpty();
  }

  private static final String NAMES =
      """
      () => {
        const bad = [];
        const named = (element) => element.getAttribute('aria-label') || element.textContent.trim()
          || [...(element.labels ?? [])].some((label) => label.textContent.trim());
        for (const each of document.querySelectorAll('button, a[href], input, select, summary')) {
          if (!named(each)) bad.push(`no name: ${each.outerHTML.slice(0, 80)}`);
        }
        for (const each of document.querySelectorAll('svg:not([aria-hidden])')) {
          if (each.getAttribute('role') !== 'img' || !each.getAttribute('aria-label')) bad.push('a picture without words');
        }
        for (const each of document.querySelectorAll('table')) {
          if (!each.caption && !each.getAttribute('aria-label') && !each.closest('.parts')) bad.push('a table without a title');
          if (each.tHead && [...each.tHead.querySelectorAll('th')].some((th) => th.scope !== 'col')) bad.push('a head without scope');
        }
        const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
        if (new Set(ids).size !== ids.length) bad.push('an id is used twice');
        for (const each of document.querySelectorAll('[aria-controls]')) {
          if (!document.getElementById(each.getAttribute('aria-controls'))) bad.push('controls nothing');
        }
        for (const each of document.querySelectorAll('a[href^="#"]:not([href^="#list?"])')) {
          if (!document.getElementById(each.getAttribute('href').slice(1))) bad.push(`leads nowhere: ${each.outerHTML}`);
        }
        let level = 1;
        for (const each of document.querySelectorAll('h1, h2, h3, h4')) {
          const now = Number(each.tagName[1]);
          if (now > level + 1) bad.push(`heading ${now} below ${level}: ${each.textContent}`);
          level = now;
        }
        if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
        if (!document.documentElement.lang) bad.push('no language');
        if (document.querySelectorAll('main').length !== 1) bad.push('not one main');
        if (document.querySelector('a').className !== 'skip') bad.push('the first link does not skip');
        return bad;
      }\
      """;

  @Test
  void everyControlIsReachedByTabAndShowsItsFocus() throws IOException {
    load(two("The answer is (A).", "The answer is (B)."));
    List<Object> reached = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      page.keyboard().press("Tab");
      if (focused("el => el === document.body").equals(true)) {
        break;
      }
      assertThat(focused("el => getComputedStyle(el).outlineStyle")).isNotEqualTo("none");
      assertThat(focused("el => el.getBoundingClientRect().width > 0")).isEqualTo(true);
      reached.add(focused("el => el.id || el.className || el.tagName"));
    }
    assertThat(reached).startsWith("skip").contains("query", "open", "SUMMARY", "changed", "theme");
    assertThat(reached.indexOf("query")).isLessThan(reached.indexOf("open"));
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 700, 1000})
  void nothingSticksOutOfANarrowScreen(int width) throws IOException {
    page.setViewportSize(width, 800);
    load(wide());
    openRow(0);
    page.locator("button.diff").first().click();
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth <= 0"))
        .isEqualTo(true);
  }

  @Test
  void paperIsWhiteAndHasTheFiguresWithoutTheControls() throws IOException {
    load(SmallRuns.report());
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setMedia(Media.PRINT));
    assertThat(page.locator("#samples").isVisible()).isFalse();
    assertThat(page.locator("header").isVisible()).isFalse();
    assertThat(page.locator("#overview").isVisible()).isTrue();
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(253, 253, 252)");
    assertThat(page.locator("details:has-text('Manifest') tbody").first().isVisible())
        .as("what makes the run repeatable is unfolded")
        .isTrue();
    assertThat(strings(CONTRASTS)).isEmpty();
    byte[] paper = page.pdf();
    assertThat(new String(paper, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }

  @Test
  void theThemeButtonGoesThroughItsThreeChoices() throws IOException {
    load(SmallRuns.report());
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      page.locator("#theme").click();
      seen.add(page.locator("#theme").textContent());
    }
    assertThat(seen).containsExactly("Theme: light", "Theme: dark", "Theme: auto");
  }

  private List<String> strings(String function) {
    List<String> made = new ArrayList<>();
    for (Object each : (List<?>) page.evaluate(function)) {
      made.add((String) each);
    }
    return made;
  }
}
