#include "audit/record.h"

#include <algorithm>
#include <utility>

#include "audit/errors.h"

namespace chancery::audit {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxSubject = 65'535;
constexpr std::size_t kMaxDetails = 1 << 20;

void put(Bytes& out, std::uint64_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

void put(Bytes& out, std::string_view text, int length_octets, std::size_t longest) {
  text = text.substr(0, longest);
  put(out, text.size(), length_octets);
  append(out, as_bytes(text));
}

/// Takes fields from the front of what is left.
class Fields final {
 public:
  explicit Fields(BytesView rest) : rest_(rest) {}

  Result<std::uint64_t> number(std::size_t octets) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : TRY(take(octets))) {
      value = value << 8 | octet;
    }
    return value;
  }
  Result<std::string> text(std::size_t length_octets) {
    const auto length = TRY(number(length_octets));
    return std::string(as_text(TRY(take(length))));
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  Result<BytesView> take(std::size_t count) {
    if (count > rest_.size()) {
      return fail(kLeafMalformed);
    }
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  BytesView rest_;
};

}  // namespace

std::string_view to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::refused:
      return "refused";
    case Outcome::failed:
      return "failed";
  }
  return "unknown";
}

Bytes encode(const Record& record) {
  Bytes out;
  out.reserve(17 + record.kind.size() + record.actor.size() + record.subject.size() +
              record.details.size());
  put(out, kVersion, 1);
  put(out, static_cast<std::uint64_t>(to_millis(record.time)), 8);
  put(out, static_cast<std::uint64_t>(record.outcome), 1);
  put(out, record.kind, 1, kMaxName);
  put(out, record.actor, 1, kMaxName);
  put(out, record.subject, 2, kMaxSubject);
  put(out, record.details, 3, kMaxDetails);
  return out;
}

Result<Record> parse_record(BytesView leaf) {
  Fields fields(leaf);
  const auto version = TRY(fields.number(1));
  Record record;
  record.time = from_millis(static_cast<std::int64_t>(TRY(fields.number(8))));
  const auto outcome = TRY(fields.number(1));
  record.outcome = static_cast<Outcome>(outcome);
  record.kind = TRY(fields.text(1));
  record.actor = TRY(fields.text(1));
  record.subject = TRY(fields.text(2));
  record.details = TRY(fields.text(3));
  const bool known_outcome = outcome >= 1 && outcome <= 3;
  if (version != kVersion || !known_outcome || record.details.size() > kMaxDetails ||
      !fields.at_end()) {
    return fail(kLeafMalformed);
  }
  return record;
}

}  // namespace chancery::audit
