#include "va/method.h"

#include "va/errors.h"

namespace chancery::va {
namespace {

using Type = x509::Identifier::Type;

constexpr std::string_view kRules = "TLS BR 2.2.6";

// Effective dates: BR section 1.2.1. SC25 brought .19, SC33 brought .20, ballot 190 the present .7,
// SC7 the methods for addresses. dns-01 is one way of doing .7.
constexpr MethodRule kTable[] = {
    {Method::http_01, Type::dns, false, "3.2.2.4.19", "ca-tbr-19", kRules, at_date(2020, 3, 3), {}},
    {Method::dns_01, Type::dns, true, "3.2.2.4.7", "ca-tbr-7", kRules, at_date(2017, 10, 19), {}},
    {Method::tls_alpn_01,
     Type::dns,
     false,
     "3.2.2.4.20",
     "ca-tbr-20",
     kRules,
     at_date(2020, 9, 22),
     {}},
    {Method::dns_change,
     Type::dns,
     true,
     "3.2.2.4.7",
     "ca-tbr-7",
     kRules,
     at_date(2017, 10, 19),
     {}},
    {Method::http_01, Type::ip, false, "3.2.2.5.6", "", kRules, at_date(2019, 3, 16), {}},
    {Method::tls_alpn_01, Type::ip, false, "3.2.2.5.7", "", kRules, at_date(2019, 3, 16), {}},
};

bool fits(const MethodRule& rule, const x509::Identifier& identifier) {
  const bool wildcard = identifier.dns() != nullptr && identifier.dns()->is_wildcard();
  return rule.type == identifier.type() && (!wildcard || rule.wildcard);
}

bool in_force(const MethodRule& rule, Time now) {
  return now >= rule.effective && (!rule.until || now < *rule.until);
}

}  // namespace

std::string_view to_text(Method method) {
  switch (method) {
    case Method::http_01:
      return "http-01";
    case Method::dns_01:
      return "dns-01";
    case Method::tls_alpn_01:
      return "tls-alpn-01";
    case Method::dns_change:
      return "dns-change";
  }
  return "?";
}

std::span<const MethodRule> method_rules() {
  return kTable;
}

Result<const MethodRule*> rule_for(Method method, const x509::Identifier& identifier, Time now) {
  for (const auto& rule : kTable) {
    if (rule.method == method && fits(rule, identifier) && in_force(rule, now)) {
      return &rule;
    }
  }
  return fail(kMethodNotAllowed,
              {{"method", std::string(to_text(method))}, {"identifier", identifier.value()}});
}

bool is_labelled(Method method, std::string_view label) {
  if (method != Method::dns_change && label == to_text(method)) {
    return true;
  }
  for (const auto& rule : kTable) {
    if (rule.method == method && !rule.br_label.empty() && label == rule.br_label) {
      return true;
    }
  }
  return false;
}

}  // namespace chancery::va
