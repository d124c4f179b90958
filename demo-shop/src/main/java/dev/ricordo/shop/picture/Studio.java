package dev.ricordo.shop.picture;

import static dev.ricordo.shop.picture.Sketch.BLACK;
import static dev.ricordo.shop.picture.Sketch.BODY;
import static dev.ricordo.shop.picture.Sketch.DARK;
import static dev.ricordo.shop.picture.Sketch.GROUND;
import static dev.ricordo.shop.picture.Sketch.METAL;
import static dev.ricordo.shop.picture.Sketch.PAPER;
import static dev.ricordo.shop.picture.Sketch.WOOD;
import static dev.ricordo.shop.picture.Sketch.d;

/** Headphones, guitars and notebooks. */
final class Studio {

  private static final String LEATHERETTE = "#7a5b46";

  private Studio() {}

  static void headphones(Sketch s, int style) {
    switch (style) {
      case 0 -> overEar(s);
      case 1 -> onEar(s);
      default -> studioHeadphones(s);
    }
  }

  private static void overEar(Sketch s) {
    double w = s.vary(94, 106);
    String cushion = s.chance(0.5) ? LEATHERETTE : BLACK;
    s.stroke(
        s.shade(), 22, d("M", 200 - w, 232, "C", 200 - w - 14, 44, 200 + w + 14, 44, 200 + w, 232));
    s.stroke(
        s.main(), 14, d("M", 200 - w, 228, "C", 200 - w - 14, 46, 200 + w + 14, 46, 200 + w, 228));
    s.stroke(cushion, 20, d("M", 156, 92, "Q", 200, 76, 244, 92));
    cup(s, 200 - w, cushion, 1);
    cup(s, 200 + w, cushion, -1);
  }

  private static void cup(Sketch s, double x, String cushion, int inward) {
    s.box(cushion, x + inward * 22 - 18, 196, 36, 116, 18);
    s.box(BODY, x - 26, 190, 52, 128, 26);
    s.box(s.shade(), x - inward * 12 - 6, 220, 12, 68, 6);
    s.shine(5, d("M", x - 12, 214, "L", x - 12, 292));
  }

  private static void onEar(Sketch s) {
    double w = s.vary(90, 100);
    s.stroke(METAL, 9, d("M", 200 - w, 250, "C", 200 - w - 16, 60, 200 + w + 16, 60, 200 + w, 250));
    s.stroke(s.main(), 15, d("M", 150, 118, "Q", 200, 94, 250, 118));
    for (int side = -1; side <= 1; side += 2) {
      double x = 200 + side * w;
      s.circle(BLACK, x - side * 10, 254, 44);
      s.circle(BODY, x + side * 2, 254, 43);
      s.circle(s.shade(), x + side * 2, 254, 24);
      s.circle(s.light(), x + side * 2 - 5, 249, 7);
    }
  }

  private static void studioHeadphones(Sketch s) {
    double w = s.vary(92, 102);
    boolean wood = s.chance(0.5);
    s.stroke(
        DARK,
        8,
        d("M", 200 - w - 8, 220, "C", 200 - w - 20, 40, 200 + w + 20, 40, 200 + w + 8, 220));
    s.stroke(s.main(), 20, d("M", 200 - w + 14, 150, "C", 140, 84, 260, 84, 200 + w - 14, 150));
    s.stroke(BLACK, 5, d("M", 200 - w, 310, "C", 200 - w, 356, 160, 350, 168, 382));
    for (int side = -1; side <= 1; side += 2) {
      double x = 200 + side * w;
      s.ellipse(BLACK, x - side * 18, 252, 34, 62);
      s.ellipse(wood ? WOOD : BODY, x, 252, 42, 62);
      s.ellipse(s.shade(), x + side * 6, 252, 24, 40);
      s.ellipse("#ffffff33", x + side * 4, 244, 14, 24);
      s.stroke(METAL, 7, d("M", x - side * 2, 188, "L", x - side * 4, 160));
    }
  }

  static void guitar(Sketch s, int style) {
    s.turned(s.vary(14, 24), 200, 220);
    switch (style) {
      case 0 -> acoustic(s, 1);
      case 1 -> electric(s);
      default -> acoustic(s, 0.78);
    }
    s.end();
  }

  private static void acoustic(Sketch s, double k) {
    double w = 92 * k * s.vary(0.96, 1.06);
    double base = 372 - (1 - k) * 60;
    double top = base - 190 * k;
    double nut = k < 1 ? 96 : 76;
    s.fill(
        BODY,
        d(
            "M",
            200,
            top,
            "C",
            200 + w * 0.9,
            top - 6,
            200 + w * 0.82,
            top + 66 * k,
            200 + w * 0.62,
            top + 80 * k,
            "C",
            200 + w * 1.5,
            top + 110 * k,
            200 + w * 1.1,
            base,
            200,
            base,
            "C",
            200 - w * 1.1,
            base,
            200 - w * 1.5,
            top + 110 * k,
            200 - w * 0.62,
            top + 80 * k,
            "C",
            200 - w * 0.82,
            top + 66 * k,
            200 - w * 0.9,
            top - 6,
            200,
            top,
            "Z"));
    s.circle(s.shade(), 200, top + 74 * k, 34 * k);
    s.circle("#2c1d14", 200, top + 74 * k, 28 * k);
    neck(s, nut, top + 50 * k, 13 * k + 2);
    s.box("#3d2617", 200 - 34 * k, base - 56 * k, 68 * k, 13, 4);
    strings(s, nut, base - 50 * k, k < 1 ? 4 : 6);
    s.shine(
        6,
        d(
            "M",
            200 - w * 0.92,
            base - 44 * k,
            "Q",
            200 - w * 1.04,
            base - 80 * k,
            200 - w * 0.66,
            top + 102 * k));
  }

  private static void electric(Sketch s) {
    s.fill(
        BODY,
        d(
            "M", 178, 214, "C", 150, 176, 112, 172, 116, 210, "C", 118, 244, 96, 268, 96, 312, "C",
            96, 366, 150, 380, 204, 378, "C", 270, 376, 308, 352, 300, 306, "C", 294, 270, 276, 262,
            282, 236, "C", 288, 204, 256, 196, 222, 222, "Z"));
    s.fill(
        s.chance(0.6) ? PAPER : BLACK,
        d(
            "M", 164, 232, "Q", 200, 216, 240, 240, "Q", 254, 280, 268, 306, "Q", 262, 344, 222,
            340, "Q", 158, 340, 156, 296, "Z"));
    neck(s, 74, 250, 13);
    s.box(DARK, 178, 258, 44, 13, 5).box(DARK, 178, 286, 44, 13, 5).box(METAL, 174, 318, 52, 14, 4);
    strings(s, 74, 324, 6);
    s.circle(METAL, 252, 318, 7).circle(METAL, 262, 338, 7);
    s.shine(6, d("M", 112, 322, "Q", 110, 286, 124, 258));
  }

  private static void neck(Sketch s, double nut, double end, double half) {
    s.box("#5b3a24", 200 - half, nut, 2 * half, end - nut, 3);
    for (double y = nut + 12, step = 17; y < end - 6; y += step, step *= 0.965) {
      s.line("#cbb79a", 1.5, 200 - half, y, 200 + half, y);
    }
    s.fill(
        WOOD,
        d(
            "M",
            200 - half - 2,
            nut,
            "L",
            200 - half - 10,
            nut - 54,
            "Q",
            200,
            nut - 64,
            200 + half + 10,
            nut - 54,
            "L",
            200 + half + 2,
            nut,
            "Z"));
    for (int i = 0; i < 3; i++) {
      s.circle(METAL, 200 - half - 12, nut - 14 - i * 15, 5);
      s.circle(METAL, 200 + half + 12, nut - 14 - i * 15, 5);
    }
  }

  private static void strings(Sketch s, double nut, double bridge, int count) {
    for (int i = 0; i < count; i++) {
      double x = 200 + (i - (count - 1) / 2.0) * 4;
      s.line("#f1ead9", 0.9, x, nut, x, bridge);
    }
  }

  static void notebook(Sketch s, int style) {
    double w = s.vary(84, 96);
    double top = s.vary(84, 96);
    s.shadow(200, w + 24);
    s.turned(s.vary(-8, 6), 200, 210);
    switch (style) {
      case 0 -> hardcover(s, w, top);
      case 1 -> spiral(s, w, top);
      default -> stitched(s, w, top);
    }
    s.end();
    if (s.chance(0.45)) {
      pencil(s);
    }
  }

  private static void hardcover(Sketch s, double w, double top) {
    double h = GROUND - top;
    s.box(s.shade(), 200 - w + 8, top + 8, 2 * w, h, 10);
    s.box(PAPER, 200 - w + 6, top + 5, 2 * w - 2, h - 3, 6);
    s.box(BODY, 200 - w, top, 2 * w, h, 10);
    s.box("#00000022", 200 - w, top, 20, h, 8);
    s.box(s.chance(0.5) ? BLACK : s.light(), 200 + w - 30, top, 8, h, 0);
    label(s, top);
    s.box("#b5483a", 190, GROUND - 2, 9, 22, 1);
  }

  private static void label(Sketch s, double top) {
    if (s.chance(0.6)) {
      s.box(PAPER, 158, top + 44, 76, 48, 4);
      s.line("#b9b0a0", 3, 170, top + 60, 222, top + 60);
      s.line("#b9b0a0", 3, 170, top + 74, 206, top + 74);
    } else {
      s.ring(s.light(), 5, 192, top + 96, 30);
      s.circle(s.light(), 192, top + 96, 9);
    }
  }

  private static void spiral(Sketch s, double w, double top) {
    double h = GROUND - top;
    s.box(PAPER, 200 - w + 6, top + 7, 2 * w, h, 8);
    s.box(BODY, 200 - w, top, 2 * w, h, 10);
    label(s, top + 20);
    for (double x = 200 - w + 16; x < 200 + w - 8; x += 19) {
      s.circle("#00000044", x, top + 16, 5);
      s.stroke(
          METAL, 5, d("M", x, top + 14, "C", x - 12, top - 22, x + 12, top - 22, x + 1, top + 8));
      s.stroke(
          "#8d979e",
          4,
          d("M", x, top + 14, "C", x - 12, top - 22, x + 12, top - 22, x + 1, top + 8));
    }
  }

  private static void stitched(Sketch s, double w, double top) {
    double h = GROUND - top;
    s.box(PAPER, 200 - w + 7, top + 6, 2 * w - 4, h - 2, 4);
    s.box(BODY, 200 - w, top, 2 * w, h, 5);
    s.box(s.shade(), 200 - w, top, 40, h, 5);
    for (double y = top + 16; y < GROUND - 12; y += 22) {
      s.line(PAPER, 3, 200 - w + 20, y, 200 - w + 20, y + 11);
    }
    if (s.chance(0.5)) {
      for (int i = 0; i < 5; i++) {
        s.circle(s.light(), 196 + (i % 2) * 34, top + 60 + i * 34, 10);
      }
    } else {
      label(s, top + 12);
    }
  }

  private static void pencil(Sketch s) {
    s.turned(28, 320, 220);
    s.box("#e0a83c", 313, 120, 15, 164, 2);
    s.box("#c98d28", 322, 120, 6, 164, 2);
    s.box("#d98b83", 313, 106, 15, 16, 4);
    s.fill("#f0d9b0", d("M", 313, 284, "L", 328, 284, "L", 320.5, 308, "Z"));
    s.fill(BLACK, d("M", 318, 300, "L", 323, 300, "L", 320.5, 308, "Z"));
    s.end();
  }
}
