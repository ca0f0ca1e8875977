// The validating resolver: libunbound, in this process, with its own worker thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "net/resolver.h"

namespace chancery::net {

/// `[va] trust_anchor`.
struct BuiltInRootAnchor {};  ///< the IANA root keys of root_anchor.h; the default
struct AnchorFile {           ///< DS or DNSKEY records in zone-file form
  std::string path;
};
struct NoAnchor {};  ///< for an unsigned private DNS; nothing is validated
using TrustAnchor = std::variant<BuiltInRootAnchor, AnchorFile, NoAnchor>;

/// "root", "none", or else the path of a file.
[[nodiscard]] TrustAnchor parse_trust_anchor(std::string_view text);

struct ResolverSettings {
  /// Servers to send everything to; empty: recursion from the root servers. A forwarder is not
  /// trusted with validation: this process validates what it gets.
  std::vector<Endpoint> forwarders;
  TrustAnchor trust_anchor = BuiltInRootAnchor{};
  /// How long any answer, positive or negative, may be served again. Small on purpose: an
  /// applicant who has just put a record into the zone must not be told that it is missing.
  std::chrono::seconds max_cache{1};
};

class UnboundResolver final : public Resolver {
 public:
  /// `now` picks the root keys in force. Errors: kResolverSetup (a bad anchor file, no memory).
  [[nodiscard]] static Result<std::unique_ptr<UnboundResolver>> make(
      const ResolverSettings& settings, Time now);

  /// Precondition: no query is under way.
  ~UnboundResolver() override;

  [[nodiscard]] Result<DnsAnswer> query(const QueryName& name, RecordType type,
                                        Deadline deadline) override;
  [[nodiscard]] bool validates() const override;

 private:
  class Engine;
  explicit UnboundResolver(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace chancery::net
