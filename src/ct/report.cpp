#include "ct/report.h"

#include "ct/verification.h"
#include "x509/precertificate.h"

namespace chancery::ct {
namespace {

SctFinding look_at(const x509::SignedCertificateTimestamp& sct, const LogList& list,
                   const LoggedEntry& entry) {
  SctFinding finding{.sct = sct, .log = {}, .operator_name = {}, .api = std::nullopt, .fault = {}};
  const CtLog* const log = list.find(sct.log_id);
  if (log == nullptr) {
    finding.fault = "ct_log_unknown";
    return finding;
  }
  finding.log = log->name;
  finding.operator_name = log->operator_name;
  finding.api = log->api;
  if (const auto verified = verify_sct(sct, *log, entry); !verified) {
    finding.fault = verified.error().code();
  }
  return finding;
}

}  // namespace

Result<SctReport> examine(const x509::Certificate& certificate, BytesView issuer_spki_der,
                          const LogList& list) {
  SctReport report;
  report.needs =
      requirement_for(certificate.not_before(), certificate.not_after(), certificate.not_before());
  const x509::Extension* const extension = certificate.extensions().find(x509::kSctList);
  if (extension == nullptr) {
    return report;
  }
  const Bytes logged = TRY(x509::logged_tbs(certificate.tbs_der()));
  const LoggedEntry entry{crypto::sha256(issuer_spki_der), logged};
  std::vector<const CtLog*> good;
  for (const auto& sct : TRY(x509::parse_sct_list(extension->value))) {
    report.scts.push_back(look_at(sct, list, entry));
    const CtLog* const log = list.find(sct.log_id);
    if (report.scts.back().fault.empty() && log->state != LogState::rejected) {
      good.push_back(log);
    }
  }
  report.satisfied = satisfies(good, report.needs);
  return report;
}

}  // namespace chancery::ct
