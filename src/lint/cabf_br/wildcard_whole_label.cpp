#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kDnsName, [&](BytesView value) {
    const auto star = as_text(value).rfind('*');
    if (star != std::string_view::npos && (star != 0 || !as_text(value).starts_with("*."))) {
      faults.push_back("a wildcard in the wrong place: " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kWildcardWholeLabel = {
    .name = "cabf_br_wildcard_whole_label",
    .citation = "TLS BR 1.6.1 Wildcard Domain Name; RFC 9525 6.3",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
