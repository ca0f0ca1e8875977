// rooms: linter base
// What outside linters say: any bytes give findings or an error, and findings are of one line each.
#include <cstdlib>

#include "linter/answers.h"

namespace {

using namespace chancery;  // NOLINT(google-build-using-namespace): a program of one page

void check(const Result<std::vector<linter::Finding>>& findings) {
  if (!findings) {
    return;
  }
  for (const auto& one : *findings) {
    for (const auto& text : {one.linter, one.lint, one.citation, one.detail}) {
      if (text.find('\n') != std::string::npos || text.size() > 1000) {
        std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  (void)linter::parse_greeting(text);
  check(linter::parse_sidecar_answer(text, "zlint"));
  check(linter::parse_pkimetal_answer(text));
  (void)linter::parse_pkimetal_linters(text);
  return 0;
}
