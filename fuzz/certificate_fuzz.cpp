// rooms: x509 crypto der base
// A certificate that is read is written again as the same value.
#include <cstdlib>

#include "x509/certificate.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto certificate = x509::Certificate::parse({data, size});
  if (!certificate) {
    return 0;
  }
  for (const auto& name : certificate->subject_alt_names()) {
    static_cast<void>(name.to_text());
  }
  static_cast<void>(certificate->public_key());
  const Bytes encoded = certificate->tbs().encode();
  const auto again = x509::TbsCertificate::parse(encoded);
  // The one freedom of a reader: GeneralizedTime before 2050, two octets longer than UTCTime.
  const bool same =
      again && *again == certificate->tbs() &&
      (equal(encoded, certificate->tbs_der()) || encoded.size() < certificate->tbs_der().size());
  return same ? 0 : (std::abort(), 0);
}
