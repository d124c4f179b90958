package dev.ricordo.quarkus.deployment;

import dev.ricordo.quarkus.RicordoDevUi;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** A card in the Dev UI: what the running instance answers from and what it has learned. */
@BuildSteps(onlyIf = IsLocalDevelopment.class)
class DevUiProcessor {

  @BuildStep
  CardPageBuildItem card() {
    CardPageBuildItem card = new CardPageBuildItem();
    card.addPage(
        Page.webComponentPageBuilder()
            .title("Memory")
            .icon("font-awesome-solid:brain")
            .dynamicLabelJsonRPCMethodName("learned")
            .componentLink("qwc-ricordo-memory.js"));
    return card;
  }

  @BuildStep
  JsonRPCProvidersBuildItem answers() {
    return new JsonRPCProvidersBuildItem(RicordoDevUi.class);
  }
}
