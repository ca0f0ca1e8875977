#include <utility>

#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.subject_alt_names) {
    return;
  }
  std::vector<std::pair<unsigned, std::string_view>> names;
  for (const GeneralNameView& name : *certificate.subject_alt_names) {
    names.emplace_back(name.number, as_text(name.value));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice != names.end()) {
    faults.push_back("stands there twice: " + printable(as_bytes(twice->second)));
  }
}

}  // namespace

constinit const Lint kSanNamesUnique = {
    .name = "rfc5280_san_names_unique",
    .citation = "RFC 5280 4.2.1.6 (house rule)",
    .source = Source::rfc5280,
    .severity = Severity::warning,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
