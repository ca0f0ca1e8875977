// Finds the issuer that a CertID names by hashes (RFC 6960 section 4.1.1).
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "ca/issuers.h"
#include "x509/ocsp_request.h"

namespace chancery::ocsp {

/// Immutable: made anew when the issuers change. No two issuers have the same name and key
/// (ca::kIssuerDuplicate): OCSP could not tell them apart.
class IssuerIndex final {
 public:
  [[nodiscard]] static std::shared_ptr<const IssuerIndex> make(
      const std::vector<ca::IssuerPtr>& issuers);

  /// nullptr when the CertID names no issuer of ours. Both hashes must agree.
  [[nodiscard]] ca::IssuerPtr find(const x509::CertId& id) const;

 private:
  /// Name hash and key hash in one string.
  std::unordered_map<std::string, ca::IssuerPtr> by_hashes_;
};

}  // namespace chancery::ocsp
