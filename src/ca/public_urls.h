// The plain-HTTP addresses that certificates carry (RFC 5280 sections 4.2.1.13, 4.2.2.1; NT-93).
// Fixed at birth: what is in a certificate must be served as long as it lives.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ca {

class PublicUrls final {
 public:
  /// `base` is `[public] base_url`, without a trailing '/', for example "http://pki.example.com".
  explicit PublicUrls(std::string base) : base_(std::move(base)) {}

  /// BASE/crl/NAME.crl; shards above 0 are BASE/crl/NAME.SHARD.crl.
  [[nodiscard]] std::string crl(std::string_view issuer_name, int shard) const;
  /// BASE/ocsp, one address for every issuer: the request names it.
  [[nodiscard]] std::string ocsp() const;
  /// BASE/ca/NAME.cer, the issuer's certificate in DER.
  [[nodiscard]] std::string ca_certificate(std::string_view issuer_name) const;

 private:
  std::string base_;
};

/// NAME.crl or NAME.SHARD.crl: the last part of the URL. No name has a '.' in it, so no two lists
/// share one.
[[nodiscard]] std::string crl_file_name(std::string_view issuer_name, int shard);

}  // namespace chancery::ca
