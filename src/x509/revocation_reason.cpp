#include "x509/revocation_reason.h"

#include <algorithm>
#include <iterator>

namespace chancery::x509 {
namespace {

struct Row {
  RevocationReason reason;
  std::string_view name;
};

constexpr Row kRows[] = {
    {RevocationReason::unspecified, "unspecified"},
    {RevocationReason::key_compromise, "keyCompromise"},
    {RevocationReason::ca_compromise, "cACompromise"},
    {RevocationReason::affiliation_changed, "affiliationChanged"},
    {RevocationReason::superseded, "superseded"},
    {RevocationReason::cessation_of_operation, "cessationOfOperation"},
    {RevocationReason::certificate_hold, "certificateHold"},
    {RevocationReason::remove_from_crl, "removeFromCRL"},
    {RevocationReason::privilege_withdrawn, "privilegeWithdrawn"},
    {RevocationReason::aa_compromise, "aACompromise"},
};

std::optional<RevocationReason> reason_of(const Row* row) {
  return row == std::end(kRows) ? std::nullopt : std::optional(row->reason);
}

}  // namespace

std::optional<RevocationReason> revocation_reason_from_code(std::int64_t code) {
  return reason_of(std::ranges::find(
      kRows, code, [](const Row& row) { return static_cast<std::int64_t>(row.reason); }));
}

std::string_view to_text(RevocationReason reason) {
  return std::ranges::find(kRows, reason, &Row::reason)->name;
}

std::optional<RevocationReason> revocation_reason_from_text(std::string_view name) {
  return reason_of(std::ranges::find(kRows, name, &Row::name));
}

}  // namespace chancery::x509
