// The three values that cross between C++ and SQL: a statement, its parameters, a row.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"

namespace chancery::store {

/// SQL that is put together from literals at compile time: `SqlText("SELECT ") + kColumns + " FROM
/// x"`. Name it as a constant of namespace scope; a Sql borrows it.
template <std::size_t kLength>
struct SqlText {
  char text[kLength + 1] = {};

  consteval SqlText() = default;
  consteval explicit SqlText(const char (&literal)[kLength + 1]) {
    for (std::size_t i = 0; i < kLength; ++i) {
      text[i] = literal[i];
    }
  }
};
template <std::size_t kSize>
SqlText(const char (&)[kSize]) -> SqlText<kSize - 1>;

template <std::size_t kA, std::size_t kB>
[[nodiscard]] consteval SqlText<kA + kB> operator+(const SqlText<kA>& a, const SqlText<kB>& b) {
  SqlText<kA + kB> joined;
  for (std::size_t i = 0; i < kA + kB; ++i) {
    joined.text[i] = i < kA ? a.text[i] : b.text[i - kA];
  }
  return joined;
}
template <std::size_t kA, std::size_t kSize>
[[nodiscard]] consteval auto operator+(const SqlText<kA>& a, const char (&b)[kSize]) {
  return a + SqlText(b);
}

/// The text of one statement. Only a literal becomes one, so no value ever gets into SQL but as a
/// parameter. Written once for both back ends: parameters are $1..$n (each may occur more than
/// once), types are INTEGER (64 bits), TEXT and BLOB; `FOR UPDATE` and `SKIP LOCKED` may stand at
/// the end of a SELECT and mean nothing to SQLite, which has one writer.
class Sql final {
 public:
  template <std::size_t kSize>
  consteval Sql(const char (&text)[kSize])  // NOLINT(google-explicit-constructor): reads as SQL
      : text_(text, kSize - 1) {}
  template <std::size_t kLength>
  consteval Sql(const SqlText<kLength>& text)  // NOLINT(google-explicit-constructor)
      : text_(text.text, kLength) {}

  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// One parameter, borrowed: what it was made from must live until the call returns.
class Param final {
 public:
  enum class Type : std::uint8_t { integer, text, blob };

  // NOLINTBEGIN(google-explicit-constructor): `execute(kInsert, {id, name, now})` reads as values
  template <std::integral Integer>
  Param(Integer value) : type_(Type::integer), integer_(static_cast<std::int64_t>(value)) {}
  Param(Time value) : Param(to_millis(value)) {}
  /// An empty id is NULL.
  template <class Noun>
  Param(Id<Noun> id) : type_(Type::integer), null_(id.empty()), integer_(id.value()) {}
  Param(std::string_view value) : type_(Type::text), bytes_(as_bytes(value)) {}
  Param(const std::string& value) : Param(std::string_view(value)) {}
  Param(const char* value) : Param(std::string_view(value)) {}
  Param(BytesView value) : type_(Type::blob), bytes_(value) {}
  Param(const Bytes& value) : Param(BytesView(value)) {}
  template <std::size_t kSize>
  Param(const std::array<std::uint8_t, kSize>& value) : Param(BytesView(value)) {}
  /// An empty optional is a NULL of that type.
  template <class T>
  Param(const std::optional<T>& value) : Param(value.has_value() ? *value : nothing<T>()) {
    null_ = !value.has_value();
  }
  Param(const std::optional<Time>& value);  // not inline: GCC 12 warns without reason
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] bool is_null() const { return null_; }
  [[nodiscard]] std::int64_t integer() const { return integer_; }
  [[nodiscard]] BytesView bytes() const { return bytes_; }

 private:
  template <class T>
  [[nodiscard]] static const T& nothing() {
    static const T kNothing{};
    return kNothing;
  }

  Type type_;
  bool null_ = false;
  std::int64_t integer_ = 0;
  BytesView bytes_;
};

/// The row that a statement stands on. Columns count from 0. Views live until the callback that
/// got the row returns. Asking for another type than the column has yields 0 or nothing.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual BytesView blob(int column) const = 0;

  [[nodiscard]] Time time(int column) const { return from_millis(integer(column)); }
  /// NULL becomes the empty id.
  template <class IdType>
  [[nodiscard]] IdType id(int column) const {
    return is_null(column) ? IdType() : IdType(integer(column));
  }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::optional<Time> optional_time(int column) const;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  /// All zero when the column has another length.
  template <std::size_t kSize>
  [[nodiscard]] std::array<std::uint8_t, kSize> array(int column) const {
    std::array<std::uint8_t, kSize> value{};
    if (const auto bytes = blob(column); bytes.size() == kSize) {
      std::copy(bytes.begin(), bytes.end(), value.begin());
    }
    return value;
  }
  [[nodiscard]] Bytes bytes(int column) const { return to_bytes(blob(column)); }
};

}  // namespace chancery::store
