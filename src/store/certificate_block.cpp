// The format, integers little-endian:
//   facts = version (1), entries (u32), words (u32), words: { length (u16), text },
//           entries: { id (i64), not_after (i64, ms), lifetime (u32, s), profile, owner, issuer
//           (u16 each: a word) }, entries: { where its names end (u32) }
//   names = for each entry, its names, each with a line end
#include "store/certificate_block.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kRow = 8 + 8 + 4 + 2 + 2 + 2;
constexpr std::size_t kEnd = 4;

template <class Integer>
void put(Bytes& out, Integer value) {
  auto rest = static_cast<std::make_unsigned_t<Integer>>(value);
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    out.push_back(static_cast<std::uint8_t>(rest));
    rest = static_cast<decltype(rest)>(sizeof(Integer) > 1 ? rest >> 8U : 0);
  }
}

template <class Integer>
Integer get(BytesView bytes, std::size_t at) {
  std::make_unsigned_t<Integer> value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = static_cast<decltype(value)>(
        value | static_cast<decltype(value)>(static_cast<decltype(value)>(bytes[at + i]) << 8 * i));
  }
  return static_cast<Integer>(value);
}

/// Takes the words off the front of `rest`; false when they are cut off.
bool take_words(BytesView& rest, std::uint32_t count, std::vector<std::string_view>& words) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t length = rest.size() < 2 ? rest.size() : get<std::uint16_t>(rest, 0);
    if (rest.size() < 2 + length) {
      return false;
    }
    words.push_back(as_text(rest.subspan(2, length)));
    rest = rest.subspan(2 + length);
  }
  return true;
}

std::int64_t number_in(std::string_view word) {
  std::int64_t number = 0;
  std::from_chars(word.data(), word.data() + word.size(), number);
  return number;
}

}  // namespace

std::string block_names(const std::vector<model::CertificateName>& names) {
  std::string lines;
  for (const auto& name : names) {
    std::ranges::transform(name.value, std::back_inserter(lines), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    lines += '\n';
  }
  return lines;
}

std::uint16_t CertificateBlockBuilder::word(std::string_view text) {
  if (const auto found = places_.find(text); found != places_.end()) {
    return found->second;
  }
  const auto place = static_cast<std::uint16_t>(words_.size());
  words_.emplace_back(text);
  places_.emplace(text, place);
  return place;
}

void CertificateBlockBuilder::add(const CertificateEntry& entry) {
  const auto lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(entry.not_after - entry.not_before).count();
  put<std::int64_t>(rows_, entry.id.value());
  put<std::int64_t>(rows_, to_millis(entry.not_after));
  put<std::uint32_t>(rows_, static_cast<std::uint32_t>(std::clamp<std::int64_t>(
                                lifetime, 0, std::numeric_limits<std::uint32_t>::max())));
  put<std::uint16_t>(rows_, word(entry.profile));
  put<std::uint16_t>(rows_, word(std::to_string(entry.owner.value())));
  put<std::uint16_t>(rows_, word(std::to_string(entry.issuer.value())));
  append(names_, as_bytes(entry.names));
  put<std::uint32_t>(ends_, static_cast<std::uint32_t>(names_.size()));
  ++size_;
}

Bytes CertificateBlockBuilder::facts() const {
  Bytes out{kVersion};
  put<std::uint32_t>(out, static_cast<std::uint32_t>(size_));
  put<std::uint32_t>(out, static_cast<std::uint32_t>(words_.size()));
  for (const auto& text : words_) {
    put<std::uint16_t>(out, static_cast<std::uint16_t>(text.size()));
    append(out, as_bytes(text));
  }
  append(out, rows_);
  append(out, ends_);
  return out;
}

Result<CertificateBlock> CertificateBlock::open(BytesView facts, BytesView names) {
  constexpr std::size_t kHead = 1 + 4 + 4;
  CertificateBlock block;
  if (facts.size() < kHead || facts.front() != kVersion) {
    return fail(kStoreCorrupt);
  }
  block.size_ = get<std::uint32_t>(facts, 1);
  const auto words = get<std::uint32_t>(facts, 5);
  BytesView rest = facts.subspan(kHead);
  if (!take_words(rest, words, block.words_) || rest.size() != block.size_ * (kRow + kEnd)) {
    return fail(kStoreCorrupt);
  }
  std::ranges::transform(block.words_, std::back_inserter(block.numbers_), number_in);
  block.rows_ = rest.first(block.size_ * kRow);
  block.ends_ = rest.subspan(block.size_ * kRow);
  block.names_ = as_text(names);
  if (!names.empty() && (block.size_ == 0 || block.end_of(block.size_ - 1) != names.size())) {
    return fail(kStoreCorrupt);
  }
  return block;
}

std::size_t CertificateBlock::end_of(std::size_t index) const {
  return get<std::uint32_t>(ends_, index * kEnd);
}

CertificateEntry CertificateBlock::at(std::size_t index) const {
  const BytesView row = rows_.subspan(index * kRow, kRow);
  const auto word = [&](std::size_t at) {
    return std::min<std::size_t>(get<std::uint16_t>(row, at), words_.size() - 1);
  };
  const std::size_t begin = std::min(index == 0 ? 0 : end_of(index - 1), names_.size());
  CertificateEntry entry;
  entry.id = model::CertificateId(get<std::int64_t>(row, 0));
  entry.not_after = from_millis(get<std::int64_t>(row, 8));
  entry.not_before = entry.not_after - std::chrono::seconds(get<std::uint32_t>(row, 16));
  entry.profile = words_[word(20)];
  entry.owner = model::AccountId(numbers_[word(22)]);
  entry.issuer = model::IssuerId(numbers_[word(24)]);
  entry.names = names_.substr(begin, std::min(end_of(index), names_.size()) - begin);
  return entry;
}

std::vector<std::size_t> CertificateBlock::having(std::string_view part) const {
  std::vector<std::size_t> found;
  if (part.empty()) {
    found.resize(size_);
    std::ranges::generate(found, [next = std::size_t{0}]() mutable { return next++; });
    return found;
  }
  std::size_t index = 0;
  std::size_t from = 0;
  while (from < names_.size()) {
    const void* hit = memmem(names_.data() + from, names_.size() - from, part.data(), part.size());
    if (hit == nullptr) {
      break;
    }
    const auto at = static_cast<std::size_t>(static_cast<const char*>(hit) - names_.data());
    while (end_of(index) <= at) {  // the end is never before the names that were seen
      ++index;
    }
    found.push_back(index);
    from = end_of(index++);
  }
  return found;
}

}  // namespace chancery::store
