// The petition: one applicant's wish for one certificate, from whichever door (NC-3..8, NC-22..32;
// an ACME order of RFC 8555 section 7.1.3 is one of these).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "model/account.h"
#include "model/authorization.h"
#include "model/certificate_name.h"
#include "model/ids.h"
#include "model/organization.h"
#include "model/refusal.h"

namespace chancery::model {

enum class ApplicationSource { acme, rest, cli, console };

/// pending -> processing -> issued | failed; pending -> timeout | failed | cancelled. `ready` is
/// not stored: it is pending with every authorization valid (see status_at).
enum class ApplicationStatus {
  pending,     ///< "In progress": waits for proofs
  ready,       ///< computed: every identifier is proven, waits for the CSR (ACME)
  processing,  ///< the certificate is being made
  issued,      ///< "Normal" (NC-31)
  timeout,     ///< 72 hours without every proof: final (NC-32)
  failed,      ///< refused; the reasons are in `refusals`
  cancelled,   ///< withdrawn by its owner
};

/// What an applicant picks first (NC-1).
enum class Family {
  cloud_basic,  ///< the key is made for the applicant, in the browser; can be renewed by itself
  advanced_dv,  ///< with a CSR of the applicant's own
  advanced_ov,  ///< likewise, and the certificate names a vetted organization
};

struct Application {
  ApplicationId id;
  AccountId account;
  ApplicationSource source = ApplicationSource::acme;
  ApplicationStatus status = ApplicationStatus::pending;
  std::string name;                             ///< unique per account (NC-4); empty for ACME
  std::string profile;                          ///< row of the profile table
  std::vector<CertificateName> identifiers;     ///< lower case, without duplicates; "*." included
  std::vector<AuthorizationId> authorizations;  ///< one per identifier, in the same order
  Bytes csr;                                    ///< DER; empty until it is known
  std::optional<Time> not_before;               ///< wishes (RFC 8555 7.4)
  std::optional<Time> not_after;
  Time created;
  Time expires;  ///< when it times out
  std::optional<Agreement> agreement;
  CertificateId certificate;          ///< once issued
  std::vector<Refusal> refusals;      ///< one per identifier concerned, or one for the whole
  std::optional<Family> family = {};  ///< nothing: none was named
  ApplicationId apply_again_of = {};  ///< the one that ended, and that this one follows (NC-32)
  CertificateId renews = {};          ///< the certificate that this one shall follow
  std::string filed_by = {};          ///< as an actor of the audit log; empty for ACME
  OrganizationId organization = {};   ///< of Advanced OV: whom the certificate names
  std::string organization_name = {};
};

/// An application together with its authorizations, in the order of its identifiers.
struct ApplicationView {
  Application application;
  std::vector<Authorization> authorizations;
};

/// What the application is at `now`: the stored status, or for a pending one `ready` when every
/// authorization is valid, `failed` when one cannot become valid any more, `timeout` when its time
/// is up.
[[nodiscard]] ApplicationStatus status_at(const ApplicationView& view, Time now);

/// "pending", "ready", "processing", "issued", "timeout", "failed", "cancelled".
[[nodiscard]] std::string_view to_text(ApplicationStatus status);
[[nodiscard]] std::optional<ApplicationStatus> parse_application_status(std::string_view text);

/// "cloud-basic", "advanced-dv", "advanced-ov".
[[nodiscard]] std::string_view to_text(Family family);
[[nodiscard]] std::optional<Family> parse_family(std::string_view text);

/// "acme", "rest", "cli", "console".
[[nodiscard]] std::string_view to_text(ApplicationSource source);

/// The words of the certificate list (NC-22, NC-31, NC-32): "In progress", "Normal", "Timeout",
/// "Failed", "Cancelled".
[[nodiscard]] std::string_view display_status(ApplicationStatus status);

}  // namespace chancery::model
