package io.tern.loadtest.load;

import java.util.List;

/** The URLs of the files of a run; no two files have the same destination. */
public sealed interface FileUrls {
  /** No run's name and no number has it at its end. */
  String OTHER = "-other-";

  String source(LinkGraph.Pair link, long job, int file);

  String destination(LinkGraph.Pair link, long job, int file);

  /** Others of the same kind: no destination is that of one of these. */
  FileUrls others();

  /**
   * Files of the farm.
   *
   * @param hosts addresses of the storages
   * @param run a word in each path that tells this run from others
   * @param bytes the size of each file
   * @param padding characters added to each path, for URLs of realistic length
   */
  record Farm(List<String> hosts, int port, String run, long bytes, String padding)
      implements FileUrls {
    @Override
    public String source(LinkGraph.Pair link, long job, int file) {
      return "http://%s:%d/farm/size/%d/%s%s/%d-%d"
          .formatted(hosts.get(link.source()), port, bytes, run, padding, job, file);
    }

    @Override
    public String destination(LinkGraph.Pair link, long job, int file) {
      return "http://%s:%d/out/%s%s/%d-%d"
          .formatted(hosts.get(link.destination()), port, run, padding, job, file);
    }

    @Override
    public FileUrls others() {
      return new Farm(hosts, port, run + OTHER, bytes, padding);
    }
  }

  /**
   * One file at a real storage, copied to many names at another.
   *
   * @param source the file
   * @param destination what each name begins with
   */
  record One(String source, String destination) implements FileUrls {
    @Override
    public String source(LinkGraph.Pair link, long job, int file) {
      return source;
    }

    @Override
    public String destination(LinkGraph.Pair link, long job, int file) {
      return destination + job + "-" + file;
    }

    @Override
    public FileUrls others() {
      return new One(source, destination + OTHER);
    }
  }

  /**
   * Files of gfal2's mock plug-in, by its query names; a copy has the checksum of its source.
   *
   * @param seconds that a copy takes, from half of it to one and a half by the file's number
   */
  record Mock(String run, long bytes, String padding, int seconds) implements FileUrls {
    private static final String CHECKSUM = "1a2b3c4d";

    @Override
    public String source(LinkGraph.Pair link, long job, int file) {
      return "mock://host%d/%s%s/%d-%d?size=%d&checksum=%s"
          .formatted(link.source(), run, padding, job, file, bytes, CHECKSUM);
    }

    @Override
    public String destination(LinkGraph.Pair link, long job, int file) {
      return "mock://host%d/%s%s/%d-%d?size_post=%d&time=%d&checksum=%s"
          .formatted(link.destination(), run, padding, job, file, bytes, time(file), CHECKSUM);
    }

    private int time(int file) {
      return seconds / 2 + file % (seconds + 1);
    }

    @Override
    public FileUrls others() {
      return new Mock(run + OTHER, bytes, padding, seconds);
    }
  }
}
