package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void auto_isWhatItsArraysAreOn() {
    try (NDManager manager = Torch.manager(Device.AUTO)) {
      assertThat(Device.AUTO.resolved().text()).isEqualTo(Torch.name(manager));
    }
  }

  @Test
  void othersAreThemselves() {
    assertThat(Device.CPU.resolved()).isEqualTo(Device.CPU);
    assertThat(Device.GPU.resolved()).isEqualTo(Device.GPU);
  }
}
