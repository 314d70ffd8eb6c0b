package assay.tasks.padding;

/// How long padded prompts are and where in them the task stands.
///
/// @param tokens that a whole prompt is to have, at least 1; it has at most so many
/// @param position share of the padding that stands before the task: 0 puts the task at the start
///   of the context, 1 at its end
/// @param seed of the choice of distractors; with the sample's id it settles it
public record WantedLength(int tokens, double position, long seed) {
  private static final int LEAST_TOLERANCE = 128;
  private static final int TOLERATED_PART = 20;

  public WantedLength {
    if (tokens < 1) {
      throw new IllegalArgumentException("a padded prompt has at least 1 token, found " + tokens);
    }
    if (!(position >= 0 && position <= 1)) {
      throw new IllegalArgumentException("position must be from 0 to 1, found " + position);
    }
  }

  /// Returns by how many tokens a padded prompt may be too short: 128, or a twentieth of its length
  /// where that is more. Padding consists of whole questions or paragraphs.
  public int tolerance() {
    return Math.max(LEAST_TOLERANCE, tokens / TOLERATED_PART);
  }
}
