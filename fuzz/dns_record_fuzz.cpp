// rooms: net va
// CAA and TXT data, names, and alias chains out of a whole DNS message.
#include "net/dns_message.h"
#include "net/dns_record.h"
#include "net/query_name.h"
#include "va/caa_value.h"

using namespace chancery;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView input(data, size);
  (void)net::parse_txt(input);
  if (const auto caa = net::parse_caa(input)) {
    (void)va::parse_caa_issue_value(caa->value);
    (void)caa->text();
  }
  (void)va::parse_caa_issue_value(as_text(input));
  (void)net::alias_chain(input, "a.test");
  const auto name = net::QueryName::parse(as_text(input));
  if (name && net::QueryName::parse(name->text()).value() != *name) {
    __builtin_trap();  // a name that was accepted is in its final form
  }
  return 0;
}
