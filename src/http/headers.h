// HTTP header fields (RFC 9110 section 5): an ordered list, kept in one block of memory that a
// connection uses again for its next request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::http {

/// Equal when ASCII case does not count.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

class Headers final {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

  /// Appends a field. CR, LF, NUL and other control characters but tab become spaces in `value`, so
  /// a value cannot start another field. Precondition: `name` is a token (a literal, in practice).
  void add(std::string_view name, std::string_view value);

  /// As `add`, unless a field of that name is there already.
  void add_if_absent(std::string_view name, std::string_view value);

  /// The value of the first field of that name. Valid until the next change.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return get(name).has_value(); }
  [[nodiscard]] std::size_t count(std::string_view name) const;

  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  /// Name and value of the field at `index` < size(). Valid until the next change.
  [[nodiscard]] std::pair<std::string_view, std::string_view> at(std::size_t index) const;

  /// Forgets the fields, keeps the memory.
  void clear();

 private:
  struct Field {
    std::uint32_t start;
    std::uint32_t name_size;
    std::uint32_t value_size;
  };
  std::string text_;
  std::vector<Field> fields_;
};

}  // namespace chancery::http
