#include "base/id.h"

#include "base/errors.h"

namespace chancery {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kTextLength = 13;
constexpr int kSequenceBits = 11;
constexpr int kNodeBits = 10;
constexpr std::int64_t kSequenceMask = (1 << kSequenceBits) - 1;
constexpr Time kEpoch = at_date(2020, 1, 1);

}  // namespace

std::string id_to_text(std::int64_t value) {
  std::string out(kTextLength, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (std::size_t i = kTextLength; i-- > 0; rest >>= 5) {
    out[i] = kAlphabet[rest & 31];
  }
  return out;
}

Result<std::int64_t> id_from_text(std::string_view text) {
  std::uint64_t value = 0;
  if (text.size() != kTextLength || text.front() > '7') {
    return fail(kIdMalformed, "seen", std::string(text.substr(0, 32)));
  }
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == kAlphabet.npos) {
      return fail(kIdMalformed, "seen", std::string(text));
    }
    value = value << 5 | digit;
  }
  return static_cast<std::int64_t>(value);
}

IdSource::IdSource(const Clock& clock, Random& random)
    : clock_(clock),
      node_(static_cast<std::int64_t>(random.number() & ((1 << kNodeBits) - 1)) << kSequenceBits) {}

std::int64_t IdSource::next_value() {
  const std::int64_t fresh = first_id_at(clock_.now()) | node_;
  std::int64_t last = last_.load();
  for (;;) {
    // Same millisecond (or a clock that went back): count on; past the sequence bits, borrow the
    // next millisecond.
    std::int64_t next = fresh;
    if (next <= last) {
      next =
          (last & kSequenceMask) == kSequenceMask
              ? (((last >> (kSequenceBits + kNodeBits)) + 1) << (kSequenceBits + kNodeBits) | node_)
              : last + 1;
    }
    if (last_.compare_exchange_weak(last, next)) {
      return next;
    }
  }
}

std::int64_t first_id_at(Time time) {
  const auto millis = (time - kEpoch).count();
  return (millis > 0 ? millis : 0) << (kSequenceBits + kNodeBits);
}

Time time_of_id(std::int64_t id) {
  return kEpoch + Duration(id >> (kSequenceBits + kNodeBits));
}

}  // namespace chancery
