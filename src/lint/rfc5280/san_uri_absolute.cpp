#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kUri, [&](BytesView value) {
    const std::string_view uri = as_text(value);
    const auto colon = uri.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == uri.size() ||
        !is_printable_ascii(uri)) {
      faults.push_back("not an absolute URI: " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kSanUriAbsolute = {
    .name = "rfc5280_san_uri_absolute",
    .citation = "RFC 5280 4.2.1.6; RFC 3986 4.3",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
