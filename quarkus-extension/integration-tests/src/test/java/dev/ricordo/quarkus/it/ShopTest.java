package dev.ricordo.quarkus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestBase.class)
class ShopTest {

  private static Visitor visitor(String name) {
    return new Visitor(name, RestAssured.port);
  }

  @Test
  void click_changesTheNextPage() {
    Visitor visitor = visitor("anna");
    List<ShopResource.Shown> before = visitor.home();

    assertThat(visitor.click("anna-1", "i7")).isEqualTo("LEARNED");

    assertThat(visitor.home()).isNotEqualTo(before);
    assertThat(visitor.remembered()).isEqualTo(1);
  }

  @Test
  void secondDelivery_countsOnce() {
    Visitor visitor = visitor("bert");
    visitor.click("bert-1", "i7");
    List<ShopResource.Shown> once = visitor.home();

    assertThat(visitor.click("bert-1", "i7")).isEqualTo("DUPLICATE");

    assertThat(visitor.home()).isEqualTo(once);
  }

  @Test
  void because_namesTheOnlyEventThereIs() {
    Visitor visitor = visitor("cleo");
    visitor.click("cleo-1", "i9");

    assertThat(visitor.because(visitor.homeItems().get(0))).isEqualTo("i9");
  }

  @Test
  void forgottenVisitor_seesTheColdPageAgain() {
    Visitor visitor = visitor("dora");
    List<ShopResource.Shown> cold = visitor("never seen").home();
    visitor.click("dora-1", "i3");
    visitor.click("dora-2", "i4");

    assertThat(visitor.beForgotten()).isEqualTo(2);

    assertThat(visitor.home()).isEqualTo(cold);
    assertThat(visitor.remembered()).isZero();
  }

  @Test
  void lateDeliveryAfterForgetting_isRefused() {
    Visitor visitor = visitor("emil");
    Instant earlier = Instant.now();
    visitor.click("emil-1", "i3");
    visitor.beForgotten();

    visitor.send("emil-2", "i4", earlier).statusCode(200).body(equalTo("FORGOTTEN"));

    assertThat(visitor.remembered()).isZero();
  }

  @Test
  void clickOnAnUnknownItem_isRefusedByName() {
    visitor("fred")
        .send("fred-1", "no-such-item", Instant.now())
        .statusCode(400)
        .body(containsString("item: \"no-such-item\""));
  }

  @Test
  void clickFarInTheFuture_isRefusedByItsTime() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

    visitor("gina")
        .send("gina-1", "i1", tomorrow)
        .statusCode(400)
        .body(containsString("at: " + tomorrow));
  }

  @Test
  void metricsAndHealth_countButNameNobody() {
    visitor("hugo-the-customer").click("hugo-1", "i1");

    String metrics = RestAssured.get("/q/metrics").then().statusCode(200).extract().asString();
    String health = RestAssured.get("/q/health").then().statusCode(200).extract().asString();

    assertThat(metrics).contains("ricordo_observe_seconds_count").doesNotContain("hugo");
    assertThat(health).contains("random-11").doesNotContain("hugo");
  }
}
