// Strong ids: an id of one noun cannot be taken for an id of another.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"

namespace chancery {

/// A 63-bit positive number: time first, so that ids sort by age and indexes stay local.
/// Outside, it is thirteen lower-case characters of Crockford's base 32.
template <class Noun>
class Id final {
 public:
  Id() = default;
  explicit constexpr Id(std::int64_t value) : value_(value) {}
  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  [[nodiscard]] constexpr bool empty() const { return value_ == 0; }
  auto operator<=>(const Id&) const = default;

 private:
  std::int64_t value_ = 0;
};

[[nodiscard]] std::string id_to_text(std::int64_t value);
[[nodiscard]] Result<std::int64_t> id_from_text(std::string_view text);

template <class Noun>
[[nodiscard]] std::string to_text(Id<Noun> id) {
  return id_to_text(id.value());
}

/// Errors: kIdMalformed. A well-formed id need not exist.
template <class Noun>
[[nodiscard]] Result<Id<Noun>> parse_id(std::string_view text) {
  return Id<Noun>(TRY(id_from_text(text)));
}

/// Hands out ids: 42 bits of milliseconds since 2020, 10 bits of this process (random at start), 11
/// bits of sequence. Strictly increasing within a process. Two processes can collide with
/// probability 1/1024 in the same millisecond; the store's primary key then refuses the second.
class IdSource final {
 public:
  IdSource(const Clock& clock, Random& random);

  template <class IdType>
  [[nodiscard]] IdType next() {
    return IdType(next_value());
  }
  [[nodiscard]] std::int64_t next_value();

 private:
  const Clock& clock_;
  std::int64_t node_;
  std::atomic<std::int64_t> last_{0};
};

/// The smallest id that could have been handed out at `time`: turns a date filter into a key range.
[[nodiscard]] std::int64_t first_id_at(Time time);

/// When an id was handed out, give or take the millisecond that a busy source borrows.
[[nodiscard]] Time time_of_id(std::int64_t id);

}  // namespace chancery

template <class Noun>
struct std::hash<chancery::Id<Noun>> {
  std::size_t operator()(chancery::Id<Noun> id) const noexcept {
    return std::hash<std::int64_t>()(id.value());
  }
};
