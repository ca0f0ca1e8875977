#include "api/lint_report.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "audit/log.h"
#include "base/encoding.h"
#include "store/precertificate_repository.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

/// Takes what stands before `end` off the front of `text`, with `end`; all of it without one.
std::string_view take(std::string_view& text, std::string_view end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view front = text.substr(0, at);
  text.remove_prefix(std::min(at + end.size(), text.size()));
  return front;
}

/// "error cabf_br_x (TLS BR 7): detail"; an outside linter's name stands before its lint's:
/// "zlint/e_x".
json::object finding_of(std::string_view line) {
  const std::string_view severity = take(line, " ");
  std::string_view lint = take(line, " (");
  const std::size_t slash = lint.rfind('/');
  const bool ours = slash == std::string_view::npos;
  const std::string_view linter = ours ? "chancery" : lint.substr(0, slash);
  lint.remove_prefix(ours ? 0 : slash + 1);
  const std::string_view citation = take(line, "): ");
  return {{"severity", severity},
          {"linter", linter},
          {"lint", lint},
          {"citation", citation},
          {"detail", line}};
}

json::array findings_of(std::string_view lines) {
  json::array findings;
  while (!lines.empty()) {
    findings.push_back(finding_of(take(lines, "\n")));
  }
  return findings;
}

/// Where the decision to issue is on record: a precertificate's row names that of the
/// precertificate.
Result<std::optional<std::int64_t>> decision_on(store::Snapshot& snapshot,
                                                const model::CertificateFacts& certificate) {
  const auto announced = TRY(store::PrecertificateRepository::find(snapshot, certificate.id));
  return announced && announced->issued_leaf ? announced->issued_leaf : certificate.audit_leaf;
}

}  // namespace

Result<json::object> lint_report(store::Snapshot& snapshot,
                                 const model::CertificateFacts& certificate) {
  json::object report{{"certificate_id", to_text(certificate.id)},
                      {"time", to_rfc3339(time_of_id(certificate.id.value()))},
                      {"lints_run", 0},
                      {"findings", json::array()}};
  const auto decision = TRY(decision_on(snapshot, certificate));
  if (!decision) {
    return report;
  }
  const auto leaf = TRY(audit::leaf_at(snapshot, *decision));
  report["audit_sequence"] = leaf.index;
  boost::system::error_code malformed;
  const json::value parsed = json::parse(leaf.record.details, malformed);
  const json::object details =
      !malformed && parsed.is_object() ? parsed.get_object() : json::object();
  const json::value* lints = details.if_contains("lints");
  if (lints != nullptr && lints->is_int64()) {
    report["lints_run"] = lints->get_int64();
  }
  const json::value* suffixes = details.if_contains("public_suffix_list");
  if (suffixes != nullptr && suffixes->is_string()) {
    report["public_suffix_list"] = *suffixes;
  }
  const json::value* findings = details.if_contains("findings");
  if (findings != nullptr && findings->is_string()) {
    report["findings"] = findings_of(findings->get_string());
  }
  return report;
}

}  // namespace chancery::api
