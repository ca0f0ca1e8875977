#include "profile/validity.h"

#include <algorithm>

#include "policy/limits.h"
#include "profile/errors.h"

namespace chancery::profile {
namespace {

using policy::Limit;
using policy::Validity;

std::unexpected<Error> refuse(const ErrorKind& kind, std::string seen, std::string allowed,
                              std::string_view citation) {
  return fail(kind, {{"seen", std::move(seen)},
                     {"allowed", std::move(allowed)},
                     {"citation", std::string(citation)}});
}

bool is_root(const Profile& profile) {
  return profile.kind() == CertificateKind::root_ca;
}

// The law's upper bound for this kind of certificate, or nullptr.
const policy::DatedLimit* upper_bound(const Profile& profile, Time at) {
  switch (profile.kind()) {
    case CertificateKind::subscriber:
    case CertificateKind::precertificate:
      return strictest(Limit::validity_days, profile.set(), at);
    case CertificateKind::root_ca:
      return strictest(Limit::root_validity_days_max, profile.set(), at);
    case CertificateKind::subordinate_ca:
    case CertificateKind::cross_ca:
    case CertificateKind::non_tls_ca:
    case CertificateKind::ocsp_responder:
      return nullptr;
  }
  return nullptr;
}

Limit backdating_of(const Profile& profile) {
  switch (profile.kind()) {
    case CertificateKind::root_ca:
      return Limit::root_backdating_seconds;
    case CertificateKind::subscriber:
    case CertificateKind::precertificate:
      return Limit::backdating_seconds;
    default:
      return Limit::ca_backdating_seconds;
  }
}

// TLS BR 7.1.2.2.1: a cross-certificate may begin when the existing certificate did.
bool began_with_existing(const Profile& profile, const ValidityWish& wish) {
  return profile.is_cross_certified() && wish.existing_not_before &&
         *wish.not_before >= *wish.existing_not_before;
}

Result<Seconds> decide_begin(const Profile& profile, const ValidityWish& wish,
                             const std::optional<IssuerLife>& issuer, Time at) {
  if (!wish.not_before) {
    const Seconds begin = to_seconds(at) - std::chrono::seconds(profile.bounds().backdate_seconds);
    return issuer ? std::max(begin, issuer->not_before) : begin;
  }
  const auto* limit = strictest(backdating_of(profile), profile.set(), at);
  const auto before = (to_seconds(at) - *wish.not_before).count();
  const bool may_lie_ahead = backdating_of(profile) == Limit::backdating_seconds;
  const bool too_far_ahead = may_lie_ahead ? limit && -before > limit->value : before < 0;
  const bool too_far_back = limit != nullptr && before > limit->value;
  if (too_far_ahead || (too_far_back && !began_with_existing(profile, wish))) {
    return refuse(kNotBeforeTooFar, to_rfc3339(*wish.not_before), to_rfc3339(at),
                  limit == nullptr ? "" : limit->rule.citation);
  }
  return *wish.not_before;
}

Result<Validity> decide_span(const Profile& profile, const ValidityWish& wish, Seconds begin,
                             Time at) {
  const DaysAllowed allowed = max_days(profile, at);
  const bool asked = wish.not_after || wish.days;
  const std::int64_t days =
      asked ? wish.days.value_or(0) : std::min(profile.bounds().default_days, allowed.days);
  if (!wish.not_after && days < 1) {
    return refuse(kValidityTurned, std::to_string(days), "1", allowed.citation);
  }
  if (!wish.not_after && days > allowed.days) {
    return refuse(kValidityTooLong, std::to_string(days), std::to_string(allowed.days),
                  allowed.citation);
  }
  const Validity validity =
      wish.not_after ? Validity{begin, *wish.not_after} : policy::validity_of_days(begin, days);
  if (validity.not_after <= validity.not_before) {
    return refuse(kValidityTurned, to_rfc3339(validity.not_after), to_rfc3339(begin),
                  "RFC 5280 4.1.2.5");
  }
  if (policy::days_in(validity) > allowed.days) {
    return refuse(kValidityTooLong, std::to_string(policy::days_in(validity)),
                  std::to_string(allowed.days), allowed.citation);
  }
  return validity;
}

}  // namespace

DaysAllowed max_days(const Profile& profile, Time at) {
  const auto* limit = upper_bound(profile, at);
  if (limit != nullptr && limit->value < profile.bounds().max_days) {
    return {limit->value, limit->rule.citation};
  }
  return {profile.bounds().max_days, "profile setting max_days"};
}

Result<Validity> decide_validity(const Profile& profile, const ValidityWish& wish,
                                 const std::optional<IssuerLife>& issuer, Time at) {
  const Seconds begin = TRY(decide_begin(profile, wish, issuer, at));
  if (issuer && issuer->not_after <= std::max(begin, to_seconds(at))) {
    return refuse(kIssuerExpired, to_rfc3339(issuer->not_after), to_rfc3339(at), "house rule");
  }
  Validity validity = TRY(decide_span(profile, wish, begin, at));
  if (issuer) {
    validity.not_after = std::min(validity.not_after, issuer->not_after);
  }
  const auto* least =
      is_root(profile) ? strictest(Limit::root_validity_days_min, profile.set(), at) : nullptr;
  if (least != nullptr && policy::days_in(validity) < least->value) {
    return refuse(kValidityTooShort, std::to_string(policy::days_in(validity)),
                  std::to_string(least->value), least->rule.citation);
  }
  return validity;
}

}  // namespace chancery::profile
