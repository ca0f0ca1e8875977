// rooms: x509 crypto der base
// A list of SCTs that is read is written as the same bytes; a body without what transparency adds
// stays what it is, and takes the poison and the list so that both correspond.
#include <cstdlib>

#include "x509/precertificate.h"
#include "x509/signed_certificate_timestamp.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

static void check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

static void check_body(BytesView body) {
  const auto logged = x509::logged_tbs(body);
  if (!logged) {
    return;
  }
  check(x509::logged_tbs(*logged).value() == *logged);
  const auto list = x509::sct_list_extension(x509::SctList(1)).value();
  const auto announced = x509::with_extension(*logged, x509::precertificate_poison_extension());
  const auto certificate = x509::with_extension(*logged, list);
  if (announced && certificate) {
    check(x509::check_correspondence(*announced, *certificate).has_value());
    check(x509::logged_tbs(*announced).value() == *logged);
    check(x509::logged_tbs(*certificate).value() == *logged);
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView input{data, size};
  if (const auto list = x509::parse_sct_list(input)) {
    check(equal(x509::sct_list_extension(*list).value().value, input));
    for (const auto& sct : *list) {
      static_cast<void>(sct.leaf_index());
    }
  }
  check_body(input);
  return 0;
}
