#include "policy/limits.h"

#include <array>

namespace chancery::policy {
namespace {

constexpr Seconds k2020Sep01 = at_date(2020, 9, 1);
constexpr Seconds k2023Sep15 = at_date(2023, 9, 15);
constexpr Seconds k2023Sep01 = at_date(2023, 9, 1);
constexpr Seconds k2026Mar15 = at_date(2026, 3, 15);
constexpr Seconds k2027Mar15 = at_date(2027, 3, 15);
constexpr Seconds k2029Mar15 = at_date(2029, 3, 15);

constexpr auto kPublic = PolicySet::public_trust;
constexpr auto kPrivate = PolicySet::private_trust;
constexpr auto kSmime = PolicySet::smime_trust;

constexpr std::array kLimits = {
    // Life of a subscriber certificate.
    DatedLimit{{"br_validity_825", "TLS BR 6.3.2 (ballot 193)", kAlways, k2020Sep01,
                "a subscriber certificate lives at most 825 days"},
               Limit::validity_days,
               kPublic,
               825},
    DatedLimit{{"br_validity_398", "TLS BR 6.3.2 (ballot SC31)", k2020Sep01, k2026Mar15,
                "a subscriber certificate lives at most 398 days"},
               Limit::validity_days,
               kPublic,
               398},
    DatedLimit{{"cps_validity_398", "CPS 1.0.6 section 6.3.2", k2020Sep01, kOpenEnd,
                "a subscriber certificate lives at most 398 days"},
               Limit::validity_days,
               kPublic,
               398},
    DatedLimit{{"br_validity_200", "TLS BR 2.2.6 section 6.3.2 (ballot SC081)", k2026Mar15,
                k2027Mar15, "a subscriber certificate lives at most 200 days"},
               Limit::validity_days,
               kPublic,
               200},
    DatedLimit{{"br_validity_100", "TLS BR 2.2.6 section 6.3.2 (ballot SC081)", k2027Mar15,
                k2029Mar15, "a subscriber certificate lives at most 100 days"},
               Limit::validity_days,
               kPublic,
               100},
    DatedLimit{{"br_validity_47", "TLS BR 2.2.6 section 6.3.2 (ballot SC081)", k2029Mar15, kOpenEnd,
                "a subscriber certificate lives at most 47 days"},
               Limit::validity_days,
               kPublic,
               47},
    DatedLimit{{"smime_validity_825", "S/MIME BR 6.3.2", k2023Sep01, kOpenEnd,
                "a multipurpose or strict subscriber certificate lives at most 825 days"},
               Limit::validity_days,
               kSmime,
               825},

    // Reuse of domain and IP address validations.
    DatedLimit{{"br_domain_reuse_398", "TLS BR 4.2.1 (ballot SC42)", kAlways, k2026Mar15,
                "a domain or IP validation may be reused for 398 days"},
               Limit::domain_reuse_days,
               kPublic,
               398},
    DatedLimit{{"cps_domain_reuse_397", "CPS 1.0.6 section 3.2.2.7", kAlways, kOpenEnd,
                "a domain validation may be reused for 397 days"},
               Limit::domain_reuse_days,
               kPublic,
               397},
    DatedLimit{{"br_domain_reuse_200", "TLS BR 2.2.6 section 4.2.1 (ballot SC081)", k2026Mar15,
                k2027Mar15, "a domain or IP validation may be reused for 200 days"},
               Limit::domain_reuse_days,
               kPublic,
               200},
    DatedLimit{{"br_domain_reuse_100", "TLS BR 2.2.6 section 4.2.1 (ballot SC081)", k2027Mar15,
                k2029Mar15, "a domain or IP validation may be reused for 100 days"},
               Limit::domain_reuse_days,
               kPublic,
               100},
    DatedLimit{{"br_domain_reuse_10", "TLS BR 2.2.6 section 4.2.1 (ballot SC081)", k2029Mar15,
                kOpenEnd, "a domain or IP validation may be reused for 10 days"},
               Limit::domain_reuse_days,
               kPublic,
               10},
    DatedLimit{{"house_domain_reuse_398", "House rule, after TLS BR 4.2.1 of 2025", kAlways,
                kOpenEnd, "a domain or IP validation may be reused for 398 days"},
               Limit::domain_reuse_days,
               kPrivate,
               398},
    DatedLimit{{"smime_domain_reuse_398", "S/MIME BR 4.2.1", k2023Sep01, kOpenEnd,
                "a validation of a mailbox's domain may be reused for 398 days"},
               Limit::domain_reuse_days,
               kSmime,
               398},
    DatedLimit{{"smime_mailbox_reuse_30", "S/MIME BR 4.2.1", k2023Sep01, kOpenEnd,
                "a validation of a mailbox by mail may be reused for 30 days"},
               Limit::mailbox_reuse_days,
               kSmime,
               30},

    // Reuse of verified subject identity.
    DatedLimit{{"br_identity_reuse_825", "TLS BR 4.2.1", kAlways, k2026Mar15,
                "verified subject identity may be reused for 825 days"},
               Limit::identity_reuse_days,
               kPublic,
               825},
    DatedLimit{{"br_identity_reuse_398", "TLS BR 2.2.6 section 4.2.1 (ballot SC081)", k2026Mar15,
                kOpenEnd, "verified subject identity may be reused for 398 days"},
               Limit::identity_reuse_days,
               kPublic,
               398},
    DatedLimit{{"cps_identity_reuse_397", "CPS 1.0.6 section 3.2.2.7", kAlways, kOpenEnd,
                "verified subject identity may be reused for 397 days"},
               Limit::identity_reuse_days,
               kPublic,
               397},
    DatedLimit{{"smime_identity_reuse_825", "S/MIME BR 4.2.1", k2023Sep01, kOpenEnd,
                "verified subject identity may be reused for 825 days"},
               Limit::identity_reuse_days,
               kSmime,
               825},
    DatedLimit{{"house_identity_reuse_825", "House rule, after TLS BR 4.2.1 of 2025", kAlways,
                kOpenEnd, "verified subject identity may be reused for 825 days"},
               Limit::identity_reuse_days,
               kPrivate,
               825},

    // Life of an organization's validation: a rule of its own within the reuse above.
    DatedLimit{{"house_organization_395", "House rule, within TLS BR 4.2.1; NC-x5", kAlways,
                kOpenEnd, "the validation of an organization lasts 395 days"},
               Limit::organization_days,
               kPublic,
               395},

    // How far notBefore may lie before the moment of signing.
    DatedLimit{{"br_backdating_48h", "TLS BR 7.1.2.7 (ballot SC62)", k2023Sep15, kOpenEnd,
                "notBefore lies within 48 hours of signing"},
               Limit::backdating_seconds,
               kPublic,
               48 * 3600},
    DatedLimit{{"house_backdating_48h", "House rule, after TLS BR 7.1.2.7", kAlways, kOpenEnd,
                "notBefore lies within 48 hours of signing"},
               Limit::backdating_seconds,
               kPrivate,
               48 * 3600},
    DatedLimit{{"house_smime_backdating_48h", "House rule, after TLS BR 7.1.2.7", kAlways, kOpenEnd,
                "notBefore lies within 48 hours of signing"},
               Limit::backdating_seconds,
               kSmime,
               48 * 3600},
    DatedLimit{{"br_ca_backdating_1d", "TLS BR 7.1.2.10.1 (ballot SC62)", k2023Sep15, kOpenEnd,
                "notBefore of a CA certificate lies at most one day before signing"},
               Limit::ca_backdating_seconds,
               kPublic,
               86'400},
    DatedLimit{{"house_ca_backdating_1d", "House rule, after TLS BR 7.1.2.10.1", kAlways, kOpenEnd,
                "notBefore of a CA certificate lies at most one day before signing"},
               Limit::ca_backdating_seconds,
               kPrivate,
               86'400},
    DatedLimit{{"house_smime_ca_backdating_1d", "House rule, after TLS BR 7.1.2.10.1", kAlways,
                kOpenEnd, "notBefore of a CA certificate lies at most one day before signing"},
               Limit::ca_backdating_seconds,
               kSmime,
               86'400},
    DatedLimit{{"br_root_backdating_1d", "TLS BR 7.1.2.1.1 (ballot SC62)", k2023Sep15, kOpenEnd,
                "notBefore of a root lies at most one day before signing"},
               Limit::root_backdating_seconds,
               kPublic,
               86'400},
    DatedLimit{{"house_root_backdating_1d", "House rule, after TLS BR 7.1.2.1.1", kAlways, kOpenEnd,
                "notBefore of a root lies at most one day before signing"},
               Limit::root_backdating_seconds,
               kPrivate,
               86'400},
    DatedLimit{{"house_smime_root_backdating_1d", "House rule, after TLS BR 7.1.2.1.1", kAlways,
                kOpenEnd, "notBefore of a root lies at most one day before signing"},
               Limit::root_backdating_seconds,
               kSmime,
               86'400},

    // Life of a root certificate.
    DatedLimit{{"br_root_validity_min", "TLS BR 7.1.2.1.1 (ballot SC62)", k2023Sep15, kOpenEnd,
                "a root certificate lives at least 2922 days"},
               Limit::root_validity_days_min,
               kPublic,
               2922},
    DatedLimit{{"br_root_validity_max", "TLS BR 7.1.2.1.1 (ballot SC62)", k2023Sep15, kOpenEnd,
                "a root certificate lives at most 9132 days"},
               Limit::root_validity_days_max,
               kPublic,
               9132},
    DatedLimit{{"house_smime_root_validity_max", "House rule, after Mozilla MRSP 7.4 (18 years)",
                kAlways, kOpenEnd, "a root certificate lives at most 9132 days"},
               Limit::root_validity_days_max,
               kSmime,
               9132},
};

bool is_stricter(const DatedLimit& a, const DatedLimit& b) {
  return a.limit == Limit::root_validity_days_min ? a.value > b.value : a.value < b.value;
}

}  // namespace

std::span<const DatedLimit> dated_limits() {
  return kLimits;
}

const DatedLimit* strictest(Limit limit, PolicySet set, Time at) {
  const DatedLimit* found = nullptr;
  for (const DatedLimit& row : kLimits) {
    if (row.limit != limit || row.set != set || !row.rule.in_force(at)) {
      continue;
    }
    if (found == nullptr || is_stricter(row, *found)) {
      found = &row;
    }
  }
  return found;
}

std::optional<std::int64_t> max_validity_days(PolicySet set, Time at) {
  const DatedLimit* row = strictest(Limit::validity_days, set, at);
  return row == nullptr ? std::nullopt : std::optional(row->value);
}

std::int64_t validation_reuse_days(PolicySet set, Time at) {
  const DatedLimit* row = strictest(Limit::domain_reuse_days, set, at);
  return row == nullptr ? 0 : row->value;
}

}  // namespace chancery::policy
