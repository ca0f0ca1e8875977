#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

bool has_control_characters(BytesView text) {
  return std::ranges::any_of(text,
                             [](std::uint8_t octet) { return octet < 0x20 || octet == 0x7f; });
}

void check(const View& certificate, const Context&, Faults& faults) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // what decoders put for garbage
  for (const AttributeView& attribute : certificate.subject.attributes) {
    const std::string_view text = as_text(attribute.value);
    const bool trimmed = text.empty() || (text.front() != ' ' && text.back() != ' ');
    if (!trimmed || has_control_characters(attribute.value) || text.contains(kReplacement)) {
      faults.push_back("blanks at an end, control characters or replacement characters in " +
                       attribute.type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kPlainText = {
    .name = "cps_plain_text",
    .citation = "House rule: text as a person would write it",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
