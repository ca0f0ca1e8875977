#include "lint/rule.h"
#include "x509/ip_address.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  each_name(certificate, kIpAddress, [&](BytesView value) {
    const auto address = x509::IpAddress::from_bytes(value);
    const auto allowed = address ? context.names->check(*address, context.at) : Result<void>();
    if (!allowed) {
      faults.push_back(std::string(allowed.error().code()) + ": " + address->text());
    }
  });
}

}  // namespace

constinit const Lint kSanAddressesAllowed = {
    .name = "cabf_br_san_addresses_allowed",
    .citation = "TLS BR 4.2.2; NT-25",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
