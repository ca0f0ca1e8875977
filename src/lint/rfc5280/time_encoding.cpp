#include "der/time.h"
#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const TimeView& time : {certificate.not_before, certificate.not_after}) {
    const auto expected =
        der::fits_utc_time(time.time) ? der::Tag::utc_time : der::Tag::generalized_time;
    if (time.tag != expected) {
      faults.push_back("wrong type for " + std::string(as_text(time.text)));
    }
  }
}

}  // namespace

constinit const Lint kTimeEncoding = {
    .name = "rfc5280_time_encoding",
    .citation = "RFC 5280 4.1.2.5",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
