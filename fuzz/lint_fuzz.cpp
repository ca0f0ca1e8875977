// rooms: lint
#include "lint/run.h"
#include "policy/public_suffix.h"

namespace {

using namespace chancery;

const policy::NameRules& rules(policy::PolicySet set) {
  static const auto suffixes = policy::PublicSuffixList::load().value();
  static const policy::NameRules open(policy::PolicySet::public_trust, suffixes);
  static const policy::NameRules closed(policy::PolicySet::private_trust, suffixes);
  return set == policy::PolicySet::public_trust ? open : closed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const auto set : {policy::PolicySet::public_trust, policy::PolicySet::private_trust}) {
    for (int kind = 0; kind < 4; ++kind) {
      const lint::Context context{
          static_cast<profile::CertificateKind>(kind), set, at_date(2027, 3, 15), {}, &rules(set)};
      (void)lint::run(BytesView(data, size), context).to_text();
    }
  }
  return 0;
}
