package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaceTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory(Products.class)
          .overrideConfigKey("quarkus.http.root-path", "/shop")
          .overrideConfigKey("ricordo.rest.path", "memory/v1")
          .overrideRuntimeConfigKey("ricordo.rest.customer-in-url", "true");

  /** What the application has under the same root. */
  @Path("/memory/v1/products")
  public static class Products {

    @GET
    public String all() {
      return "all";
    }
  }

  @Test
  void interface_isWhereItIsPut_besideWhatTheApplicationHasThere() {
    sending(Api.JSON, Api.view("anna", "i1")).post("/memory/v1/events").then().statusCode(200);
    RestAssured.get("/memory/v1/products").then().statusCode(200).body(equalTo("all"));
  }

  @Test
  void document_namesThePlace() {
    RestAssured.get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("paths", hasKey("/shop/memory/v1/events"))
        .body("paths", hasKey("/shop/memory/v1/products"));
  }

  @Test
  void customerInTheUrl_isReadWhereThatIsAllowed() {
    given()
        .get("/memory/v1/recommendations?customer=anna&slot=home&count=3")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(3));
  }
}
