#include "webauthn/cbor.h"

#include <limits>

#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

// Major types (RFC 8949 section 3.1).
constexpr unsigned kUnsigned = 0;
constexpr unsigned kNegative = 1;
constexpr unsigned kBytes = 2;
constexpr unsigned kText = 3;
constexpr unsigned kArray = 4;
constexpr unsigned kMap = 5;
constexpr unsigned kSimple = 7;

constexpr unsigned kOneOctet = 24;  // of the argument; 25: two, 26: four, 27: eight
constexpr std::uint64_t kFalse = 20;
constexpr std::uint64_t kNull = 22;
constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();

}  // namespace

Result<BytesView> CborReader::take(std::uint64_t size) {
  if (size > left_.size()) {
    return fail(kCborMalformed, "reason", "it ends too early");
  }
  const auto taken = left_.first(static_cast<std::size_t>(size));
  left_ = left_.subspan(taken.size());
  return taken;
}

Result<CborReader::Head> CborReader::head() {
  const std::uint8_t first = TRY(take(1))[0];
  Head head{static_cast<unsigned>(first >> 5U), first & 31U};
  if (head.value < kOneOctet) {
    return head;
  }
  const auto width = static_cast<unsigned>(head.value) - kOneOctet;
  if (width > 3) {
    return fail(kCborMalformed, "reason", "indefinite length");
  }
  head.value = 0;
  for (const std::uint8_t octet : TRY(take(1U << width))) {
    head.value = head.value << 8U | octet;
  }
  const std::uint64_t least = width == 0 ? kOneOctet : std::uint64_t{1} << (4U << width);
  if (head.value < least || head.major == kSimple) {
    return fail(kCborMalformed, "reason", "not the shortest form, or a float");
  }
  return head;
}

Result<std::uint64_t> CborReader::head_of(unsigned major) {
  const Head head = TRY(this->head());
  return head.major == major ? Result<std::uint64_t>(head.value)
                             : fail(kCborMalformed, "reason", "an item of another type");
}

Result<std::int64_t> CborReader::integer() {
  const Head head = TRY(this->head());
  if (head.major > kNegative || head.value > kMost) {
    return fail(kCborMalformed, "reason", "not an integer");
  }
  const auto value = static_cast<std::int64_t>(head.value);
  return head.major == kUnsigned ? value : -1 - value;
}

Result<BytesView> CborReader::byte_string() {
  return take(TRY(head_of(kBytes)));
}

Result<std::string_view> CborReader::text() {
  return as_text(TRY(take(TRY(head_of(kText)))));
}

Result<std::uint64_t> CborReader::map() {
  const auto pairs = TRY(head_of(kMap));
  return pairs <= kMaxItems ? Result<std::uint64_t>(pairs)
                            : fail(kCborMalformed, "reason", "too many items");
}

bool CborReader::next_is_text() const {
  return !left_.empty() && left_[0] >> 5U == kText;
}

Result<void> CborReader::skip(int depth) {
  const Head head = TRY(this->head());
  switch (head.major) {
    case kUnsigned:
    case kNegative:
      return {};
    case kBytes:
    case kText:
      (void)TRY(take(head.value));
      return {};
    case kSimple:
      return head.value >= kFalse && head.value <= kNull
                 ? Result<void>()
                 : fail(kCborMalformed, "reason", "an unknown simple value");
    default:
      break;
  }
  if ((head.major != kArray && head.major != kMap) || depth == 0 || head.value > kMaxItems) {
    return fail(kCborMalformed, "reason", "a tag, too deep, or too many items");
  }
  for (std::uint64_t i = 0; i < head.value * (head.major == kMap ? 2 : 1); ++i) {
    TRY(skip(depth - 1));
  }
  return {};
}

Result<void> CborReader::end() const {
  return left_.empty() ? Result<void>() : fail(kCborMalformed, "reason", "something follows");
}

}  // namespace chancery::webauthn
