#include "api/download.h"

#include <array>
#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/pkcs12.h"
#include "x509/pkcs7.h"

namespace chancery::api {

namespace {

constexpr std::size_t kLongestStem = 64;

http::Response file(std::string_view type, const std::string& name, BytesView content) {
  http::Response response = http::respond(200, type, content);
  response.headers.add("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
  return response;
}

http::Response pem_file(const std::string& name, const std::string& pem) {
  return file("application/x-pem-file", name, as_bytes(pem));
}

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.';
}

}  // namespace

std::string file_stem(const model::CertificateFacts& certificate) {
  std::string stem =
      certificate.names.empty() ? certificate.serial.hex() : certificate.names.front().value;
  stem.resize(std::min(stem.size(), kLongestStem));
  std::ranges::replace_if(
      stem, [](char c) { return !is_safe(c); }, '_');
  return stem.empty() || stem.front() == '.' ? '_' + stem : stem;
}

http::Response certificate_file(const model::IssuedCertificate& certificate,
                                std::span<const Bytes> chain, std::string_view format) {
  const std::string stem = file_stem(certificate);
  if (format == "der") {
    return file("application/pkix-cert", stem + ".cer", certificate.der);
  }
  if (format == "pkcs7") {
    std::vector<BytesView> all{certificate.der};
    all.insert(all.end(), chain.begin(), chain.end());
    return file("application/pkcs7-mime; smime-type=certs-only", stem + ".p7c",
                x509::pkcs7_certs_only(all));
  }
  std::string pem = format == "intermediates" || format == "root"
                        ? std::string()
                        : to_pem("CERTIFICATE", certificate.der);
  if (format == "pem") {
    return pem_file(stem + ".pem", pem);
  }
  for (const Bytes& link : chain) {
    pem += to_pem("CERTIFICATE", link);
  }
  return pem_file(fmt::format("{}-{}.pem", stem, format), pem);
}

Result<http::Response> pkcs12_file(const model::IssuedCertificate& certificate,
                                   std::span<const Bytes> chain, const crypto::PrivateKey& key,
                                   const Secret& password) {
  const std::string stem = file_stem(certificate);
  const Bytes content = TRY(crypto::pkcs12(key, certificate.der, chain, stem, password));
  http::Response response = file("application/x-pkcs12", stem + ".p12", content);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace chancery::api
