package io.tern.storage.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * A plain WebDAV server from a Debian package: passive, since it knows no third-party copy. Nobody
 * may write below {@code locked/}.
 */
final class WebServer implements AutoCloseable {
  private static final String APACHE =
      """
      ServerName localhost
      PidFile %1$s/pid
      Listen %2$s:%3$d
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
      LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
      ErrorLog %1$s/log
      User www-data
      Group www-data
      DocumentRoot %1$s/files
      DavLockDB %1$s/state/lock
      <Directory %1$s/files>
        Dav On
        Require all granted
      </Directory>
      <Directory %1$s/files/locked>
        <LimitExcept GET HEAD OPTIONS PROPFIND>
          Require all denied
        </LimitExcept>
      </Directory>
      """;
  private static final String NGINX =
      """
      load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
      daemon off;
      pid %1$s/pid;
      error_log %1$s/log;
      user www-data;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/state/body;
        client_max_body_size 0;
        server {
          listen %2$s:%3$d;
          root %1$s/files;
          dav_methods PUT DELETE MKCOL COPY MOVE;
          dav_ext_methods PROPFIND OPTIONS;
          create_full_put_path on;
          dav_access user:rw group:rw all:rw;
          location /locked/ {
            limit_except GET PROPFIND OPTIONS {
              deny all;
            }
          }
        }
      }
      """;

  private final Path state;
  private final Process process;
  private final String host;
  private final int port;

  private WebServer(Path state, Process process, String host, int port) {
    this.state = state;
    this.process = process;
    this.host = host;
    this.port = port;
  }

  static WebServer apache() throws Exception {
    return start("apache2-bin", "/usr/sbin/apache2", "127.0.0.6", APACHE, "-D", "FOREGROUND", "-f");
  }

  static WebServer nginx() throws Exception {
    return start("nginx libnginx-mod-http-dav-ext", "/usr/sbin/nginx", "127.0.0.7", NGINX, "-c");
  }

  private static WebServer start(
      String packages, String program, String host, String settings, String... arguments)
      throws Exception {
    if (!Files.isExecutable(Path.of(program))) {
      String missing = "skipped: install " + packages;
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(missing);
      }
      Assumptions.abort(missing);
    }
    Path state = Files.createTempDirectory("web");
    open(state, "rwxr-xr-x");
    open(Files.createDirectory(state.resolve("files")), "rwxrwxrwx");
    open(Files.createDirectory(state.resolve("state")), "rwxrwxrwx");
    int port = freePort(host);
    Path file = Files.writeString(state.resolve("conf"), settings.formatted(state, host, port));
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(state.resolve("out").toFile())
            .start();
    WebServer server = new WebServer(state, process, host, port);
    server.awaitListening();
    return server;
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static int freePort(String host) throws IOException {
    for (int port = 31_950; port < 32_700; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName(host))) {
        return free.getLocalPort();
      } catch (IOException e) {
        continue;
      }
    }
    throw new IOException("no free port from 31950 on");
  }

  private void awaitListening() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() - until < 0) {
      try (Socket socket = new Socket(host, port)) {
        return;
      } catch (IOException e) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new IOException("does not listen: " + Files.readString(state.resolve("out")));
  }

  String url(String name) {
    return "http://" + host + ":" + port + "/" + name;
  }

  Path files() {
    return state.resolve("files");
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
