package dev.ricordo.shop.picture;

import static dev.ricordo.shop.picture.Sketch.BLACK;
import static dev.ricordo.shop.picture.Sketch.BODY;
import static dev.ricordo.shop.picture.Sketch.DARK;
import static dev.ricordo.shop.picture.Sketch.GROUND;
import static dev.ricordo.shop.picture.Sketch.METAL;
import static dev.ricordo.shop.picture.Sketch.WOOD;
import static dev.ricordo.shop.picture.Sketch.d;

/** Kettles, mugs and pans. */
final class Kitchen {

  private Kitchen() {}

  static void kettle(Sketch s, int style) {
    switch (style) {
      case 0 -> gooseneck(s);
      case 1 -> stovetop(s);
      case 2 -> jug(s);
      default -> whistling(s);
    }
  }

  private static void gooseneck(Sketch s) {
    double top = s.vary(178, 198);
    double w = s.vary(66, 78);
    double x = 212;
    String grip = s.chance(0.5) ? WOOD : DARK;
    s.shadow(x, w + 22);
    s.stroke(BODY, 13, d("M", x - w + 8, 296, "C", 96, 292, 122, 196, 84, 172));
    s.stroke(
        grip,
        15,
        d("M", x + w - 16, top + 14, "C", x + w + 62, top - 6, x + w + 54, 282, x + w - 4, 292));
    s.fill(
        BODY,
        d(
            "M",
            x - w + 14,
            top,
            "L",
            x + w - 14,
            top,
            "L",
            x + w,
            316,
            "Q",
            x + w,
            GROUND,
            x + w - 14,
            GROUND,
            "L",
            x - w + 14,
            GROUND,
            "Q",
            x - w,
            GROUND,
            x - w,
            316,
            "Z"));
    s.ellipse(s.shade(), x, top, w - 14, 9);
    s.fill(BODY, d("M", x - w + 18, top - 2, "Q", x, top - 26, x + w - 18, top - 2, "Z"));
    s.box(grip, x - 9, top - 32, 18, 18, 6);
    s.shine(7, d("M", x - w + 26, top + 24, "L", x - w + 18, 292));
  }

  private static void stovetop(Sketch s) {
    double w = s.vary(92, 108);
    double top = s.vary(204, 218);
    String grip = s.chance(0.6) ? WOOD : DARK;
    s.shadow(200, w + 20);
    s.stroke(
        s.main(),
        9,
        d("M", 200 - w * 0.62, top + 8, "C", 120, 84, 280, 84, 200 + w * 0.62, top + 8));
    s.stroke(grip, 15, d("M", 166, 117, "Q", 200, 106, 234, 117));
    s.fill(
        BODY, d("M", 200 - w + 22, 296, "L", 66, 222, "L", 84, 210, "L", 200 - w * 0.5, 246, "Z"));
    s.fill(
        BODY,
        d(
            "M",
            200 - w * 0.56,
            top,
            "L",
            200 + w * 0.56,
            top,
            "Q",
            200 + w,
            252,
            200 + w,
            308,
            "Q",
            200 + w,
            GROUND,
            200 + w - 18,
            GROUND,
            "L",
            200 - w + 18,
            GROUND,
            "Q",
            200 - w,
            GROUND,
            200 - w,
            308,
            "Q",
            200 - w,
            252,
            200 - w * 0.56,
            top,
            "Z"));
    s.fill(s.shade(), d("M", 200 - w * 0.56, top, "Q", 200, top - 30, 200 + w * 0.56, top, "Z"));
    s.circle(grip, 200, top - 20, 9);
    s.box(s.shade(), 200 - w + 4, 318, 2 * w - 8, 12, 6);
    s.shine(7, d("M", 200 - w + 30, 292, "Q", 200 - w + 34, 256, 200 - w * 0.5, top + 18));
  }

  private static void jug(Sketch s) {
    double w = s.vary(54, 62);
    double top = s.vary(128, 148);
    s.shadow(200, w + 40);
    s.stroke(
        DARK,
        16,
        d(
            "M",
            200 + w - 12,
            top + 12,
            "L",
            200 + w + 34,
            top + 22,
            "L",
            200 + w + 26,
            282,
            "L",
            200 + w + 4,
            292));
    s.fill(
        BODY,
        d("M", 200 - w + 12, top, "L", 200 - w - 26, top + 14, "L", 200 - w + 6, top + 50, "Z"));
    s.fill(
        BODY,
        d(
            "M",
            200 - w + 12,
            top,
            "L",
            200 + w - 12,
            top,
            "L",
            200 + w + 8,
            304,
            "L",
            200 - w - 8,
            304,
            "Z"));
    s.box(DARK, 200 - w - 14, 304, 2 * w + 28, 26, 9);
    s.box(DARK, 200 - w + 10, top - 12, 2 * w - 20, 14, 6);
    s.box("#dff0f4", 196, top + 64, 10, 74, 5);
    s.box("#7fb6c9", 196, top + s.vary(84, 108), 10, 30, 4);
    s.shine(7, d("M", 200 - w + 22, top + 26, "L", 200 - w + 8, 284));
  }

  private static void whistling(Sketch s) {
    double r = s.vary(84, 94);
    double y = GROUND - r * 0.86;
    s.shadow(200, r + 12);
    s.stroke(
        DARK,
        12,
        d("M", 200 - r * 0.7, y - r * 0.6, "C", 128, 96, 272, 96, 200 + r * 0.7, y - r * 0.6));
    s.fill(
        BODY,
        d(
            "M",
            200 - r + 4,
            y + 22,
            "Q",
            92,
            y - 18,
            74,
            y - 26,
            "L",
            84,
            y - 46,
            "Q",
            112,
            y - 40,
            200 - r * 0.6,
            y - 30,
            "Z"));
    s.box(METAL, 64, y - 50, 26, 18, 6);
    s.ellipse(BODY, 200, y, r, r * 0.86);
    s.ellipse(s.shade(), 200, y - r * 0.76, r * 0.46, 8);
    s.ellipse(BODY, 200, y - r * 0.82, r * 0.42, 9);
    s.circle(DARK, 200, y - r * 0.82 - 14, 9);
    if (s.chance(0.5)) {
      s.stroke(s.light(), 6, d("M", 200 - r + 3, y + 12, "Q", 200, y + 38, 200 + r - 3, y + 12));
    }
    s.shine(8, d("M", 200 - r * 0.72, y + 12, "Q", 200 - r * 0.76, y - 30, 200 - r * 0.4, y - 52));
  }

  static void mug(Sketch s, int style) {
    switch (style) {
      case 0 -> espresso(s);
      case 1 -> straightMug(s);
      case 2 -> roundMug(s);
      default -> tumbler(s);
    }
  }

  private static void espresso(Sketch s) {
    double w = s.vary(64, 74);
    double top = s.vary(212, 224);
    s.shadow(200, 136);
    s.ellipse(s.shade(), 200, 320, 132, 13);
    s.ellipse(BODY, 200, 314, 132, 13);
    s.stroke(
        BODY,
        13,
        d(
            "M",
            200 + w - 6,
            top + 20,
            "C",
            200 + w + 52,
            top + 6,
            200 + w + 46,
            top + 72,
            200 + w - 16,
            top + 66));
    s.fill(
        BODY,
        d(
            "M", 200 - w, top, "L", 200 + w, top, "C", 200 + w, top + 62, 238, 312, 200, 312, "C",
            162, 312, 200 - w, top + 62, 200 - w, top, "Z"));
    s.ellipse(s.light(), 200, top, w, 13);
    s.ellipse("#5b3a26", 200, top + 2, w - 9, 9);
    s.ellipse("#a9794f", 192, top + 1, w * 0.4, 4);
    steam(s, top - 22);
  }

  private static void straightMug(Sketch s) {
    double w = s.vary(68, 80);
    double top = s.vary(166, 184);
    s.shadow(190, w + 24);
    s.stroke(
        BODY,
        17,
        d(
            "M",
            190 + w - 4,
            top + 36,
            "C",
            190 + w + 72,
            top + 22,
            190 + w + 72,
            296,
            190 + w - 4,
            282));
    s.fill(
        BODY,
        d(
            "M",
            190 - w,
            top,
            "L",
            190 + w,
            top,
            "L",
            190 + w,
            314,
            "Q",
            190 + w,
            GROUND,
            190 + w - 16,
            GROUND,
            "L",
            190 - w + 16,
            GROUND,
            "Q",
            190 - w,
            GROUND,
            190 - w,
            314,
            "Z"));
    glaze(s, 190, w, top);
    s.ellipse(s.light(), 190, top, w, 12);
    s.ellipse(s.shade(), 190, top + 2, w - 8, 8);
    s.shine(7, d("M", 190 - w + 16, top + 30, "L", 190 - w + 16, 300));
  }

  private static void glaze(Sketch s, double x, double w, double top) {
    switch (s.pick(3)) {
      case 0 ->
          s.fill(
              "#f4ead9",
              d(
                  "M",
                  x - w,
                  282,
                  "Q",
                  x - w / 2,
                  268,
                  x,
                  282,
                  "T",
                  x + w,
                  280,
                  "L",
                  x + w,
                  314,
                  "Q",
                  x + w,
                  GROUND,
                  x + w - 16,
                  GROUND,
                  "L",
                  x - w + 16,
                  GROUND,
                  "Q",
                  x - w,
                  GROUND,
                  x - w,
                  314,
                  "Z"));
      case 1 -> {
        s.box(s.light(), x - w, top + 56, 2 * w, 10, 0);
        s.box(s.light(), x - w, top + 76, 2 * w, 5, 0);
      }
      default -> {
        for (int i = -2; i <= 2; i++) {
          s.circle(s.light(), x + i * w * 0.36, top + 78 + (i % 2) * 16, 6);
        }
      }
    }
  }

  private static void roundMug(Sketch s) {
    double w = s.vary(84, 94);
    double top = s.vary(190, 204);
    s.shadow(190, w + 6);
    s.stroke(
        BODY,
        15,
        d(
            "M",
            190 + w - 12,
            top + 38,
            "C",
            190 + w + 58,
            top + 20,
            190 + w + 54,
            300,
            190 + w - 14,
            288));
    s.fill(
        BODY,
        d(
            "M",
            190 - w * 0.78,
            top,
            "L",
            190 + w * 0.78,
            top,
            "C",
            190 + w * 1.16,
            244,
            190 + w,
            GROUND,
            190 + w * 0.42,
            GROUND,
            "L",
            190 - w * 0.42,
            GROUND,
            "C",
            190 - w,
            GROUND,
            190 - w * 1.16,
            244,
            190 - w * 0.78,
            top,
            "Z"));
    s.ellipse(s.light(), 190, top, w * 0.78, 12);
    s.ellipse("#6b4630", 190, top + 2, w * 0.7, 8);
    s.shine(7, d("M", 190 - w * 0.74, 300, "Q", 190 - w * 0.98, 258, 190 - w * 0.72, top + 26));
    steam(s, top - 20);
  }

  private static void steam(Sketch s, double y) {
    for (int i = -1; i <= 1; i++) {
      double x = 192 + i * 26;
      s.stroke("#c9beb0", 4, d("M", x, y, "q", -9, -14, 0, -26, "t", 0, -24));
    }
  }

  private static void tumbler(Sketch s) {
    double w = s.vary(50, 58);
    double top = s.vary(124, 140);
    s.shadow(200, w + 16);
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            top,
            "L",
            200 + w,
            top,
            "L",
            200 + w - 14,
            316,
            "Q",
            200 + w - 16,
            GROUND,
            200 + w - 28,
            GROUND,
            "L",
            200 - w + 28,
            GROUND,
            "Q",
            200 - w + 16,
            GROUND,
            200 - w + 14,
            316,
            "Z"));
    s.fill(
        DARK,
        d(
            "M",
            200 - w - 6,
            top + 2,
            "L",
            200 - w + 2,
            top - 22,
            "L",
            200 + w - 2,
            top - 22,
            "L",
            200 + w + 6,
            top + 2,
            "Z"));
    s.box(BLACK, 172, top - 32, 30, 12, 5);
    double band = top + s.vary(56, 72);
    s.fill(
        WOOD,
        d(
            "M",
            200 - w + 4,
            band,
            "L",
            200 + w - 4,
            band,
            "L",
            200 + w - 8,
            band + 62,
            "L",
            200 - w + 8,
            band + 62,
            "Z"));
    s.shine(6, d("M", 200 - w + 14, top + 16, "L", 200 - w + 17, band - 10));
  }

  static void pan(Sketch s, int style) {
    switch (style) {
      case 0 -> casserole(s);
      case 1 -> fryingPan(s);
      default -> saucepan(s);
    }
  }

  private static void casserole(Sketch s) {
    double w = s.vary(104, 118);
    double top = s.vary(226, 238);
    s.shadow(200, w + 16);
    s.stroke(
        BODY,
        15,
        d(
            "M",
            200 - w + 4,
            top + 22,
            "C",
            200 - w - 42,
            top + 14,
            200 - w - 36,
            top + 50,
            200 - w + 4,
            top + 46));
    s.stroke(
        BODY,
        15,
        d(
            "M",
            200 + w - 4,
            top + 22,
            "C",
            200 + w + 42,
            top + 14,
            200 + w + 36,
            top + 50,
            200 + w - 4,
            top + 46));
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            top,
            "L",
            200 + w,
            top,
            "L",
            200 + w - 6,
            304,
            "Q",
            200 + w - 10,
            GROUND,
            200 + w - 34,
            GROUND,
            "L",
            200 - w + 34,
            GROUND,
            "Q",
            200 - w + 10,
            GROUND,
            200 - w + 6,
            304,
            "Z"));
    s.fill(
        BODY,
        d(
            "M",
            200 - w - 4,
            top,
            "C",
            200 - w + 20,
            top - 62,
            200 + w - 20,
            top - 62,
            200 + w + 4,
            top,
            "Z"));
    s.box(s.shade(), 200 - w - 6, top - 5, 2 * w + 12, 10, 5);
    s.box(s.chance(0.5) ? METAL : DARK, 184, top - 66, 32, 16, 8);
    s.shine(8, d("M", 200 - w + 18, top + 20, "L", 200 - w + 24, 300));
  }

  private static void fryingPan(Sketch s) {
    double r = s.vary(86, 96);
    String grip = s.chance(0.5) ? WOOD : DARK;
    s.shadow(170, r + 6);
    s.turned(-34, 160, 226);
    s.box(grip, 160 + r - 6, 213, 150, 26, 13);
    s.circle("#f3ece1", 160 + r + 128, 226, 6);
    s.box(METAL, 160 + r - 14, 211, 34, 30, 6);
    s.end();
    s.circle(s.shade(), 160, 232, r + 4);
    s.circle(BODY, 160, 226, r + 4);
    s.circle(DARK, 160, 226, r - 10);
    s.ring("#ffffff22", 3, 160, 226, r - 30);
    if (s.chance(0.6)) {
      s.fill(
          "#fffdf6",
          d(
              "M", 122, 214, "C", 118, 176, 176, 176, 182, 204, "C", 214, 212, 204, 262, 168, 256,
              "C", 138, 276, 110, 250, 122, 214, "Z"));
      s.circle("#f0b53c", 158, 222, 20);
      s.circle("#f8d37a", 152, 216, 6);
    }
    s.shine(6, d("M", 160 - r + 4, 212, "Q", 160 - r + 16, 226 - r * 0.6, 160 - r * 0.4, 230 - r));
  }

  private static void saucepan(Sketch s) {
    double w = s.vary(72, 84);
    double top = s.vary(214, 230);
    String grip = s.chance(0.5) ? WOOD : DARK;
    double x = 160;
    s.shadow(x, w + 12);
    s.fill(
        grip,
        d(
            "M", x + w - 4, top + 16, "L", 352, top - 22, "Q", 368, top - 22, 364, top - 6, "L",
            x + w - 4, top + 38, "Z"));
    s.box(METAL, x + w - 8, top + 12, 26, 28, 5);
    s.fill(
        BODY,
        d(
            "M",
            x - w,
            top,
            "L",
            x + w,
            top,
            "L",
            x + w,
            308,
            "Q",
            x + w,
            GROUND,
            x + w - 22,
            GROUND,
            "L",
            x - w + 22,
            GROUND,
            "Q",
            x - w,
            GROUND,
            x - w,
            308,
            "Z"));
    s.fill(
        BODY,
        d(
            "M",
            x - w,
            top - 2,
            "C",
            x - w + 24,
            top - 42,
            x + w - 24,
            top - 42,
            x + w,
            top - 2,
            "Z"));
    s.box(s.shade(), x - w - 5, top - 6, 2 * w + 10, 10, 5);
    s.box(grip, x - 14, top - 48, 28, 15, 7);
    s.shine(7, d("M", x - w + 16, top + 22, "L", x - w + 16, 300));
  }
}
