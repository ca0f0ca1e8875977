#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

bool is_idna(std::string_view prefix) {
  return (prefix[0] == 'x' || prefix[0] == 'X') && (prefix[1] == 'n' || prefix[1] == 'N');
}

// Labels with hyphens in third and fourth place are reserved, all but those of IDNA (RFC 5890
// section 2.3.1).
bool is_reserved(std::string_view label) {
  const std::string_view prefix = label.substr(0, 4);
  return prefix.size() == 4 && prefix.ends_with("--") && !is_idna(prefix);
}

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kDnsName, [&](BytesView value) {
    std::string_view rest = as_text(value);
    while (!rest.empty()) {
      const std::size_t dot = std::min(rest.find('.'), rest.size());
      if (is_reserved(rest.substr(0, dot))) {
        faults.push_back("a reserved label in " + printable(value));
      }
      rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
  });
}

}  // namespace

constinit const Lint kReservedLabels = {
    .name = "cabf_br_reserved_labels",
    .citation = "TLS BR 7.1.2.7.12 (P-Labels or Non-Reserved LDH Labels alone)",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2021, 10, 1),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
