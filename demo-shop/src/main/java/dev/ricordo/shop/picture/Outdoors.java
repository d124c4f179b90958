package dev.ricordo.shop.picture;

import static dev.ricordo.shop.picture.Sketch.BLACK;
import static dev.ricordo.shop.picture.Sketch.BODY;
import static dev.ricordo.shop.picture.Sketch.DARK;
import static dev.ricordo.shop.picture.Sketch.GROUND;
import static dev.ricordo.shop.picture.Sketch.LEATHER;
import static dev.ricordo.shop.picture.Sketch.METAL;
import static dev.ricordo.shop.picture.Sketch.STEEL;
import static dev.ricordo.shop.picture.Sketch.WOOD;
import static dev.ricordo.shop.picture.Sketch.d;

/** Backpacks, umbrellas and bicycles. */
final class Outdoors {

  private Outdoors() {}

  static void backpack(Sketch s, int style) {
    double w = s.vary(82, 94);
    s.shadow(200, w + 14);
    s.stroke(s.shade(), 13, d("M", 172, 96, "C", 172, 58, 228, 58, 228, 96));
    s.stroke(
        s.shade(),
        16,
        d("M", 200 - w + 12, 150, "C", 200 - w - 34, 190, 200 - w - 30, 270, 200 - w + 10, 306));
    s.stroke(
        s.shade(),
        16,
        d("M", 200 + w - 12, 150, "C", 200 + w + 34, 190, 200 + w + 30, 270, 200 + w - 10, 306));
    switch (style) {
      case 0 -> dayPack(s, w);
      case 1 -> rollTop(s, w);
      default -> rucksack(s, w);
    }
  }

  private static void dayPack(Sketch s, double w) {
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            306,
            "L",
            200 - w,
            168,
            "C",
            200 - w,
            70,
            200 + w,
            70,
            200 + w,
            168,
            "L",
            200 + w,
            306,
            "Q",
            200 + w,
            GROUND,
            200 + w - 26,
            GROUND,
            "L",
            200 - w + 26,
            GROUND,
            "Q",
            200 - w,
            GROUND,
            200 - w,
            306,
            "Z"));
    s.stroke(
        s.shade(),
        5,
        d("M", 200 - w + 14, 196, "C", 200 - w + 12, 92, 200 + w - 12, 92, 200 + w - 14, 196));
    s.box(s.main(), 200 - w + 18, 228, 2 * w - 36, 84, 20);
    s.stroke(s.shade(), 4, d("M", 200 - w + 30, 246, "L", 200 + w - 30, 246));
    s.box(METAL, 200 + w - 46, 244, 7, 18, 3);
    s.box(s.chance(0.5) ? LEATHER : s.light(), 180, 164, 40, 28, 6);
    s.shine(7, d("M", 200 - w + 14, 284, "L", 200 - w + 14, 214));
  }

  private static void rollTop(Sketch s, double w) {
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            308,
            "L",
            200 - w + 8,
            136,
            "L",
            200 + w - 8,
            136,
            "L",
            200 + w,
            308,
            "Q",
            200 + w,
            GROUND,
            200 + w - 22,
            GROUND,
            "L",
            200 - w + 22,
            GROUND,
            "Q",
            200 - w,
            GROUND,
            200 - w,
            308,
            "Z"));
    s.box(s.shade(), 200 - w - 2, 118, 2 * w + 4, 26, 13);
    s.box(s.main(), 200 - w - 2, 102, 2 * w + 4, 28, 14);
    s.box(s.light(), 200 - w + 8, 108, 2 * w - 16, 5, 2);
    s.box(LEATHER, 191, 100, 18, 126, 5);
    s.box(METAL, 187, 196, 26, 20, 4);
    s.box(s.shade(), 200 - w + 20, 250, 2 * w - 40, 62, 10);
    s.box(BODY, 200 - w + 20, 246, 2 * w - 40, 62, 10);
    s.shine(7, d("M", 200 - w + 18, 236, "L", 200 - w + 20, 160));
  }

  private static void rucksack(Sketch s, double w) {
    s.box(s.shade(), 200 - w - 20, 228, 40, 88, 14);
    s.box(s.shade(), 200 + w - 20, 228, 40, 88, 14);
    s.box(BODY, 200 - w, 124, 2 * w, 206, 26);
    s.fill(
        s.main(),
        d(
            "M",
            200 - w - 6,
            142,
            "C",
            200 - w,
            78,
            200 + w,
            78,
            200 + w + 6,
            142,
            "L",
            200 + w,
            208,
            "Q",
            200,
            236,
            200 - w,
            208,
            "Z"));
    s.fill(
        s.light(),
        0.35,
        d(
            "M",
            200 - w - 2,
            142,
            "C",
            200 - w + 6,
            84,
            200,
            90,
            200,
            92,
            "C",
            150,
            96,
            200 - w + 20,
            130,
            200 - w + 18,
            206,
            "L",
            200 - w,
            206,
            "Z"));
    for (double x : new double[] {160, 226}) {
      s.box(LEATHER, x, 186, 14, 84, 5);
      s.box(METAL, x - 4, 226, 22, 18, 4);
    }
    s.box(s.shade(), 200 - w + 22, 280, 2 * w - 44, 36, 10);
  }

  static void umbrella(Sketch s, int style) {
    switch (style) {
      case 0 -> open(s);
      case 1 -> closed(s);
      default -> pocket(s);
    }
  }

  private static void open(Sketch s) {
    double w = s.vary(136, 150);
    double top = s.vary(66, 80);
    double edge = 206;
    s.stroke(
        WOOD, 9, d("M", 200, 96, "L", 200, 316, "Q", 200, 352, 228, 352, "Q", 252, 350, 250, 326));
    s.line(STEEL, 6, 200, top - 16, 200, top);
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            edge,
            "C",
            200 - w + 10,
            top + 10,
            150,
            top,
            200,
            top,
            "C",
            250,
            top,
            200 + w - 10,
            top + 10,
            200 + w,
            edge,
            scallop(w),
            "Z"));
    s.fill(
        s.light(),
        0.45,
        d(
            "M",
            200,
            top,
            "C",
            150,
            top + 20,
            200 - w * 0.5,
            150,
            200 - w * 0.5,
            edge,
            "Q",
            200 - w * 0.25,
            edge - 22,
            200,
            edge,
            "Z"));
    if (s.chance(0.5)) {
      s.fill(
          s.shade(),
          0.5,
          d(
              "M",
              200,
              top,
              "C",
              250,
              top + 20,
              200 + w * 0.5,
              150,
              200 + w * 0.5,
              edge,
              "Q",
              200 + w * 0.75,
              edge - 22,
              200 + w,
              edge,
              "C",
              200 + w - 10,
              top + 10,
              250,
              top,
              200,
              top,
              "Z"));
    }
  }

  private static String scallop(double w) {
    double step = w / 2;
    return d(
        "q", -step / 2, -22, -step, 0, "q", -step / 2, -22, -step, 0, "q", -step / 2, -22, -step, 0,
        "q", -step / 2, -22, -step, 0);
  }

  private static void closed(Sketch s) {
    double w = s.vary(22, 30);
    s.turned(s.vary(12, 20), 200, 200);
    s.line(STEEL, 6, 200, 320, 200, 366);
    s.fill(
        BODY, d("M", 200 - w, 128, "Q", 200, 112, 200 + w, 128, "L", 205, 340, "L", 195, 340, "Z"));
    s.fill(
        s.shade(),
        0.55,
        d("M", 200 + 4, 120, "L", 200 + w, 128, "L", 205, 340, "L", 200, 340, "Z"));
    s.stroke(s.light(), 3, d("M", 200 - w * 0.4, 126, "L", 197, 330));
    s.box(s.shade(), 200 - w * 0.8, 226, w * 1.6, 12, 5);
    s.circle(METAL, 200 + w * 0.5, 232, 4);
    s.stroke(
        WOOD, 13, d("M", 200, 122, "L", 200, 72, "Q", 200, 36, 230, 36, "Q", 256, 38, 252, 66));
    s.box(METAL, 192, 106, 16, 14, 4);
    s.end();
  }

  private static void pocket(Sketch s) {
    double w = s.vary(36, 44);
    s.turned(s.vary(-26, -14), 200, 210);
    s.box(s.shade(), 200 - w, 132, 2 * w, 176, 20);
    s.box(BODY, 200 - w, 128, 2 * w, 176, 20);
    for (int i = 0; i < 4; i++) {
      s.stroke(
          s.shade(),
          3,
          d("M", 200 - w + 4, 168 + i * 36, "Q", 200, 158 + i * 36, 200 + w - 4, 140 + i * 36));
    }
    s.box(s.main(), 200 - w - 3, 212, 2 * w + 6, 18, 6);
    s.circle(METAL, 200 + w - 14, 221, 5);
    s.box(s.chance(0.5) ? WOOD : DARK, 178, 78, 44, 54, 12);
    s.stroke(BLACK, 4, d("M", 190, 80, "C", 176, 40, 224, 40, 210, 80));
    s.box(METAL, 172, 304, 56, 10, 5);
    s.end();
  }

  static void bicycle(Sketch s, int style) {
    double r = style == 0 ? 66 : 68;
    double y = GROUND - r;
    s.shadow(200, 168);
    String tyre = style == 0 && s.chance(0.5) ? "#e9dcc0" : "#3a3a3f";
    wheel(s, 104, y, r, tyre, style == 1 ? 6 : 9);
    wheel(s, 296, y, r, tyre, style == 1 ? 6 : 9);
    switch (style) {
      case 0 -> cityBike(s, y);
      case 1 -> roadBike(s, y);
      default -> touringBike(s, y);
    }
    crank(s, y);
  }

  private static void wheel(Sketch s, double x, double y, double r, String tyre, double thickness) {
    for (int i = 0; i < 6; i++) {
      s.turned(i * 30, x, y).line("#b8b8b4", 1.5, x - r, y, x + r, y).end();
    }
    s.ring(tyre, thickness, x, y, r - 4);
    s.ring("#9aa3a8", 2, x, y, r - 11);
    s.circle(STEEL, x, y, 6);
  }

  private static void cityBike(Sketch s, double y) {
    s.stroke(s.main(), 8, d("M", 104, y, "L", 186, y + 6, "L", 158, 168));
    s.stroke(s.main(), 7, d("M", 104, y, "L", 166, 196));
    s.stroke(s.main(), 9, d("M", 186, y + 6, "Q", 236, 250, 262, 166));
    s.stroke(s.shade(), 7, d("M", 252, 136, "L", 296, y));
    s.stroke(STEEL, 6, d("M", 252, 136, "L", 248, 122, "L", 222, 120));
    s.line(BLACK, 9, 222, 120, 208, 122);
    s.stroke(s.shade(), 5, d("M", 36, 268, "A", 70, 70, 0, 0, 1, 160, 232));
    s.stroke(s.shade(), 5, d("M", 238, 232, "A", 70, 70, 0, 0, 1, 364, 268));
    saddle(s, 156, 160);
    if (s.chance(0.6)) {
      s.fill(WOOD, d("M", 262, 138, "L", 326, 138, "L", 316, 186, "L", 270, 186, "Z"));
      s.stroke("#8d6238", 3, d("M", 266, 154, "L", 322, 154, "M", 268, 170, "L", 319, 170));
    }
  }

  private static void roadBike(Sketch s, double y) {
    s.stroke(
        s.main(),
        8,
        d("M", 104, y, "L", 182, y + 4, "L", 156, 166, "L", 256, 162, "L", 182, y + 4));
    s.stroke(s.main(), 6, d("M", 104, y, "L", 158, 172));
    s.stroke(s.shade(), 7, d("M", 250, 142, "L", 262, 178, "L", 296, y));
    s.stroke(BLACK, 8, d("M", 250, 140, "L", 280, 138, "C", 306, 138, 304, 174, 278, 172));
    s.line(STEEL, 6, 156, 166, 152, 148);
    saddle(s, 150, 142);
  }

  private static void touringBike(Sketch s, double y) {
    s.stroke(
        s.main(),
        9,
        d("M", 104, y, "L", 184, y + 4, "L", 158, 172, "L", 256, 170, "L", 184, y + 4));
    s.stroke(s.main(), 6, d("M", 104, y, "L", 160, 178));
    s.stroke(s.shade(), 8, d("M", 250, 140, "L", 296, y));
    s.stroke(BLACK, 8, d("M", 236, 134, "L", 272, 132));
    s.line(STEEL, 6, 158, 172, 154, 152);
    saddle(s, 152, 146);
    s.line(STEEL, 5, 72, 190, 150, 190);
    s.line(STEEL, 4, 104, y, 84, 190);
    s.box(s.chance(0.5) ? LEATHER : DARK, 70, 192, 64, 58, 8);
    s.box("#00000033", 70, 192, 64, 16, 8);
    s.circle(METAL, 276, 156, 9);
  }

  private static void saddle(Sketch s, double x, double y) {
    s.fill(
        s.chance(0.5) ? LEATHER : BLACK,
        d(
            "M", x - 30, y - 4, "Q", x - 24, y - 14, x + 2, y - 9, "L", x + 34, y - 8, "Q", x + 36,
            y, x + 20, y + 2, "L", x - 16, y + 6, "Q", x - 30, y + 4, x - 30, y - 4, "Z"));
  }

  private static void crank(Sketch s, double y) {
    s.line("#5b5b60", 2.5, 104, y - 7, 184, y - 12);
    s.line("#5b5b60", 2.5, 104, y + 7, 184, y + 20);
    s.ring("#5b5b60", 5, 184, y + 4, 16);
    s.line(STEEL, 6, 184, y + 4, 202, y + 34);
    s.line(BLACK, 7, 192, y + 37, 214, y + 35);
  }
}
