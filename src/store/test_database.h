// Fresh databases for tests, on both back ends: files in a temporary folder, and a private
// PostgreSQL cluster on a unix socket that lives as long as the test program. For *_test.cpp only.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <memory>
#include <pwd.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "store/database.h"

namespace chancery::store {

/// For the names of parameterized tests.
[[nodiscard]] inline std::string to_text(BackEnd back_end) {
  return back_end == BackEnd::sqlite ? "sqlite" : "postgres";
}

/// A folder that goes away with this object.
class TestFolder final {
 public:
  explicit TestFolder(const std::string& parent = "/tmp") {
    std::string name = parent + "/chancery-test-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// One per test program, started when first asked for.
class TestPostgres final {
 public:
  /// nullptr when no PostgreSQL is installed.
  static TestPostgres* get() {
    static const std::unique_ptr<TestPostgres> instance(start());
    return instance.get();
  }
  ~TestPostgres() {
    kill(server_, SIGINT);  // fast shutdown
    waitpid(server_, nullptr, 0);
  }
  TestPostgres(const TestPostgres&) = delete;
  TestPostgres& operator=(const TestPostgres&) = delete;

  /// The URL of a database that did not exist before.
  [[nodiscard]] std::string new_database() {
    const std::string name = "t" + std::to_string(++databases_);
    run({bin_ / "createdb", "-h", socket_folder(), "-U", "chancery", name});
    return "postgresql://chancery@/" + name + "?host=" + socket_folder();
  }

  /// Ends every connection of clients, as a restart of the server would.
  void drop_connections() {
    run({bin_ / "psql", "-q", "-h", socket_folder(), "-U", "chancery", "-d", "postgres", "-c",
         kEndClients});
  }

 private:
  static constexpr const char* kEndClients =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

  TestPostgres(std::filesystem::path bin, std::string user)
      : bin_(std::move(bin)), user_(std::move(user)) {}

  static std::unique_ptr<TestPostgres> start() {
    std::filesystem::path bin;
    std::error_code none;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
      bin = std::max(bin, version.path() / "bin");
    }
    if (!std::filesystem::exists(bin / "initdb")) {
      return nullptr;
    }
    // The server refuses to run as root.
    const std::string user = geteuid() != 0 ? "" : getpwnam("postgres") ? "postgres" : "nobody";
    std::unique_ptr<TestPostgres> cluster(new TestPostgres(bin, user));
    cluster->boot();
    return cluster;
  }

  void boot() {
    const passwd* owner = user_.empty() ? nullptr : getpwnam(user_.c_str());
    if (owner != nullptr && chown(folder_.path().c_str(), owner->pw_uid, owner->pw_gid) != 0) {
      std::abort();
    }
    const std::string data = folder_.path() / "data";
    run({bin_ / "initdb", "-D", data, "-A", "trust", "-U", "chancery", "-E", "UTF8", "--locale=C",
         "--no-sync"});
    server_ = spawn({bin_ / "postgres", "-D", data, "-k", socket_folder(), "-c",
                     "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"});
    while (run({bin_ / "pg_isready", "-q", "-h", socket_folder()}) != 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  [[nodiscard]] std::string socket_folder() const { return folder_.path(); }

  int run(const std::vector<std::string>& command) const {
    int status = 0;
    waitpid(spawn(command), &status, 0);
    return status;
  }

  /// Starts a program as the cluster's user; it ends when this program does.
  pid_t spawn(const std::vector<std::string>& command) const {
    std::vector<char*> arguments;
    for (const auto& word : command) {
      arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    const passwd* owner = user_.empty() ? nullptr : getpwnam(user_.c_str());
    const pid_t child = fork();
    if (child != 0) {
      return child;
    }
    if (chdir("/") != 0 ||
        (owner != nullptr && (initgroups(owner->pw_name, owner->pw_gid) != 0 ||
                              setgid(owner->pw_gid) != 0 || setuid(owner->pw_uid) != 0))) {
      _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGINT);
    const int quiet = open("/dev/null", O_RDWR);
    dup2(quiet, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  std::filesystem::path bin_;
  std::string user_;  ///< empty: whoever runs the tests
  TestFolder folder_;
  pid_t server_ = -1;
  std::atomic<int> databases_{0};
};

/// A database that nobody else uses, and that can be closed and opened again.
class TestDatabase final {
 public:
  explicit TestDatabase(BackEnd back_end) {
    url_ = back_end == BackEnd::sqlite ? "sqlite:" + (folder_.path() / "store.db").string()
                                       : TestPostgres::get()->new_database();
  }
  [[nodiscard]] static bool available(BackEnd back_end) {
    return back_end == BackEnd::sqlite || TestPostgres::get() != nullptr;
  }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "store.db"; }

  /// Opens it, or opens it again.
  Database& open(DatabaseOptions options = {}) {
    database_.reset();
    database_ = Database::open(url_, options).value();
    return *database_;
  }
  void close() { database_.reset(); }
  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }

 private:
  /// In memory where there is such a place: tests open and close databases all the time, and none
  /// of them pulls the plug.
  static std::string memory() { return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"; }

  TestFolder folder_{memory()};
  std::string url_;
  std::unique_ptr<Database> database_;
};

}  // namespace chancery::store
