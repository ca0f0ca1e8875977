#include "store/page_token.h"

#include "base/encoding.h"
#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr std::size_t kFixed = 1 + 8 + 8;
constexpr std::size_t kMaxText = 1024;

void put(Bytes& out, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
  }
}

std::int64_t get(BytesView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes.first(8)) {
    value = value << 8 | byte;
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::string to_text(const PageToken& token) {
  Bytes raw{static_cast<std::uint8_t>(token.order)};
  put(raw, token.number);
  put(raw, token.id);
  append(raw, as_bytes(token.bytes));
  return to_base64url(raw);
}

Result<PageToken> parse_page_token(std::string_view text, char order) {
  const auto raw = text.size() <= kMaxText ? from_base64url(text) : Bytes{};
  if (!raw || raw->size() < kFixed || raw->front() != static_cast<std::uint8_t>(order)) {
    return fail(kPageTokenMalformed);
  }
  const BytesView rest(*raw);
  return PageToken{order, get(rest.subspan(1)), get(rest.subspan(9)),
                   std::string(as_text(rest.subspan(kFixed)))};
}

}  // namespace chancery::store
