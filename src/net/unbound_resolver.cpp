#include "net/unbound_resolver.h"

#include "net/dns_message.h"
#include "net/errors.h"
#include "net/unbound_engine.h"

namespace chancery::net {
namespace {

constexpr int kNoError = 0;
constexpr int kServfail = 2;
constexpr int kNxDomain = 3;
constexpr std::size_t kMaxReason = 300;

// RFC 4035 section 5.5 and stack notes: bogus first, for a bogus result still carries its data.
// SERVFAIL is neither secure nor bogus, and never "insecure".
Result<void> believable(const ub_result& result, const ErrorParameters& question) {
  if (result.bogus != 0) {
    const std::string_view why = result.why_bogus == nullptr ? "" : result.why_bogus;
    return std::unexpected(Error(kDnsBogus, question).with("reason", printable(why, kMaxReason)));
  }
  if (result.rcode == kServfail) {
    return fail(kDnsServfail, question);
  }
  if (result.rcode != kNoError && result.rcode != kNxDomain) {
    return std::unexpected(
        Error(kDnsRefused, question).with("rcode", std::to_string(result.rcode)));
  }
  return {};
}

Outcome outcome_of(const ub_result& result) {
  if (result.havedata != 0) {
    return Outcome::data;
  }
  return result.nxdomain != 0 ? Outcome::no_such_name : Outcome::no_data;
}

Result<std::vector<Bytes>> rdata_of(const ub_result& result, const ErrorParameters& question) {
  std::vector<Bytes> out;
  for (std::size_t i = 0; result.data != nullptr && result.data[i] != nullptr; ++i) {
    if (i == DnsAnswer::kMaxRecords) {
      return fail(kDnsAnswerTooLarge, question);
    }
    out.push_back(
        to_bytes(std::string_view(result.data[i], static_cast<std::size_t>(result.len[i]))));
  }
  return out;
}

BytesView packet_of(const ub_result& result) {
  return {static_cast<const std::uint8_t*>(result.answer_packet),
          static_cast<std::size_t>(result.answer_len)};
}

}  // namespace

TrustAnchor parse_trust_anchor(std::string_view text) {
  if (text == "root") {
    return BuiltInRootAnchor{};
  }
  if (text == "none") {
    return NoAnchor{};
  }
  return AnchorFile{std::string(text)};
}

Result<std::unique_ptr<UnboundResolver>> UnboundResolver::make(const ResolverSettings& settings,
                                                               Time now) {
  auto engine = TRY(Engine::make(settings, now));
  return std::unique_ptr<UnboundResolver>(new UnboundResolver(std::move(engine)));
}

UnboundResolver::UnboundResolver(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

UnboundResolver::~UnboundResolver() = default;

bool UnboundResolver::validates() const {
  return engine_->validates();
}

Result<DnsAnswer> UnboundResolver::query(const QueryName& name, RecordType type,
                                         Deadline deadline) {
  const ErrorParameters question{{"name", name.text()}, {"type", std::string(to_text(type))}};
  const auto result = TRY(engine_->resolve(name, type, deadline));
  TRY(believable(*result, question));
  auto rdata = TRY(rdata_of(*result, question));
  auto aliases = TRY(alias_chain(packet_of(*result), name.text()));
  return DnsAnswer{.name = name,
                   .type = type,
                   .outcome = outcome_of(*result),
                   .security = result->secure != 0 ? Security::secure : Security::insecure,
                   .aliases = std::move(aliases),
                   .rdata = std::move(rdata),
                   .ttl = std::chrono::seconds(result->ttl)};
}

}  // namespace chancery::net
