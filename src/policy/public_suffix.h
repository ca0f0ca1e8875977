// The Public Suffix List, ICANN section (TLS BR 3.2.2.6; publicsuffix.org), through libpsl.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

extern "C" {
struct psl_ctx_st;
}

namespace chancery::policy {

/// Debian's package publicsuffix keeps this file fresh.
inline constexpr std::string_view kDebianPublicSuffixList =
    "/usr/share/publicsuffix/public_suffix_list.dafsa";

/// An immutable, loaded list; safe for many threads. To refresh it, load another one and swap the
/// shared pointer: a decision that is under way keeps the list that it started with.
///
/// Names are given as lower-case A-labels without a trailing dot and without a wildcard label (as
/// x509::DnsName holds them); nothing here checks that.
class PublicSuffixList final {
 public:
  /// Reads a list in DAFSA or text form. Errors: kPublicSuffixListUnreadable (missing, empty, or
  /// without the suffix "com": a list that answers "no" to everything must not be trusted).
  [[nodiscard]] static Result<std::shared_ptr<const PublicSuffixList>> load(
      const std::string& path = std::string(kDebianPublicSuffixList));

  ~PublicSuffixList();
  PublicSuffixList(const PublicSuffixList&) = delete;
  PublicSuffixList& operator=(const PublicSuffixList&) = delete;

  /// Is `name` listed as a suffix under which the public registers domains? An unknown top-level
  /// domain is NOT a suffix here (libpsl's "prevailing star rule" is off).
  [[nodiscard]] bool is_public_suffix(std::string_view name) const;

  /// Does the last label of `name` exist as a top-level domain?
  [[nodiscard]] bool has_known_tld(std::string_view name) const;

  /// The Base Domain Name (BR 1.6.1): the longest public suffix of `name` and one label more, as a
  /// view into `name`; "" when `name` is itself a suffix or has no known top-level domain.
  [[nodiscard]] std::string_view base_domain(std::string_view name) const;

  /// What to write into a decision record (NT-28): date of the file and the beginning of its
  /// SHA-256, for example "2023-02-09 sha256:1f2e3d4c5b6a7988".
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  PublicSuffixList(psl_ctx_st* list, std::string version);

  psl_ctx_st* list_;
  std::string version_;
};

}  // namespace chancery::policy
