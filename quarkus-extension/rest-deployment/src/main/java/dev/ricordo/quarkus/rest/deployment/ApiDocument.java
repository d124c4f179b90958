package dev.ricordo.quarkus.rest.deployment;

import dev.ricordo.quarkus.rest.Endpoint;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Adds {@code openapi.yaml}, beside this class, to the application's OpenAPI document. */
final class ApiDocument implements OASFilter {

  private final Function<Endpoint, String> paths;

  /**
   * @param paths where each endpoint is
   */
  ApiDocument(Function<Endpoint, String> paths) {
    this.paths = paths;
  }

  @Override
  public void filterOpenAPI(OpenAPI application) {
    OpenAPI ours = read();
    if (application.getPaths() == null) {
      application.setPaths(OASFactory.createPaths());
    }
    for (Endpoint endpoint : Endpoint.values()) {
      application
          .getPaths()
          .addPathItem(paths.apply(endpoint), ours.getPaths().getPathItem("/" + endpoint.path()));
    }
    if (application.getComponents() == null) {
      application.setComponents(OASFactory.createComponents());
    }
    ours.getComponents().getSchemas().forEach(application.getComponents()::addSchema);
    ours.getComponents().getResponses().forEach(application.getComponents()::addResponse);
    ours.getComponents().getParameters().forEach(application.getComponents()::addParameter);
  }

  private static OpenAPI read() {
    return SmallRyeOpenAPI.builder()
        .withCustomStaticFile(ApiDocument::open)
        .enableStandardStaticFiles(false)
        .enableAnnotationScan(false)
        .enableModelReader(false)
        .enableStandardFilter(false)
        .build()
        .model();
  }

  private static InputStream open() {
    return Objects.requireNonNull(
        ApiDocument.class.getResourceAsStream("openapi.yaml"), "openapi.yaml");
  }
}
