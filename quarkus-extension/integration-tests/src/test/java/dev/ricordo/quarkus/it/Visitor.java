package dev.ricordo.quarkus.it;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;

/**
 * Somebody in front of the shop.
 *
 * @param port of the shop on 127.0.0.1
 */
record Visitor(String name, int port) {

  List<ShopResource.Shown> home() {
    return List.of(
        request()
            .get("/shop/home")
            .then()
            .statusCode(200)
            .extract()
            .as(ShopResource.Shown[].class));
  }

  List<String> homeItems() {
    return home().stream().map(ShopResource.Shown::item).toList();
  }

  String click(String id, String item) {
    return send(id, item, Instant.now()).statusCode(200).extract().asString();
  }

  ValidatableResponse send(String id, String item, Instant at) {
    return request()
        .contentType(ContentType.JSON)
        .body(new ShopResource.Click(id, item, at))
        .post("/shop/clicks")
        .then();
  }

  String because(String item) {
    return text(request().get("/shop/because/{item}", item));
  }

  int remembered() {
    return Integer.parseInt(text(request().get("/shop/remembered")));
  }

  int beForgotten() {
    return Integer.parseInt(text(request().delete("/shop/remembered")));
  }

  private static String text(Response response) {
    return response.then().statusCode(200).extract().asString();
  }

  private RequestSpecification request() {
    return given().baseUri("http://127.0.0.1").port(port).header("X-Customer", name);
  }
}
