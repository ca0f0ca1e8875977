// Keys that are known to be weak by name: Debian's of 2006 to 2008 (CVE-2008-0166), and whatever
// else is published in the same forms (TLS BR 6.1.1.3 (5.1)).
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace chancery::crypto {
class PublicKey;
}  // namespace chancery::crypto

namespace chancery::policy {

/// Immutable; safe for many threads. Eight octets of memory a key: a list mistakes one good key in
/// some 10^12 for a bad one.
class WeakKeyList final {
 public:
  /// More keys than these, over all files, are refused: 128 MiB.
  static constexpr std::size_t kMaxKeys = 16'000'000;

  /// Reads files of lines, and each file may mix the forms:
  ///  - 20 hexadecimal digits: the last 80 bits of SHA-1 over "Modulus=" + the modulus in capital
  ///    hexadecimal + newline (Debian's package openssl-blacklist);
  ///  - 64 hexadecimal digits, alone or as the first column of comma-separated values: SHA-256 of
  ///    the RSA modulus or of an EC point's x, as big-endian octets (dwk_blocklists).
  /// Lines that are empty, begin with '#', or are the heading of columns at the very top are
  /// skipped. Errors: kWeakKeyListUnreadable with "file" and "line".
  [[nodiscard]] static Result<WeakKeyList> load(std::span<const std::string> files);

  /// The same from a stream; `name` is for errors.
  [[nodiscard]] Result<void> add(std::istream& in, const std::string& name);

  /// Call once after the last `add`, before the first `contains`.
  void seal();

  /// About 1 us.
  [[nodiscard]] bool contains(const crypto::PublicKey& key) const;

  [[nodiscard]] std::size_t size() const { return sha1_.size() + sha256_.size(); }

 private:
  [[nodiscard]] bool add_line(std::string_view line);

  std::vector<std::uint64_t> sha1_;    ///< the first 64 of the 80 bits, sorted
  std::vector<std::uint64_t> sha256_;  ///< the first 64 bits, sorted
};

/// Errors: kKeyWeak with the citation, when the key is in the list.
[[nodiscard]] Result<void> check_not_listed(const WeakKeyList& list, const crypto::PublicKey& key);

}  // namespace chancery::policy
