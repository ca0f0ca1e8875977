// The verb ct submit-ca: CA certificates of public trust before the CT logs (NT-66).
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/errors.h"
#include "app/opening.h"
#include "base/encoding.h"
#include "crypto/hash.h"
#include "store/setting_repository.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

/// With the SHA-256 of a CA certificate behind it: what logs promised about it, as a JSON array.
constexpr std::string_view kPromisesSetting = "ct.ca.";

/// One certificate of a CA: its own, or a cross-certificate.
struct CaCertificate {
  ca::IssuerPtr subject;
  bool is_cross;
  ct::FinishedCertificate certificate;
};

Bytes der_of(const ca::IssuerPtr& issuer) {
  return to_bytes(issuer->certificate().der());
}

/// From `issuer` up to its root, both included.
std::vector<Bytes> chain_from(const ca::Issuers& issuers, const ca::IssuerPtr& issuer) {
  const auto path = issuers.path_of(issuer);
  std::vector<Bytes> chain;
  std::ranges::transform(path, std::back_inserter(chain), der_of);
  if (chain.empty()) {
    chain.push_back(der_of(issuer));  // a root
  }
  return chain;
}

CaCertificate own_of(const ca::Issuers& issuers, const ca::IssuerPtr& issuer) {
  auto chain = chain_from(issuers, issuer);
  chain.erase(chain.begin());
  const auto& certificate = issuer->certificate();
  return {issuer,
          false,
          {der_of(issuer), std::move(chain), certificate.not_before(), certificate.not_after()}};
}

/// Whose signer is another house comes alone: a log that knows that house finds the rest.
CaCertificate cross_of(const ca::Issuers& issuers, const ca::IssuerPtr& subject,
                       const ca::CrossCertificate& cross) {
  const auto signer = issuers.by_id(cross.record.signer);
  auto chain = signer ? chain_from(issuers, *signer) : std::vector<Bytes>();
  return {subject,
          true,
          {to_bytes(cross.certificate.der()), std::move(chain), cross.certificate.not_before(),
           cross.certificate.not_after()}};
}

/// Private hierarchies are nobody's business, and those for S/MIME no log's.
Result<std::vector<ca::IssuerPtr>> issuers_for(const ca::Issuers& issuers,
                                               const std::vector<std::string>& names) {
  std::vector<ca::IssuerPtr> chosen;
  for (const std::string& name : names) {
    auto issuer = TRY(issuers.by_name(name));
    if (issuer->record().purpose != ca::kTlsPurpose) {
      return fail(kNotForLogs, "issuer", name);
    }
    chosen.push_back(std::move(issuer));
  }
  for (const auto& issuer : names.empty() ? issuers.list() : std::vector<ca::IssuerPtr>()) {
    if (issuer->record().purpose == ca::kTlsPurpose) {
      chosen.push_back(issuer);
    }
  }
  return chosen;
}

json::object promise_json(const ct::CtLog& log, const x509::SignedCertificateTimestamp& sct) {
  return {{"log", log.name},
          {"log_id", to_base64(log.id)},
          {"timestamp", to_rfc3339(sct.timestamp)},
          {"sct", to_base64(sct.encode())}};
}

json::array known_promises(store::Snapshot& snapshot, const std::string& setting) {
  const auto value = store::SettingRepository::get(snapshot, setting);
  boost::system::error_code malformed;
  const auto parsed = json::parse(value && *value ? **value : "[]", malformed);
  return malformed || !parsed.is_array() ? json::array() : parsed.get_array();
}

bool knows(const json::array& promises, const json::object& promise) {
  return std::ranges::any_of(
      promises, [&](const json::value& one) { return one.at("sct") == promise.at("sct"); });
}

/// All that is known afterwards. What a log repeats is not recorded again.
Result<json::array> keep(Installation& home, const CaCertificate& shown,
                         const std::vector<ct::LogPromise>& answers) {
  const std::string sha256 = to_hex(crypto::sha256(shown.certificate.der));
  const std::string setting = std::string(kPromisesSetting) + sha256;
  return home.database->write([&](store::Transaction& tx) -> Result<json::array> {
    json::array promises = known_promises(tx, setting);
    for (const auto& answer : answers) {
      auto promise = answer.sct ? promise_json(answer.log, *answer.sct) : json::object();
      if (!answer.sct || knows(promises, promise)) {
        continue;
      }
      promises.push_back(promise);
      promise["sha256"] = sha256;
      TRY(home.audit.append(tx, {home.clock.now(), "ca_certificate.logged", command_actor(),
                                 "issuer:" + to_text(shown.subject->record().id),
                                 audit::Outcome::done, json::serialize(promise)}));
    }
    TRY(store::SettingRepository::set(tx, setting, json::serialize(promises)));
    return promises;
  });
}

json::array refusals_json(const std::vector<ct::LogPromise>& answers) {
  json::array refusals;
  for (const auto& [log, sct] : answers) {
    if (!sct) {
      refusals.push_back({{"log", log.name}, {"error", sct.error().message()}});
    }
  }
  return refusals;
}

json::object outcome_json(const CaCertificate& shown, json::array promises, json::array refusals) {
  return {{"issuer", shown.subject->record().name},
          {"kind", shown.is_cross ? "cross-certificate" : "own"},
          {"sha256", to_hex(crypto::sha256(shown.certificate.der))},
          {"not_after", to_rfc3339(shown.certificate.not_after)},
          {"promises", std::move(promises)},
          {"refusals", std::move(refusals)}};
}

std::string outcome_text(const json::object& outcome) {
  const auto word = [](const json::value& from, const char* member) {
    return std::string_view(from.at(member).as_string());
  };
  std::string text = fmt::format("{} ({}), until {}", word(outcome, "issuer"),
                                 word(outcome, "kind"), word(outcome, "not_after").substr(0, 10));
  for (const auto& one : outcome.at("promises").as_array()) {
    text += fmt::format("\n  {}: SCT of {}", word(one, "log"), word(one, "timestamp"));
  }
  for (const auto& one : outcome.at("refusals").as_array()) {
    text += fmt::format("\n  {}: {}", word(one, "log"), word(one, "error"));
  }
  const bool silent =
      outcome.at("promises").as_array().empty() && outcome.at("refusals").as_array().empty();
  return text + (silent ? "\n  no log takes certificates that end then\n" : "\n");
}

}  // namespace

Result<void> submit_ca_certificates(const Common& common, const SubmitCa& order) {
  auto installation = TRY(CommandInstallation::open(common));
  if (!installation->ct_logs) {
    return fail(kNoLogList);
  }
  const auto& issuers = installation->issuers;
  std::vector<CaCertificate> certificates;
  for (const auto& issuer : TRY(issuers_for(issuers, order.issuers))) {
    certificates.push_back(own_of(issuers, issuer));
    for (const auto& cross : issuers.crosses_of(issuer->record().id)) {
      certificates.push_back(cross_of(issuers, issuer, *cross));
    }
  }
  json::array items;
  std::string text;
  for (const auto& shown : certificates) {
    const auto answers = installation->ct_logs->transparency().show(shown.certificate);
    auto promises = TRY(keep(*installation, shown, answers));
    auto outcome = outcome_json(shown, std::move(promises), refusals_json(answers));
    text += outcome_text(outcome);
    items.push_back(std::move(outcome));
  }
  common.output().print({{"items", std::move(items)}}, text);
  return {};
}

}  // namespace chancery::app
