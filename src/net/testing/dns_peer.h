// For tests: a real name server (nsd) with a signed root, run by tests/integration/peers/dns.py.
#pragma once

#include <string>

#include "net/testing/child_process.h"
#include "net/testing/temporary_folder.h"
#include "net/unbound_resolver.h"

namespace chancery::net::testing {

class DnsPeer final {
 public:
  /// `zones` is the JSON that the script takes: {"signed.test": {"records": ["@ A 127.0.0.1"]}}.
  explicit DnsPeer(const std::string& zones)
      : process_({"python3", CHANCERY_SOURCE_DIR "/tests/integration/peers/dns.py", folder_.path(),
                  zones}) {
    const auto ready = process_.read_line();
    port_ = static_cast<std::uint16_t>(std::stoi(ready.substr(ready.find("port\": ") + 7)));
  }

  [[nodiscard]] Endpoint endpoint() const { return {Address::parse("127.0.0.1").value(), port_}; }

  /// Validates from the peer's own root key, and caches nothing for long.
  [[nodiscard]] ResolverSettings settings() const {
    return {{endpoint()}, AnchorFile{folder_.file("trust-anchor")}, std::chrono::seconds(0)};
  }

  /// Replaces the records of one type at `name`; `values` is a JSON array of presentation texts.
  /// The server answers with them when this returns.
  void set(const std::string& name, const std::string& type, const std::string& values) {
    process_.write_line("{\"set\": \"" + name + "\", \"type\": \"" + type +
                        "\", \"values\": " + values + "}");
    process_.read_line();
  }

 private:
  TemporaryFolder folder_;
  ChildProcess process_;
  std::uint16_t port_ = 0;
};

}  // namespace chancery::net::testing
