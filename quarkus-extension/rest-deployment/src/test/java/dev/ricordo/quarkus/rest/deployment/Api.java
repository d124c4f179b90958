package dev.ricordo.quarkus.rest.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the interface. */
final class Api {

  static final String EVENTS = "/api/events";
  static final String RECOMMENDATIONS = "/api/recommendations";
  static final String BECAUSE = "/api/because";
  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";

  private static final RestAssuredConfig AS_WRITTEN =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  private Api() {}

  static RequestSpecification sending(String mediaType, String body) {
    return sending(mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  static RequestSpecification sending(String mediaType, byte[] body) {
    return given().config(AS_WRITTEN).header("Content-Type", mediaType).body(body);
  }

  static ValidatableResponse observe(String json) {
    return sending(JSON, json).post(EVENTS).then();
  }

  static String view(String customer, String item) {
    return "{\"customer\":\"" + customer + "\",\"item\":\"" + item + "\",\"kind\":\"view\"}";
  }

  /** Items recommended, best first. */
  static List<String> recommended(String customer) {
    return recommend(customer).statusCode(200).extract().path("items.item");
  }

  /** How many events the answer reflects. */
  static int position(String customer) {
    return recommend(customer).statusCode(200).extract().path("position");
  }

  static ValidatableResponse recommend(String customer) {
    return sending(JSON, question(customer)).post(RECOMMENDATIONS).then();
  }

  static String question(String customer) {
    return "{\"customer\":\"" + customer + "\",\"slot\":\"home\",\"count\":5}";
  }

  static ValidatableResponse requireProblem(ValidatableResponse response, int status, String kind) {
    return response
        .statusCode(status)
        .contentType(equalTo("application/problem+json"))
        .body("type", equalTo("urn:ricordo:problem:" + kind))
        .body("status", equalTo(status));
  }
}
