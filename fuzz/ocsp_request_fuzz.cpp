// rooms: x509 crypto der base
// An OCSP request that is read can be asked again, one certificate at a time.
#include <cstdlib>

#include "x509/ocsp_request.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = x509::OcspRequest::parse({data, size});
  if (!request) {
    return 0;
  }
  for (const x509::CertId& id : request->cert_ids()) {
    const Bytes again = x509::encode_ocsp_request(id.der, request->nonce().value_or(BytesView()));
    const auto second = x509::OcspRequest::parse(again);
    const bool same = second && second->cert_ids().size() == 1 &&
                      second->cert_ids()[0].serial == id.serial &&
                      equal(second->cert_ids()[0].issuer_key_hash, id.issuer_key_hash) &&
                      second->nonce().has_value() == request->nonce().has_value();
    if (!same) {
      std::abort();
    }
  }
  return 0;
}
