// rooms: x509 crypto der base
// The data of an OCSP response that is read by key can be written, and is read as the same.
#include <algorithm>
#include <cstdlib>

#include "x509/ocsp_response.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto response = x509::OcspResponse::parse({data, size});
  if (!response || response->status() != x509::OcspStatus::successful) {
    return 0;
  }
  const Bytes again =
      x509::encode_response_data(response->responder_key_hash(), response->produced_at(),
                                 response->responses(), response->nonce());
  const auto second = x509::OcspResponse::parse(
      x509::assemble_ocsp_response(again, crypto::SignatureAlgorithm::ed25519, Bytes(64), {}));
  const auto same = [](const x509::SingleResponse& a, const x509::SingleResponse& b) {
    return a.cert_id_der == b.cert_id_der && a.status == b.status && a.this_update == b.this_update;
  };
  return std::ranges::equal(second.value().responses(), response->responses(), same)
             ? 0
             : (std::abort(), 0);
}
