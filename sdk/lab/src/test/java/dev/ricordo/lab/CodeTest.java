package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTest {

  @Test
  void classesLeftOut_doNotCount() {
    List<Class<?>> here = List.of(Code.class);
    List<String> names = new ArrayList<>();
    String whole = Code.digest(here, name -> !names.add(name));

    assertThat(names).contains("dev/ricordo/lab/Code.class", "dev/ricordo/lab/plan/Bar.class");
    assertThat(Code.digest(here)).isEqualTo(whole).hasSize(64);
    assertThat(Code.digest(here, name -> name.contains("/plan/"))).isNotEqualTo(whole);
  }

  @Test
  void codeOfModels_namesWhatItRunsOn() {
    assertThat(Code.ofModels())
        .matches("[0-9a-f]{64} on DJL [0-9.]+, PyTorch [0-9.]+, Java \\d+")
        .isSameAs(Code.ofModels());
  }
}
