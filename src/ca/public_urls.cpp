#include "ca/public_urls.h"

#include <fmt/format.h>

namespace chancery::ca {

std::string PublicUrls::crl(std::string_view issuer_name, int shard) const {
  return fmt::format("{}/crl/{}", base_, crl_file_name(issuer_name, shard));
}

std::string PublicUrls::ocsp() const {
  return base_ + "/ocsp";
}

std::string PublicUrls::ca_certificate(std::string_view issuer_name) const {
  return fmt::format("{}/ca/{}.cer", base_, issuer_name);
}

std::string crl_file_name(std::string_view issuer_name, int shard) {
  return shard == 0 ? fmt::format("{}.crl", issuer_name)
                    : fmt::format("{}.{}.crl", issuer_name, shard);
}

}  // namespace chancery::ca
