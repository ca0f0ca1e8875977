// rooms: x509 crypto der base
// Every entry of a CRL that is read can be written, is as long as it says, and is read as the same.
#include <cstdlib>

#include "x509/certificate_list.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

static bool round_trips(x509::CrlEntry entry) {
  der::Writer w;
  entry.write(w);
  if (entry.reason == x509::RevocationReason::unspecified) {
    entry.reason.reset();
  }
  der::Reader in(w.view());
  return w.size() == entry.encoded_size() && x509::CrlEntry::read(in).value() == entry;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto crl = x509::CertificateList::parse(Bytes(data, data + size));
  if (crl) {
    crl->for_each(
        [](const x509::CrlEntry& e) { return round_trips(e) ? true : (std::abort(), 0); });
  }
  return 0;
}
