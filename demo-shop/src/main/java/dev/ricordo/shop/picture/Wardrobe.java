package dev.ricordo.shop.picture;

import static dev.ricordo.shop.picture.Sketch.BLACK;
import static dev.ricordo.shop.picture.Sketch.BODY;
import static dev.ricordo.shop.picture.Sketch.DARK;
import static dev.ricordo.shop.picture.Sketch.LEATHER;
import static dev.ricordo.shop.picture.Sketch.METAL;
import static dev.ricordo.shop.picture.Sketch.PAPER;
import static dev.ricordo.shop.picture.Sketch.d;

/** Sneakers, sunglasses and watches. */
final class Wardrobe {

  private Wardrobe() {}

  static void sneaker(Sketch s, int style) {
    s.shadow(204, 148);
    switch (style) {
      case 0 -> lowTop(s);
      case 1 -> highTop(s);
      default -> runner(s);
    }
  }

  private static void lowTop(Sketch s) {
    s.fill(s.shade(), d("M", 72, 216, "Q", 104, 226, 140, 210, "L", 152, 232, "L", 76, 250, "Z"));
    s.fill(
        BODY,
        d(
            "M", 68, 206, "Q", 84, 226, 120, 218, "Q", 146, 210, 156, 190, "L", 232, 240, "Q", 262,
            256, 304, 262, "Q", 340, 268, 340, 304, "L", 62, 304, "Q", 56, 240, 68, 206, "Z"));
    s.fill(
        PAPER,
        d("M", 262, 254, "Q", 340, 256, 342, 304, "L", 276, 304, "Q", 286, 274, 262, 254, "Z"));
    sole(s, PAPER, 22);
    laces(s, 168, 204, 4, 17, 12);
    badge(s, 128, 262);
    s.fill(s.shade(), d("M", 62, 304, "Q", 56, 250, 64, 222, "L", 88, 230, "L", 92, 304, "Z"));
  }

  private static void highTop(Sketch s) {
    s.fill(s.shade(), d("M", 84, 128, "L", 166, 128, "L", 166, 150, "L", 84, 160, "Z"));
    s.fill(
        BODY,
        d(
            "M", 78, 132, "Q", 122, 148, 168, 126, "Q", 166, 190, 196, 214, "L", 250, 250, "Q", 272,
            260, 304, 264, "Q", 340, 270, 340, 304, "L", 66, 304, "Q", 60, 250, 74, 204, "Q", 82,
            170, 78, 132, "Z"));
    s.fill(
        PAPER,
        d("M", 264, 256, "Q", 340, 258, 342, 304, "L", 280, 304, "Q", 288, 274, 264, 256, "Z"));
    sole(s, PAPER, 22);
    for (int i = 0; i < 4; i++) {
      s.line(PAPER, 6, 142 + i * 4, 156 + i * 17, 166 + i * 7, 150 + i * 17);
    }
    laces(s, 186, 218, 3, 17, 11);
    s.circle(PAPER, 112, 198, 20).circle(s.shade(), 112, 198, 14);
    s.line(s.shade(), 4, 76, 232, 70, 300);
  }

  private static void runner(Sketch s) {
    s.fill(
        BODY,
        d(
            "M", 66, 200, "Q", 62, 186, 78, 186, "Q", 92, 214, 124, 208, "Q", 148, 200, 158, 182,
            "Q", 176, 184, 188, 204, "Q", 222, 244, 286, 254, "Q", 338, 262, 346, 296, "L", 60, 296,
            "Q", 54, 246, 66, 200, "Z"));
    s.fill(
        PAPER,
        d(
            "M", 52, 286, "Q", 120, 300, 200, 292, "Q", 290, 284, 352, 290, "Q", 360, 312, 336, 322,
            "L", 78, 326, "Q", 44, 318, 52, 286, "Z"));
    s.fill(
        s.shade(),
        d(
            "M", 66, 324, "L", 340, 320, "Q", 326, 332, 300, 331, "L", 96, 331, "Q", 76, 331, 66,
            324, "Z"));
    s.fill(
        PAPER,
        d(
            "M", 110, 284, "C", 140, 236, 190, 250, 252, 268, "C", 200, 262, 152, 262, 136, 288,
            "Z"));
    if (s.chance(0.5)) {
      s.stroke(s.light(), 7, d("M", 96, 280, "C", 118, 240, 150, 232, 190, 236));
    }
    laces(s, 168, 200, 4, 15, 11);
    s.fill(
        s.shade(),
        d("M", 60, 290, "Q", 56, 240, 66, 206, "L", 86, 220, "Q", 80, 260, 92, 292, "Z"));
    s.stroke(s.light(), 6, d("M", 70, 190, "Q", 58, 180, 60, 168));
  }

  private static void sole(Sketch s, String fill, double height) {
    s.box(fill, 56, 300, 290, height + 8, 12);
    s.box(s.chance(0.5) ? "#b98550" : "#cfc7b8", 56, 320, 290, 10, 5);
    if (s.chance(0.5)) {
      s.line(s.main(), 4, 66, 310, 338, 310);
    }
  }

  private static void laces(Sketch s, double x, double y, int count, double dx, double dy) {
    for (int i = 0; i < count; i++) {
      s.line(PAPER, 6, x + i * dx - 10, y + i * dy + 10, x + i * dx + 12, y + i * dy - 6);
    }
  }

  private static void badge(Sketch s, double x, double y) {
    switch (s.pick(3)) {
      case 0 -> s.stroke(PAPER, 9, d("M", x, y + 26, "Q", x + 40, y + 20, x + 72, y - 18));
      case 1 -> {
        s.line(PAPER, 8, x + 6, y + 30, x + 40, y - 22);
        s.line(PAPER, 8, x + 32, y + 30, x + 66, y - 14);
      }
      default -> s.circle(PAPER, x + 36, y + 4, 14);
    }
  }

  static void sunglasses(Sketch s, int style) {
    String[] tints = {"#3c4a45", "#5a4636", "#39435c", "#4d3b4a", "#2f3a3c"};
    String tint = tints[s.pick(tints.length)];
    s.stroke(s.shade(), 9, d("M", 66, 182, "Q", 84, 140, 128, 134));
    s.stroke(s.shade(), 9, d("M", 334, 182, "Q", 316, 140, 272, 134));
    switch (style) {
      case 0 -> roundFrames(s, tint);
      case 1 -> squareFrames(s, tint);
      default -> aviators(s, tint);
    }
  }

  private static void roundFrames(Sketch s, String tint) {
    double r = s.vary(50, 58);
    double w = s.vary(9, 15);
    s.stroke(BODY, w * 0.8, d("M", 132 + r - 4, 196, "Q", 200, 172, 268 - r + 4, 196));
    for (double x : new double[] {132, 268}) {
      s.circle(tint, x, 208, r);
      s.ring(s.main(), w, x, 208, r);
      s.shine(
          6,
          d("M", x - r * 0.5, 208 - r * 0.2, "Q", x - r * 0.4, 208 - r * 0.55, x, 208 - r * 0.62));
    }
  }

  private static void squareFrames(Sketch s, String tint) {
    double h = s.vary(76, 92);
    double radius = s.vary(16, 30);
    s.box(BODY, 66, 164, 124, h + 24, radius + 8);
    s.box(BODY, 210, 164, 124, h + 24, radius + 8);
    s.fill(
        s.main(),
        d("M", 70, 164, "Q", 200, 150, 330, 164, "L", 326, 184, "Q", 200, 172, 74, 184, "Z"));
    s.box(tint, 79, 180, 98, h, radius);
    s.box(tint, 223, 180, 98, h, radius);
    for (double x : new double[] {92, 236}) {
      s.shine(6, d("M", x, 214, "L", x + 22, 192));
    }
    s.circle(METAL, 78, 176, 4).circle(METAL, 322, 176, 4);
  }

  private static void aviators(Sketch s, String tint) {
    double drop = s.vary(84, 96);
    s.stroke(s.main(), 6, d("M", 178, 182, "L", 222, 182));
    s.stroke(s.main(), 6, d("M", 172, 196, "Q", 200, 178, 228, 196));
    for (int side = -1; side <= 1; side += 2) {
      double x = 200 + side * 68;
      double in = -side;
      String lens =
          d(
              "M",
              x + in * 46,
              180,
              "L",
              x - in * 46,
              176,
              "Q",
              x - in * 66,
              180,
              x - in * 58,
              216,
              "Q",
              x - in * 46,
              176 + drop,
              x - in * 4,
              176 + drop,
              "Q",
              x + in * 56,
              176 + drop - 16,
              x + in * 46,
              180,
              "Z");
      s.fill(tint, lens);
      s.stroke(s.main(), 7, lens);
      s.shine(6, d("M", x - 22, 214, "L", x - 2, 192));
    }
  }

  static void watch(Sketch s, int style) {
    String strap = style == 3 ? DARK : s.chance(0.6) ? BODY : LEATHER;
    double w = style == 2 ? s.vary(34, 40) : s.vary(30, 38);
    s.box(strap, 200 - w, 24, 2 * w, 130, 10);
    s.box(strap, 200 - w, 246, 2 * w, 130, 10);
    if (style == 1) {
      for (int i = 0; i < 4; i++) {
        s.circle("#00000055", 200, 306 + i * 16, 4);
      }
    } else {
      s.stroke(
          "#ffffff66",
          2,
          d(
              "M", 207 - w, 32, "L", 207 - w, 140, "M", 193 + w, 32, "L", 193 + w, 140, "M",
              207 - w, 262, "L", 207 - w, 368, "M", 193 + w, 262, "L", 193 + w, 368));
    }
    if (style == 2) {
      squareCase(s);
    } else {
      roundCase(s, style);
    }
  }

  private static void squareCase(Sketch s) {
    s.box(METAL, 282, 190, 14, 22, 5);
    s.box(METAL, 118, 118, 164, 164, 34);
    boolean pale = s.chance(0.5);
    String ink = pale ? BLACK : PAPER;
    s.box(pale ? PAPER : s.shade(), 132, 132, 136, 136, 24);
    s.box("#00000010", 140, 140, 120, 120, 18);
    marks(s, 52, ink, 12);
    hands(s, 34, 50, ink);
  }

  private static void roundCase(Sketch s, int style) {
    double r = style == 0 ? s.vary(82, 90) : s.vary(90, 98);
    s.box(METAL, 196 + r, 188, 18, 24, 6);
    s.circle(METAL, 200, 200, r);
    if (style == 3) {
      s.circle(s.main(), 200, 200, r - 4);
      for (int i = 0; i < 12; i++) {
        s.turned(i * 30, 200, 200)
            .line(PAPER, i % 3 == 0 ? 5 : 3, 200, 208 - r, 200, 214 - r)
            .end();
      }
      r -= 18;
    }
    boolean pale = style == 0 || (style == 1 && s.chance(0.4));
    s.circle(pale ? PAPER : style == 3 ? BLACK : s.shade(), 200, 200, r - 9);
    String ink = pale ? BLACK : PAPER;
    marks(s, r - 20, ink, style == 0 ? 4 : 12);
    hands(s, r * 0.44, r * 0.64, ink);
    s.shine(
        5,
        d(
            "M",
            200 - r * 0.62,
            200 - r * 0.3,
            "Q",
            200 - r * 0.5,
            200 - r * 0.6,
            200 - r * 0.16,
            200 - r * 0.68));
  }

  private static void marks(Sketch s, double r, String ink, int count) {
    for (int i = 0; i < 12; i++) {
      boolean large = i % (12 / Math.min(count, 4)) == 0;
      if (large || count == 12) {
        s.turned(i * 30, 200, 200)
            .line(ink, large ? 5 : 3, 200, 200 - r, 200, 200 - r + (large ? 11 : 7))
            .end();
      }
    }
  }

  private static void hands(Sketch s, double hour, double minute, String ink) {
    s.turned(s.vary(-70, -50), 200, 200).line(ink, 7, 200, 200, 200, 200 - hour).end();
    s.turned(s.vary(50, 70), 200, 200).line(ink, 5, 200, 200, 200, 200 - minute).end();
    s.turned(s.vary(150, 210), 200, 200).line("#d2503c", 2, 200, 216, 200, 200 - minute).end();
    s.circle(ink, 200, 200, 6);
  }
}
