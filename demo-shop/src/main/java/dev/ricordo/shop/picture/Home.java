package dev.ricordo.shop.picture;

import static dev.ricordo.shop.picture.Sketch.BODY;
import static dev.ricordo.shop.picture.Sketch.DARK;
import static dev.ricordo.shop.picture.Sketch.GROUND;
import static dev.ricordo.shop.picture.Sketch.METAL;
import static dev.ricordo.shop.picture.Sketch.WOOD;
import static dev.ricordo.shop.picture.Sketch.d;

/** Lamps, chairs, plants and vases. */
final class Home {

  private static final String GLOW = "#ffe9b0";
  private static final String[] LEAVES = {"#4f8a55", "#3f7548", "#6a9e5f", "#2f5f3d"};

  private Home() {}

  static void lamp(Sketch s, int style) {
    switch (style) {
      case 0 -> tableLamp(s);
      case 1 -> deskLamp(s);
      case 2 -> pendant(s);
      default -> mushroom(s);
    }
  }

  private static void tableLamp(Sketch s) {
    double top = s.vary(44, 60);
    double bottom = s.vary(86, 100);
    s.fill(
        GLOW,
        0.5,
        d("M", 200 - bottom, 188, "L", 200 + bottom, 188, "L", 318, GROUND, "L", 82, GROUND, "Z"));
    s.shadow(200, 66);
    String foot = s.chance(0.5) ? WOOD : METAL;
    if (s.chance(0.5)) {
      s.fill(
          foot,
          d(
              "M", 190, 188, "L", 210, 188, "C", 212, 230, 248, 262, 242, 300, "Q", 238, GROUND,
              200, GROUND, "Q", 162, GROUND, 158, 300, "C", 152, 262, 188, 230, 190, 188, "Z"));
    } else {
      s.box(foot, 194, 186, 12, 136, 3);
      s.box(foot, 146, 318, 108, 12, 6);
    }
    s.fill(
        BODY,
        d(
            "M",
            200 - top,
            76,
            "L",
            200 + top,
            76,
            "L",
            200 + bottom,
            192,
            "L",
            200 - bottom,
            192,
            "Z"));
    s.fill(GLOW, 0.35, d("M", 176, 76, "L", 224, 76, "L", 250, 192, "L", 150, 192, "Z"));
    s.box(s.shade(), 200 - bottom - 1, 188, 2 * bottom + 2, 6, 3);
  }

  private static void deskLamp(Sketch s) {
    double elbowX = s.vary(262, 286);
    double elbowY = s.vary(182, 200);
    s.fill(GLOW, 0.55, d("M", 88, 168, "L", 168, 132, "L", 206, GROUND, "L", 44, GROUND, "Z"));
    s.shadow(216, 70);
    s.line(s.main(), 9, 220, 316, elbowX, elbowY);
    s.line(s.main(), 9, elbowX, elbowY, 152, 112);
    s.circle(METAL, elbowX, elbowY, 11);
    s.fill(
        BODY,
        d("M", 152, 92, "L", 176, 112, "L", 172, 140, "L", 84, 176, "Q", 82, 116, 152, 92, "Z"));
    s.ellipse(GLOW, 130, 158, 12, 12);
    s.fill(
        BODY,
        d("M", 152, 92, "L", 176, 112, "L", 172, 138, "L", 84, 174, "Q", 82, 116, 152, 92, "Z"));
    s.circle(METAL, 160, 108, 9);
    s.box(DARK, 160, 314, 120, 16, 8);
  }

  private static void pendant(Sketch s) {
    double w = s.vary(92, 112);
    s.fill(GLOW, 0.5, d("M", 200 - w, 226, "L", 200 + w, 226, "L", 336, 356, "L", 64, 356, "Z"));
    s.line("#3a3a3f", 4, 200, 0, 200, 104);
    s.box(METAL, 188, 96, 24, 26, 6);
    switch (s.pick(3)) {
      case 0 ->
          s.fill(BODY, d("M", 200 - w, 226, "C", 200 - w, 120, 200 + w, 120, 200 + w, 226, "Z"));
      case 1 ->
          s.fill(BODY, d("M", 178, 120, "L", 222, 120, "L", 200 + w, 226, "L", 200 - w, 226, "Z"));
      default ->
          s.fill(
              BODY,
              d(
                  "M", 176, 118, "L", 224, 118, "C", 228, 190, 300, 176, 200 + w, 226, "L", 200 - w,
                  226, "C", 100, 176, 172, 190, 176, 118, "Z"));
    }
    s.ellipse(s.shade(), 200, 226, w, 10);
    s.ellipse(GLOW, 200, 228, w * 0.5, 7);
    s.shine(6, d("M", 200 - w * 0.66, 206, "Q", 200 - w * 0.5, 164, 176, 144));
  }

  private static void mushroom(Sketch s) {
    double w = s.vary(100, 120);
    double stem = s.vary(26, 40);
    s.fill(
        GLOW,
        0.5,
        d(
            "M",
            200 - w * 0.8,
            210,
            "L",
            200 + w * 0.8,
            210,
            "L",
            306,
            GROUND,
            "L",
            94,
            GROUND,
            "Z"));
    s.shadow(200, 78);
    s.fill(
        BODY,
        d(
            "M",
            200 - stem,
            206,
            "L",
            200 + stem,
            206,
            "Q",
            200 + stem,
            300,
            262,
            318,
            "Q",
            264,
            GROUND,
            250,
            GROUND,
            "L",
            150,
            GROUND,
            "Q",
            136,
            GROUND,
            138,
            318,
            "Q",
            200 - stem,
            300,
            200 - stem,
            206,
            "Z"));
    s.fill(
        BODY,
        d(
            "M", 200 - w, 212, "C", 200 - w, 70, 200 + w, 70, 200 + w, 212, "Q", 200, 236, 200 - w,
            212, "Z"));
    s.fill(
        GLOW,
        0.6,
        d("M", 200 - w, 212, "Q", 200, 236, 200 + w, 212, "Q", 200, 222, 200 - w, 212, "Z"));
    s.shine(8, d("M", 200 - w * 0.78, 178, "Q", 200 - w * 0.62, 128, 156, 116));
  }

  static void chair(Sketch s, int style) {
    switch (style) {
      case 0 -> diningChair(s);
      case 1 -> loungeChair(s);
      case 2 -> stool(s);
      default -> shellChair(s);
    }
  }

  private static void diningChair(Sketch s) {
    double w = s.vary(62, 70);
    s.shadow(204, w + 24);
    s.line(s.shade(), 10, 200 - w + 18, 236, 200 - w + 26, 318);
    s.line(s.shade(), 10, 200 + w - 4, 236, 200 + w + 2, 318);
    s.line(s.main(), 12, 200 - w, 96, 200 - w - 4, 326);
    s.line(s.main(), 12, 200 + w - 18, 96, 200 + w - 14, 326);
    int slats = 3 + s.pick(3);
    if (s.chance(0.5)) {
      for (int i = 0; i < slats; i++) {
        double y = 102 + i * (96.0 / slats);
        s.stroke(BODY, 12, d("M", 200 - w, y, "Q", 191, y - 10, 200 + w - 18, y));
      }
    } else {
      s.stroke(BODY, 20, d("M", 200 - w, 102, "Q", 191, 88, 200 + w - 18, 102));
      for (int i = 1; i <= slats; i++) {
        double x = 200 - w + i * (2 * w - 18) / (slats + 1);
        s.line(s.main(), 6, x, 100, x, 226);
      }
    }
    s.fill(
        BODY,
        d(
            "M",
            200 - w - 12,
            224,
            "L",
            200 + w - 4,
            224,
            "L",
            200 + w + 12,
            246,
            "L",
            200 - w - 4,
            246,
            "Z"));
    s.box(s.shade(), 200 - w - 8, 244, 2 * w + 22, 9, 4);
    s.line(s.shade(), 6, 200 - w - 2, 290, 200 + w - 14, 290);
  }

  private static void loungeChair(Sketch s) {
    double lean = s.vary(0, 16);
    s.shadow(204, 120);
    s.line("#8d6238", 11, 126, 276, 108, 326);
    s.line("#8d6238", 11, 282, 276, 304, 326);
    s.stroke(WOOD, 12, d("M", 104, 222, "L", 290, 222));
    s.fill(
        BODY,
        d(
            "M",
            262,
            252,
            "L",
            296 + lean,
            118,
            "Q",
            300 + lean,
            100,
            278 + lean,
            98,
            "L",
            264 + lean,
            98,
            "Q",
            250 + lean,
            100,
            246 + lean,
            116,
            "L",
            222,
            240,
            "Z"));
    s.box(BODY, 106, 234, 178, 40, 16);
    s.box(s.shade(), 112, 266, 168, 12, 6);
    s.stroke(WOOD, 13, d("M", 100, 206, "L", 240, 206, "Q", 262, 206, 262, 222));
    s.line("#b98550", 11, 116, 206, 122, 280);
    s.shine(6, d("M", 128, 246, "L", 232, 246));
  }

  private static void stool(Sketch s) {
    double w = s.vary(54, 64);
    boolean back = s.chance(0.4);
    s.shadow(200, w + 34);
    if (back) {
      s.line(s.shade(), 8, 200 - w + 10, 118, 200 - w + 16, 178);
      s.line(s.shade(), 8, 200 + w - 10, 118, 200 + w - 16, 178);
      s.stroke(BODY, 16, d("M", 200 - w + 6, 110, "Q", 200, 94, 200 + w - 6, 110));
    }
    s.line(s.shade(), 9, 184, 190, 168, 320);
    s.line(s.shade(), 9, 216, 190, 232, 320);
    s.line(s.main(), 11, 200 - w + 12, 190, 200 - w - 12, 326);
    s.line(s.main(), 11, 200 + w - 12, 190, 200 + w + 12, 326);
    s.line(METAL, 7, 200 - w - 2, 274, 200 + w + 2, 274);
    s.line(s.main(), 7, 200 - w - 2, 274, 200 + w + 2, 274);
    s.ellipse(s.shade(), 200, 188, w, 14);
    s.ellipse(BODY, 200, 180, w, 14);
  }

  private static void shellChair(Sketch s) {
    double w = s.vary(82, 92);
    s.shadow(200, 92);
    s.line("#8d6238", 9, 176, 252, 158, 318);
    s.line("#8d6238", 9, 224, 252, 242, 318);
    s.line("#b98550", 11, 158, 250, 116, 326);
    s.line("#b98550", 11, 242, 250, 284, 326);
    s.line("#3a3a3f", 5, 140, 282, 260, 282);
    s.fill(
        s.shade(),
        d(
            "M",
            200 - w,
            176,
            "Q",
            200 - w + 4,
            264,
            200,
            266,
            "Q",
            200 + w - 4,
            264,
            200 + w,
            176,
            "Z"));
    s.fill(
        BODY,
        d(
            "M",
            200 - w,
            178,
            "C",
            200 - w + 2,
            80,
            148,
            78,
            200,
            78,
            "C",
            252,
            78,
            200 + w - 2,
            80,
            200 + w,
            178,
            "C",
            240,
            214,
            160,
            214,
            200 - w,
            178,
            "Z"));
    s.ellipse(s.main(), 200, 226, w * 0.72, 24);
    s.ellipse(s.light(), 196, 220, w * 0.5, 11);
    s.shine(7, d("M", 200 - w + 18, 160, "Q", 200 - w + 22, 106, 168, 98));
  }

  static void plant(Sketch s, int style) {
    switch (style) {
      case 0 -> snakePlant(s);
      case 1 -> cactus(s);
      case 2 -> rubberPlant(s);
      default -> palm(s);
    }
    pot(s);
  }

  private static void pot(Sketch s) {
    double w = s.vary(56, 68);
    s.shadow(200, w + 8);
    if (s.chance(0.6)) {
      s.fill(
          BODY,
          d(
              "M",
              200 - w,
              246,
              "L",
              200 + w,
              246,
              "L",
              200 + w - 14,
              318,
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
              318,
              "Z"));
      s.box(s.main(), 200 - w - 6, 240, 2 * w + 12, 18, 5);
      s.box(s.light(), 200 - w - 6, 240, 2 * w + 12, 5, 2);
    } else {
      s.fill(
          BODY,
          d(
              "M",
              200 - w,
              242,
              "L",
              200 + w,
              242,
              "C",
              200 + w + 14,
              290,
              200 + w - 8,
              GROUND,
              200 + w - 30,
              GROUND,
              "L",
              200 - w + 30,
              GROUND,
              "C",
              200 - w + 8,
              GROUND,
              200 - w - 14,
              290,
              200 - w,
              242,
              "Z"));
      s.box(s.light(), 200 - w - 2, 238, 2 * w + 4, 8, 4);
    }
    s.shine(6, d("M", 200 - w + 14, 270, "L", 200 - w + 22, 312));
  }

  private static void snakePlant(Sketch s) {
    int blades = 6 + s.pick(3);
    for (int i = 0; i < blades; i++) {
      double x = 158 + i * 84.0 / (blades - 1);
      double tip = x + (x - 200) * s.vary(0.3, 0.8);
      double top = s.vary(70, 140);
      String leaf =
          d(
              "M",
              x - 13,
              252,
              "Q",
              tip - 20,
              (top + 252) / 2,
              tip,
              top,
              "Q",
              tip + 20,
              (top + 252) / 2,
              x + 13,
              252,
              "Z");
      s.fill(LEAVES[i % LEAVES.length], leaf);
      s.stroke("#b7c98a", 2.5, d("M", x - 11, 246, "Q", tip - 17, (top + 252) / 2, tip, top + 4));
    }
  }

  private static void cactus(Sketch s) {
    String green = LEAVES[s.pick(3)];
    double h = s.vary(104, 138);
    s.box(green, 170, 246 - h, 60, h + 10, 30);
    if (s.chance(0.7)) {
      s.stroke(green, 26, d("M", 174, 206, "Q", 134, 210, 134, 168));
    }
    if (s.chance(0.7)) {
      s.stroke(green, 24, d("M", 226, 190, "Q", 264, 194, 264, 148));
    }
    for (int i = 0; i < 3; i++) {
      s.stroke("#d9e6b8", 2, d("M", 184 + i * 16, 262 - h, "L", 184 + i * 16, 244));
    }
    for (int i = 0; i < 9; i++) {
      double x = 178 + (i % 3) * 22;
      double y = 262 - h + (i / 3) * (h / 3.4);
      s.stroke("#f5f1dc", 2, d("M", x, y, "l", 6, -5, "m", -6, 5, "l", -5, -5));
    }
    if (s.chance(0.6)) {
      s.circle("#e67a8f", 200, 244 - h, 12).circle("#f6b4bf", 197, 241 - h, 5);
    }
  }

  private static void rubberPlant(Sketch s) {
    s.stroke("#7a5a3c", 6, d("M", 200, 250, "Q", 194, 170, 202, 84));
    for (int i = 0; i < 8; i++) {
      double y = 226 - i * 18;
      boolean left = i % 2 == 0;
      double angle = (left ? 204 : -24) + s.vary(-14, 14) + (left ? i * 5 : -i * 5);
      leaf(s, 200, y, angle, s.vary(62, 78) - i * 3, s.vary(20, 25), LEAVES[i % LEAVES.length]);
    }
    leaf(s, 202, 92, -84, 50, 15, LEAVES[2]);
  }

  private static void leaf(
      Sketch s, double x, double y, double angle, double length, double half, String green) {
    s.turned(angle, x, y);
    s.fill(
        green,
        d(
            "M",
            x,
            y,
            "C",
            x + length * 0.3,
            y - half * 1.5,
            x + length * 0.8,
            y - half,
            x + length,
            y,
            "C",
            x + length * 0.8,
            y + half,
            x + length * 0.3,
            y + half * 1.5,
            x,
            y,
            "Z"));
    s.stroke("#cfe0b4", 2, d("M", x + 6, y, "L", x + length - 8, y));
    s.end();
  }

  private static void palm(Sketch s) {
    for (int i = 0; i < 9; i++) {
      double angle = -160 + i * 17.5 + s.vary(-5, 5);
      double reach = s.vary(118, 150);
      double radians = Math.toRadians(angle);
      double tipX = 200 + Math.cos(radians) * reach;
      double tipY = 236 + Math.sin(radians) * reach + Math.abs(Math.cos(radians)) * 30;
      double midX = 200 + Math.cos(radians) * reach * 0.55;
      double midY = 226 + Math.sin(radians) * reach * 0.95;
      String green = LEAVES[i % LEAVES.length];
      s.fill(
          green,
          d(
              "M", 200, 248, "Q", midX - 9, midY - 12, tipX, tipY, "Q", midX + 9, midY + 14, 200,
              248, "Z"));
      for (int k = 2; k <= 6; k++) {
        double t = k / 7.0;
        double px = 200 * (1 - t) * (1 - t) + 2 * midX * t * (1 - t) + tipX * t * t;
        double py = 248 * (1 - t) * (1 - t) + 2 * midY * t * (1 - t) + tipY * t * t;
        double size = 20 * (1.1 - t);
        s.stroke(
            green,
            5,
            d("M", px, py, "l", -size * 0.7, size, "M", px, py, "l", size * 0.8, size * 0.7));
      }
    }
  }

  static void vase(Sketch s, int style) {
    if (s.chance(0.6)) {
      stem(s, style);
    }
    switch (style) {
      case 0 -> bottleVase(s);
      case 1 -> bellyVase(s);
      case 2 -> amphora(s);
      default -> cylinderVase(s);
    }
  }

  private static void stem(Sketch s, int style) {
    double from = style == 3 || style == 0 ? 160 : 176;
    int stems = 1 + s.pick(3);
    for (int i = 0; i < stems; i++) {
      double tip = 200 + (i - (stems - 1) / 2.0) * 58 + s.vary(-14, 14);
      double top = s.vary(50, 92);
      s.stroke("#5f7d4e", 4, d("M", 200, from, "Q", 200, 118, tip, top));
      if (s.chance(0.5)) {
        leaf(s, (200 + tip) / 2, (from + top) / 2 - 10, tip > 200 ? -30 : 210, 36, 9, LEAVES[2]);
      }
      flower(s, tip, top);
    }
  }

  private static void flower(Sketch s, double x, double y) {
    String[] petals = {"#e9a3a0", "#f2c66d", "#f7efe2", "#b9a3d6", "#e77f5d"};
    String petal = petals[s.pick(petals.length)];
    for (int i = 0; i < 6; i++) {
      s.turned(i * 60, x, y).ellipse(petal, x, y - 13, 8, 13).end();
    }
    s.circle("#8d5a2b", x, y, 7);
  }

  private static void bottleVase(Sketch s) {
    double w = s.vary(50, 64);
    double neck = s.vary(14, 20);
    s.shadow(200, w + 4);
    s.fill(
        BODY,
        d(
            "M",
            200 - neck - 5,
            140,
            "L",
            200 + neck + 5,
            140,
            "Q",
            200 + neck,
            148,
            200 + neck,
            196,
            "C",
            200 + neck,
            226,
            200 + w,
            232,
            200 + w,
            276,
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
            276,
            "C",
            200 - w,
            232,
            200 - neck,
            226,
            200 - neck,
            196,
            "Q",
            200 - neck,
            148,
            200 - neck - 5,
            140,
            "Z"));
    s.ellipse(s.shade(), 200, 140, neck + 5, 5);
    s.shine(6, d("M", 200 - w + 16, 296, "Q", 200 - w + 10, 256, 200 - neck - 8, 232));
  }

  private static void bellyVase(Sketch s) {
    double w = s.vary(82, 98);
    double neck = s.vary(34, 44);
    s.shadow(200, w * 0.7);
    s.fill(
        BODY,
        d(
            "M",
            200 - neck - 6,
            168,
            "L",
            200 + neck + 6,
            168,
            "C",
            200 + neck,
            186,
            200 + w,
            196,
            200 + w,
            250,
            "C",
            200 + w,
            300,
            244,
            GROUND,
            236,
            GROUND,
            "L",
            164,
            GROUND,
            "C",
            156,
            GROUND,
            200 - w,
            300,
            200 - w,
            250,
            "C",
            200 - w,
            196,
            200 - neck,
            186,
            200 - neck - 6,
            168,
            "Z"));
    s.ellipse(s.shade(), 200, 168, neck + 6, 8);
    bands(s, w, 250);
    s.shine(7, d("M", 200 - w + 18, 274, "Q", 200 - w + 10, 226, 200 - neck - 10, 204));
  }

  private static void bands(Sketch s, double w, double y) {
    if (s.chance(0.5)) {
      s.stroke(s.light(), 6, d("M", 200 - w + 2, y - 6, "Q", 200, y + 14, 200 + w - 2, y - 6));
      s.stroke(s.light(), 3, d("M", 200 - w + 1, y + 10, "Q", 200, y + 30, 200 + w - 1, y + 10));
    }
  }

  private static void amphora(Sketch s) {
    double w = s.vary(68, 80);
    s.shadow(200, 56);
    s.stroke(s.main(), 11, d("M", 178, 176, "C", 110, 150, 112, 222, 200 - w + 8, 226));
    s.stroke(s.shade(), 11, d("M", 222, 176, "C", 290, 150, 288, 222, 200 + w - 8, 226));
    s.fill(
        BODY,
        d(
            "M", 168, 154, "L", 232, 154, "Q", 222, 162, 222, 186, "C", 222, 204, 200 + w, 206,
            200 + w, 242, "C", 200 + w, 288, 228, 306, 226, 316, "Q", 240, 320, 240, GROUND, "L",
            160, GROUND, "Q", 160, 320, 174, 316, "C", 172, 306, 200 - w, 288, 200 - w, 242, "C",
            200 - w, 206, 178, 204, 178, 186, "Q", 178, 162, 168, 154, "Z"));
    s.ellipse(s.shade(), 200, 154, 32, 6);
    bands(s, w, 242);
    s.shine(6, d("M", 200 - w + 16, 262, "Q", 200 - w + 12, 226, 174, 212));
  }

  private static void cylinderVase(Sketch s) {
    double w = s.vary(44, 60);
    double top = s.vary(150, 166);
    s.shadow(200, w + 10);
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
            200 + w,
            316,
            "Q",
            200 + w,
            GROUND,
            200 + w - 12,
            GROUND,
            "L",
            200 - w + 12,
            GROUND,
            "Q",
            200 - w,
            GROUND,
            200 - w,
            316,
            "Z"));
    if (s.chance(0.6)) {
      for (double x = 200 - w + 12; x < 200 + w - 6; x += 14) {
        s.line(s.shade(), 2, x, top + 12, x, 322);
      }
    }
    s.ellipse(s.light(), 200, top, w, 9);
    s.ellipse(s.shade(), 200, top + 1, w - 7, 6);
    s.shine(6, d("M", 200 - w + 13, top + 26, "L", 200 - w + 13, 306));
  }
}
