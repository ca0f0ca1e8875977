// libunbound behind a blocking call with a deadline. Internal to UnboundResolver.
#pragma once

#include <memory>
#include <thread>
#include <unbound.h>

#include "net/tcp_connector.h"
#include "net/unbound_resolver.h"

namespace chancery::net {

struct UbResultFree {
  void operator()(ub_result* result) const { ub_resolve_free(result); }
};
using UbResult = std::unique_ptr<ub_result, UbResultFree>;

struct UbContextDelete {
  void operator()(ub_ctx* context) const { ub_ctx_delete(context); }
};
using UbContext = std::unique_ptr<ub_ctx, UbContextDelete>;

/// A context with every setting applied and finalized. Errors: kResolverSetup.
[[nodiscard]] Result<UbContext> make_unbound_context(const ResolverSettings& settings, Time now);

/// Two threads serve all callers: the library's worker, which talks to name servers, and a pump
/// of ours, which takes finished look-ups from it and wakes their callers.
class UnboundResolver::Engine final {
 public:
  /// Errors: kResolverSetup.
  static Result<std::unique_ptr<Engine>> make(const ResolverSettings& settings, Time now);
  ~Engine();

  /// Errors: kDnsTimeout, kDnsServfail (the library gave up). What the result means is not judged.
  Result<UbResult> resolve(const QueryName& name, RecordType type, Deadline deadline);

  [[nodiscard]] bool validates() const { return validates_; }

 private:
  Engine(UbContext context, bool validates, Socket stop);
  void pump();

  UbContext context_;
  const bool validates_;
  Socket stop_;  ///< an eventfd; written once, at the end
  std::thread pump_;
};

}  // namespace chancery::net
