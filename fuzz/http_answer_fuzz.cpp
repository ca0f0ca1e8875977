// rooms: net va
// Where a web server's answer may lead: the Location header, resolved, and its port.
#include "net/http_url.h"
#include "va/redirect.h"

using namespace chancery;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto from =
      net::HttpUrl::parse("http://a.test/.well-known/acme-challenge/x").value();
  static const va::ValidatorSettings settings;
  net::HttpAnswer answer;
  answer.status = 302;
  answer.location = as_text({data, size});
  const auto to = va::follow(from, answer, settings);
  if (to) {
    const auto again = net::HttpUrl::parse(to->text());
    if (!again || again->text() != to->text() || !va::port_for(*again, settings)) {
      __builtin_trap();  // what was accepted must be readable again, and lead to the same place
    }
  }
  return 0;
}
