package assay.harness.divergence;

import assay.results.divergence.Divergence.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/// The places with the largest divergences.
final class WorstPlaces {
  private static final Comparator<Place> BY_DIVERGENCE = Comparator.comparingDouble(Place::kl);

  private final int most;
  private final PriorityQueue<Place> places = new PriorityQueue<>(BY_DIVERGENCE);

  /// @param most how many are kept, from 0
  WorstPlaces(int most) {
    this.most = most;
  }

  /// Adds a place, which is made only if it is among the worst so far.
  void add(double kl, Supplier<Place> place) {
    if (places.size() < most) {
      places.add(place.get());
    } else if (most > 0 && kl > places.element().kl()) {
      places.remove();
      places.add(place.get());
    }
  }

  /// Returns the places, the worst first.
  List<Place> all() {
    List<Place> all = new ArrayList<>(places);
    all.sort(BY_DIVERGENCE.reversed());
    return all;
  }
}
