#include "der/writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "der/reader.h"
#include "der/time.h"

namespace chancery::der {
namespace {

// Length octets, filled in from the end of the array.
struct LengthOctets {
  explicit LengthOctets(std::size_t length) {
    if (length < 0x80) {
      octets[--start] = static_cast<std::uint8_t>(length);
      return;
    }
    for (; length != 0; length >>= 8U) {
      octets[--start] = static_cast<std::uint8_t>(length);
    }
    const auto count = octets.size() - start;
    octets[--start] = static_cast<std::uint8_t>(0x80U | count);
  }
  [[nodiscard]] BytesView view() const { return BytesView(octets).subspan(start); }

  std::array<std::uint8_t, 9> octets{};
  std::size_t start = octets.size();
};

}  // namespace

std::size_t header_size(std::size_t content_size) {
  return 1 + LengthOctets(content_size).view().size();
}

Bytes header(Tag tag, std::size_t content_size) {
  Bytes out{static_cast<std::uint8_t>(tag)};
  append(out, LengthOctets(content_size).view());
  return out;
}

std::size_t Writer::open(Tag tag) {
  const std::size_t start = out_.size();
  out_.push_back(static_cast<std::uint8_t>(tag));
  out_.push_back(0);
  return start;
}

void Writer::close(std::size_t start) {
  const LengthOctets length(out_.size() - start - 2);
  const BytesView octets = length.view();
  out_[start + 1] = octets.front();
  out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(start) + 2, octets.begin() + 1,
              octets.end());
}

void Writer::sort_elements(std::size_t start) {
  const Bytes unsorted(out_.begin() + static_cast<std::ptrdiff_t>(start), out_.end());
  std::vector<BytesView> members;
  for (Reader in(unsorted); !in.at_end();) {
    const auto member = in.read_any();
    if (!member) {
      return;  // not DER to begin with: left as it was written
    }
    members.push_back(member->tlv);
  }
  std::ranges::sort(
      members, [](BytesView a, BytesView b) { return std::ranges::lexicographical_compare(a, b); });
  out_.resize(start);
  for (const BytesView member : members) {
    raw(member);
  }
}

void Writer::primitive(Tag tag, BytesView content) {
  out_.push_back(static_cast<std::uint8_t>(tag));
  append(out_, LengthOctets(content.size()).view());
  append(out_, content);
}

void Writer::boolean(bool value) {
  const std::uint8_t octet = value ? 0xff : 0x00;
  primitive(Tag::boolean, {&octet, 1});
}

void Writer::null() {
  primitive(Tag::null, {});
}

void Writer::integer(std::int64_t value, Tag tag) {
  std::array<std::uint8_t, 8> octets{};
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < octets.size(); ++i) {
    octets[i] = static_cast<std::uint8_t>(bits >> (8 * (7 - i)));
  }
  std::size_t start = 0;
  while (start < 7 && ((octets[start] == 0x00 && octets[start + 1] < 0x80) ||
                       (octets[start] == 0xff && octets[start + 1] >= 0x80))) {
    ++start;
  }
  primitive(tag, BytesView(octets).subspan(start));
}

void Writer::unsigned_integer(BytesView magnitude) {
  while (magnitude.size() > 1 && magnitude.front() == 0) {
    magnitude = magnitude.subspan(1);
  }
  const bool needs_sign = magnitude.empty() || magnitude.front() >= 0x80;
  out_.push_back(static_cast<std::uint8_t>(Tag::integer));
  append(out_, LengthOctets(magnitude.size() + (needs_sign ? 1 : 0)).view());
  if (needs_sign) {
    out_.push_back(0);
  }
  append(out_, magnitude);
}

void Writer::bit_string(BytesView content, Tag tag) {
  out_.push_back(static_cast<std::uint8_t>(tag));
  append(out_, LengthOctets(content.size() + 1).view());
  out_.push_back(0);
  append(out_, content);
}

void Writer::named_bits(std::uint32_t bits, Tag tag) {
  std::array<std::uint8_t, 5> content{};  // the count of unused bits, then the bits
  for (unsigned n = 0; n < 32; ++n) {
    if ((bits >> n & 1U) != 0) {
      content[1 + n / 8] |= static_cast<std::uint8_t>(0x80U >> (n % 8));
    }
  }
  const auto used = static_cast<unsigned>(std::bit_width(bits));
  content[0] = static_cast<std::uint8_t>((8 - used % 8) % 8);
  primitive(tag, BytesView(content).first(1 + (used + 7) / 8));
}

void Writer::time(Seconds time) {
  if (fits_utc_time(time)) {
    primitive(Tag::utc_time, utc_time_text(time).bytes());
  } else {
    generalized_time(time);
  }
}

void Writer::generalized_time(Seconds time) {
  primitive(Tag::generalized_time, generalized_time_text(time).bytes());
}

}  // namespace chancery::der
