#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array<std::string_view, 4> kListed = {
    "300d06092a864886f70d0101010500",              // rsaEncryption, NULL
    "301306072a8648ce3d020106082a8648ce3d030107",  // P-256
    "301006072a8648ce3d020106052b81040022",        // P-384
    "301006072a8648ce3d020106052b81040023",        // P-521
};

void check(const View& certificate, const Context&, Faults& faults) {
  const std::string seen = to_hex(certificate.key.algorithm_tlv);
  if (std::ranges::find(kListed, seen) == kListed.end()) {
    faults.push_back("not one of the listed encodings: " + seen);
  }
}

}  // namespace

constinit const Lint kSpkiAlgorithmBytes = {
    .name = "cabf_br_spki_algorithm_bytes",
    .citation = "TLS BR 7.1.3.1; NT-177, NT-178",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
