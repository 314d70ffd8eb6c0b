package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is blotted out of texts, by texts that chance makes.
final class SecretTest {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final int PART = 8;

  private final Random random = new Random(20261201);

  @Test
  void aPartIsHiddenAtEachPlaceOfATextWhateverItsLength() {
    String key = letters(40);
    Secret secret = new Secret(key);
    for (int length = PART; length <= key.length(); length++) {
      for (int before = 0; before < 12; before++) {
        int from = random.nextInt(key.length() - length + 1);
        String left = ".".repeat(before);
        String right = ".".repeat(random.nextInt(12));
        assertThat(secret.redact(left + key.substring(from, from + length) + right))
            .isEqualTo(left + "***" + right);
      }
    }
  }

  @Test
  void whatIsShorterThanAPartStays() {
    String key = letters(40);
    Secret secret = new Secret(key);
    for (int from = 0; from + PART - 1 <= key.length(); from++) {
      String text = ". " + key.substring(from, from + PART - 1) + " .";
      assertThat(secret.redact(text)).isEqualTo(text);
    }
  }

  @Test
  void noPartIsLeftOfAnyFormInTextsOfItsOwnLetters() {
    // Few letters, so that a text is full of what looks like a part.
    for (int round = 0; round < 300; round++) {
      String key = few(9 + random.nextInt(20));
      Secret secret = new Secret(key);
      String text =
          few(random.nextInt(60)) + (random.nextBoolean() ? key : "") + few(random.nextInt(60));
      String hidden = secret.redact(text);
      boolean any = false;
      for (int from = 0; from + PART <= key.length(); from++) {
        any |= text.contains(key.substring(from, from + PART));
        assertThat(hidden).doesNotContain(key.substring(from, from + PART));
      }
      if (!any) {
        assertThat(hidden).isEqualTo(text);
      }
    }
  }

  @Test
  void base64IsHiddenWhateverStandsBeforeTheKey() {
    String key = letters(33);
    for (int before = 0; before < 6; before++) {
      byte[] bytes = ("x".repeat(before) + key + "tail").getBytes(StandardCharsets.UTF_8);
      String hidden = new Secret(key).redact(Base64.getEncoder().encodeToString(bytes));
      assertThat(hidden).contains("***");
      assertThat(
              new String(
                  Base64.getDecoder().decode(hidden.substring(0, hidden.indexOf('*') / 4 * 4)),
                  StandardCharsets.UTF_8))
          .doesNotContain(key.substring(0, PART));
    }
  }

  @Test
  void aShortSecretIsHiddenAsAWhole() {
    assertThat(new Secret("hush").redact("hush, hushed; c3R1ZmY="))
        .isEqualTo("***, ***ed; c3R1ZmY=");
  }

  private String letters(int count) {
    return text(count, LETTERS);
  }

  private String few(int count) {
    return text(count, "ab1");
  }

  private String text(int count, String of) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(of.charAt(random.nextInt(of.length())));
    }
    return text.toString();
  }
}
