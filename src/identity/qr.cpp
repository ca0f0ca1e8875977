#include "identity/qr.h"

#include <fmt/format.h>
#include <memory>
#include <qrencode.h>

#include "identity/errors.h"

namespace chancery::identity {
namespace {

constexpr int kMargin = 4;

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

bool is_dark(const QRcode& code, int x, int y) {
  return (code.data[y * code.width + x] & 1U) != 0;
}

/// Each run of dark modules in a row is one rectangle of the path.
void append_row(std::string& path, const QRcode& code, int y) {
  for (int x = 0; x < code.width; ++x) {
    const int start = x;
    while (x < code.width && is_dark(code, x, y)) {
      ++x;
    }
    if (x > start) {
      path += fmt::format("M{} {}h{}v1h-{}z", start + kMargin, y + kMargin, x - start, x - start);
    }
  }
}

}  // namespace

Result<std::string> qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, Free> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code) {
    return fail(kQrImpossible);
  }
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    append_row(path, *code, y);
  }
  const int size = code->width + 2 * kMargin;
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges">)"
      R"(<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path fill="#000" d="{1}"/></svg>)",
      size, path);
}

}  // namespace chancery::identity
