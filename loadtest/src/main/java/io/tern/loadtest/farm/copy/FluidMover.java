package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.flow.Flow;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.flow.Pipe;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.NameSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Moves nothing: computes when the bytes would have been there. */
public final class FluidMover implements Mover {
  private final Fluid fluid;
  private final Storages storages;
  private final Links links;
  private final NameSpace files;

  public FluidMover(Fluid fluid, Storages storages, Links links, NameSpace files) {
    this.fluid = fluid;
    this.storages = storages;
    this.links = links;
    this.files = files;
  }

  @Override
  public boolean reaches(String host) {
    return storages.find(host).isPresent();
  }

  @Override
  public boolean knowsSources() {
    return true;
  }

  @Override
  public Transit prepare(
      CopyRequest request, double bytesPerSecond, LongUnaryOperator target, Transit.Fate fate) {
    Content content = files.find(request.source());
    if (content == null) {
      throw new IllegalStateException("source vanished: " + request.source());
    }
    long bytes = target.applyAsLong(content.size());
    return new Computed(content, new Flow(way(request), bytesPerSecond, bytes, fate::reached));
  }

  private List<Pipe> way(CopyRequest request) {
    String source = request.source().host();
    String destination = request.destination().host();
    List<Pipe> way = new ArrayList<>();
    way.add(storages.find(source).orElseThrow().out());
    links.between(source, destination).ifPresent(way::add);
    way.add(storages.find(destination).orElseThrow().in());
    return way;
  }

  private final class Computed implements Transit {
    private final Content content;
    private final Flow flow;

    Computed(Content content, Flow flow) {
      this.content = content;
      this.flow = flow;
    }

    @Override
    public void begin() {
      fluid.start(flow);
    }

    @Override
    public long moved(long nowNanos) {
      return flow.moved(nowNanos);
    }

    @Override
    public Optional<Content> arrived(long nowNanos) {
      return Optional.of(content.prefix(moved(nowNanos)));
    }

    @Override
    public void stop() {
      fluid.stop(flow);
    }
  }
}
