#include "x509/key_usage.h"

#include <algorithm>

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kNamedBits = 9;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kExtensionMalformed, "problem", std::move(problem));
}

}  // namespace

Extension key_usage_extension(KeyUsage usage, bool critical) {
  der::Writer w(16);
  w.named_bits(usage.bits());
  return {kKeyUsage, critical, w.take()};
}

Result<KeyUsage> parse_key_usage(BytesView value) {
  der::Reader in(value);
  const der::BitString bits = TRY(in.bit_string());
  TRY(in.expect_end());
  const std::size_t count = bits.bytes.size() * 8 - bits.unused_bits;
  if (count == 0 || count > kNamedBits || !bits.bit(count - 1)) {
    return malformed("keyUsage is empty, too long, or ends in zero bits");
  }
  std::uint32_t uses = 0;
  for (std::size_t n = 0; n < count; ++n) {
    uses |= static_cast<std::uint32_t>(bits.bit(n)) << n;
  }
  return KeyUsage(uses);
}

Extension extended_key_usage_extension(std::span<const Oid> purposes, bool critical) {
  der::Writer w(64);
  w.sequence([&] {
    for (const Oid& purpose : purposes) {
      w.oid(purpose);
    }
  });
  return {kExtendedKeyUsage, critical, w.take()};
}

Result<std::vector<Oid>> parse_extended_key_usage(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  std::vector<Oid> purposes;
  while (!in.at_end()) {
    const Oid purpose = TRY(in.oid());
    if (std::ranges::count(purposes, purpose) > 0 || purposes.size() == 64) {
      return malformed("a purpose stands twice, or there are more than 64");
    }
    purposes.push_back(purpose);
  }
  return purposes.empty() ? malformed("no purpose") : Result<std::vector<Oid>>(std::move(purposes));
}

}  // namespace chancery::x509
