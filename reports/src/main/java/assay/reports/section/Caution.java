package assay.reports.section;

import java.util.List;

/// Something that needs care before the scores are believed: one kind of it, and where it is.
///
/// @param what it is
/// @param places each where it is told in full, at least one
public record Caution(String what, List<Place> places) {
  public Caution {
    places = List.copyOf(places);
  }

  /// A place in the page.
  ///
  /// @param text says how much of it there is
  /// @param target fragment of the page's address, without `#`
  public record Place(String text, String target) {}
}
