// rooms: x509 crypto der base
// A request that is read keeps its bytes, and its parts can be written into a new one.
#include <cstdlib>

#include "x509/certification_request.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto csr = x509::CertificationRequest::parse_pem_or_der({data, size});
  if (!csr) {
    return 0;
  }
  static_cast<void>(csr->verify_signature());
  static_cast<void>(x509::to_identifiers(csr->subject_alt_names()));
  const Bytes info = x509::encode_certification_request_info(
      csr->subject(), csr->public_key().spki_der(), csr->requested_extensions());
  const Bytes again = x509::assemble(info, crypto::SignatureAlgorithm::ed25519, Bytes(64));
  const auto second = x509::CertificationRequest::parse(again);
  const bool same = second && second->subject() == csr->subject() &&
                    second->requested_extensions() == csr->requested_extensions();
  return same || again.size() > x509::CertificationRequest::kMaxSize ? 0 : (std::abort(), 0);
}
