#include "ca/halt_report.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "issuance/errors.h"

namespace chancery::ca {
namespace {

// More are counted, not listed: a record stays of a size that people read.
constexpr std::size_t kNamesListed = 100;

boost::json::array names_of(const x509::GeneralNames& names) {
  boost::json::array list;
  for (const auto& name : names) {
    if (list.size() == kNamesListed) {
      break;
    }
    list.emplace_back(name.to_text());
  }
  return list;
}

std::string subject_of(const IssueOrder& order) {
  return order.application.empty() ? "profile:" + order.profile
                                   : "application:" + to_text(order.application);
}

}  // namespace

bool is_halt(const Error& error) {
  return error.is(issuance::kLintStopped) || error.is(issuance::kOutsideLintStopped) ||
         error.is(issuance::kOutsideLintMissing);
}

audit::Record halt_report(const IssueOrder& order, const Error& why, Time at) {
  const boost::json::object details{{"profile", order.profile},
                                    {"issuer", std::string(why.parameter("issuer"))},
                                    {"names", names_of(order.content.names)},
                                    {"name_count", order.content.names.size()},
                                    {"key_sha256", to_hex(order.content.key.spki_sha256())},
                                    {"reason", std::string(why.code())},
                                    {"findings", std::string(why.parameter("findings"))}};
  return {at,
          std::string(kIssuanceHalted),
          order.actor,
          subject_of(order),
          audit::Outcome::refused,
          boost::json::serialize(details)};
}

boost::json::object reason_of(const Error& why) {
  boost::json::object details{{"reason", std::string(why.code())}};
  for (const auto& [name, value] : why.parameters()) {
    details[name] = value;
  }
  return details;
}

void keep_refused(boost::json::object& details, BytesView refused_der) {
  if (!refused_der.empty()) {
    details["signed_pem"] = to_pem("CERTIFICATE", refused_der);
  }
}

}  // namespace chancery::ca
