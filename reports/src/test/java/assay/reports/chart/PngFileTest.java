package assay.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PngFileTest {
  private static final int WIDTH = 97;
  private static final int STRIP = 40;

  @Test
  void javasOwnReaderFindsEveryPixelOfEveryStrip() throws Exception {
    BufferedImage first = noise(1);
    BufferedImage second = noise(2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PngFile png = new PngFile(out, WIDTH, STRIP + 13)) {
      png.add(first, STRIP);
      png.add(second, 13);
    }
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.getWidth()).isEqualTo(WIDTH);
    assertThat(read.getHeight()).isEqualTo(STRIP + 13);
    assertThat(pixels(read, 0, STRIP)).isEqualTo(pixels(first, 0, STRIP));
    assertThat(pixels(read, STRIP, 13)).isEqualTo(pixels(second, 0, 13));
  }

  private static BufferedImage noise(long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(WIDTH, STRIP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < STRIP; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static int[] pixels(BufferedImage image, int top, int rows) {
    return image.getRGB(0, top, WIDTH, rows, null, 0, WIDTH);
  }
}
