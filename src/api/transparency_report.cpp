#include "api/transparency_report.h"

#include <boost/json/array.hpp>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "store/precertificate_repository.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

std::string_view kind_of(ct::LogApi api) {
  return api == ct::LogApi::static_ct ? "static-ct-api" : "rfc6962";
}

json::object policy_json(const ct::SctReport& scts) {
  const ct::Requirement& needs = scts.needs;
  return {{"needed",
           {{"scts", needs.scts}, {"operators", needs.operators}, {"rfc6962", needs.rfc6962}}},
          {"text", to_text(needs)},
          {"satisfied", scts.satisfied}};
}

json::object precertificate_json(const model::Precertificate& announced) {
  json::object object{{"state", to_text(announced.state)},
                      {"signed_at", to_rfc3339(announced.signed_at)},
                      {"sha256", to_hex(crypto::sha256(announced.der))},
                      {"pem", to_pem("CERTIFICATE", announced.der)}};
  if (announced.ended_at) {
    object["ended_at"] = to_rfc3339(*announced.ended_at);
  }
  if (!announced.why.empty()) {
    object["why"] = announced.why;
  }
  return object;
}

json::object sct_json(const ct::SctFinding& finding) {
  json::object object{{"log_id", to_base64(finding.sct.log_id)},
                      {"timestamp", to_rfc3339(finding.sct.timestamp)},
                      {"verified", finding.fault.empty()}};
  if (!finding.log.empty()) {
    object["log_name"] = finding.log;
    object["operator"] = finding.operator_name;
  }
  if (finding.api) {
    object["kind"] = kind_of(*finding.api);
  }
  if (!finding.fault.empty()) {
    object["fault"] = finding.fault;
  }
  if (const auto index = finding.sct.leaf_index(); index && *index) {
    object["leaf_index"] = **index;
  }
  return object;
}

json::object submission_json(const model::LogSubmission& submission) {
  json::object object{{"log_id", submission.log_id},
                      {"log", submission.log},
                      {"asked_at", to_rfc3339(submission.asked_at)},
                      {"milliseconds", submission.took.count()},
                      {"outcome", to_text(submission.outcome)}};
  if (!submission.error.empty()) {
    object["error"] = submission.error;
  }
  return object;
}

}  // namespace

Result<TransparencyReport> report_transparency(store::Snapshot& snapshot,
                                               const ca::Issuing& issuing,
                                               const ca::Issuers& issuers,
                                               const model::IssuedCertificate& certificate) {
  TransparencyReport report;
  report.certificate = certificate.id;
  report.precertificate = TRY(store::PrecertificateRepository::find(snapshot, certificate.id));
  const auto parsed = TRY(x509::Certificate::parse(certificate.der));
  const auto list = issuing.log_list();
  if (const auto issuer = issuers.by_id(certificate.issuer)) {
    report.scts =
        TRY(ct::examine(parsed, (*issuer)->certificate().spki_der(), list ? *list : ct::LogList()));
  }
  report.required = report.precertificate || !report.scts.scts.empty();
  return report;
}

json::object to_json(const TransparencyReport& report) {
  json::array scts;
  for (const auto& finding : report.scts.scts) {
    scts.emplace_back(sct_json(finding));
  }
  json::array submissions;
  json::object object{{"certificate_id", to_text(report.certificate)},
                      {"required", report.required},
                      {"policy", policy_json(report.scts)}};
  if (const auto& announced = report.precertificate) {
    object["precertificate"] = precertificate_json(*announced);
    for (const auto& submission : announced->submissions) {
      submissions.emplace_back(submission_json(submission));
    }
  }
  object["scts"] = std::move(scts);
  object["submissions"] = std::move(submissions);
  return object;
}

}  // namespace chancery::api
