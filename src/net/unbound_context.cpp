#include <algorithm>
#include <fmt/format.h>
#include <fstream>

#include "base/special_addresses.h"
#include "net/errors.h"
#include "net/root_anchor.h"
#include "net/unbound_engine.h"

namespace chancery::net {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

Result<void> checked(int code, std::string what) {
  if (code != 0) {
    return fail(kResolverSetup, {{"setting", std::move(what)}, {"reason", ub_strerror(code)}});
  }
  return {};
}

Result<void> set(ub_ctx* context, const char* option, const std::string& value) {
  return checked(ub_ctx_set_option(context, option, value.c_str()), option);
}

Result<void> add_root_anchors(ub_ctx* context, Time now) {
  for (const auto& anchor : root_anchors()) {
    if (now >= anchor.valid_from && (!anchor.valid_until || now < *anchor.valid_until)) {
      TRY(checked(ub_ctx_add_ta(context, std::string(anchor.ds).c_str()), "root trust anchor"));
    }
  }
  return {};
}

Result<void> add_anchor_file(ub_ctx* context, const AnchorFile& file) {
  if (!std::ifstream(file.path).good()) {
    return std::unexpected(
        Error(kResolverSetup, {{"setting", "trust_anchor"}, {"reason", "cannot read the file"}})
            .log_only(file.path));
  }
  return checked(ub_ctx_add_ta_file(context, file.path.c_str()), "trust_anchor");
}

Result<void> add_trust_anchor(ub_ctx* context, const TrustAnchor& anchor, Time now) {
  return std::visit(
      Overloaded{[&](const BuiltInRootAnchor&) { return add_root_anchors(context, now); },
                 [&](const AnchorFile& file) { return add_anchor_file(context, file); },
                 [](const NoAnchor&) { return Result<void>(); }},
      anchor);
}

// A forwarder may be on this machine, and may know private zones that libunbound would otherwise
// answer for itself.
Result<void> use_forwarders(ub_ctx* context, const std::vector<Endpoint>& forwarders) {
  TRY(set(context, "do-not-query-localhost:", "no"));
  for (const auto& forwarder : forwarders) {
    const auto where = fmt::format("{}@{}", forwarder.address.text(), forwarder.port);
    TRY(checked(ub_ctx_set_fwd(context, where.c_str()), "resolver"));
  }
  return {};
}

// A zone's owner picks the addresses of its name servers: without this he could have us send
// questions into the private network.
Result<void> recurse_in_public_only(ub_ctx* context) {
  for (const auto& block : special_address_blocks()) {
    TRY(set(context, "do-not-query-address:", std::string(block.prefix)));
  }
  return {};
}

Result<void> set_behaviour(ub_ctx* context, std::chrono::seconds max_cache) {
  const auto seconds = std::to_string(max_cache.count());
  TRY(set(context, "cache-max-ttl:", seconds));
  TRY(set(context, "cache-max-negative-ttl:", seconds));
  TRY(set(context, "infra-host-ttl:", std::to_string(std::max<long>(max_cache.count(), 10))));
  TRY(set(context, "val-bogus-ttl:", seconds));
  TRY(set(context, "use-caps-for-id:", "yes"));
  TRY(set(context, "aggressive-nsec:", "no"));
  TRY(set(context, "trust-anchor-signaling:", "no"));
  TRY(set(context, "root-key-sentinel:", "no"));
  return {};
}

}  // namespace

// Values of a few settings are worth a reason:
// - use-caps-for-id: one more guard against forged answers (draft-vixie-dnsext-dns0x20);
// - aggressive-nsec off: an applicant's new record must be asked for, not inferred to be absent;
// - infra-host-ttl: how long a server is taken for dead; an applicant restarts his quickly.
Result<UbContext> make_unbound_context(const ResolverSettings& settings, Time now) {
  UbContext context(ub_ctx_create());
  if (!context) {
    return fail(kResolverSetup, "reason", "no memory, or no randomness");
  }
  ub_ctx_debugout(context.get(), nullptr);
  TRY(checked(ub_ctx_async(context.get(), 1), "threads"));
  TRY(set_behaviour(context.get(), settings.max_cache));
  if (settings.forwarders.empty()) {
    TRY(recurse_in_public_only(context.get()));
  } else {
    TRY(use_forwarders(context.get(), settings.forwarders));
  }
  TRY(add_trust_anchor(context.get(), settings.trust_anchor, now));
  // These finalize the context: nothing can be set afterwards. Without them libunbound would
  // answer for RFC 6761 "test." and RFC 8375 "home.arpa." itself. ("transparent" is not enough:
  // the zone's own name would still be answered for, without signatures.)
  for (const char* zone : {"test.", "home.arpa."}) {
    TRY(checked(ub_ctx_zone_remove(context.get(), zone), "trust_anchor"));
  }
  return context;
}

}  // namespace chancery::net
