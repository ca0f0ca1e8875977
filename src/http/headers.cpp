#include "http/headers.h"

#include <algorithm>

namespace chancery::http {

namespace {

// What few messages have more of.
constexpr std::size_t kUsualFields = 12;
constexpr std::size_t kUsualText = 600;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return x == y || lower(x) == lower(y);
         });
}

Headers::Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  for (const auto& [name, value] : fields) {
    add(name, value);
  }
}

void Headers::add(std::string_view name, std::string_view value) {
  if (fields_.empty()) {
    fields_.reserve(kUsualFields);
    text_.reserve(kUsualText);
  }
  fields_.push_back({static_cast<std::uint32_t>(text_.size()),
                     static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  text_ += name;
  const auto value_start = static_cast<std::ptrdiff_t>(text_.size());
  text_ += value;
  std::replace_if(text_.begin() + value_start, text_.end(), is_control, ' ');
}

void Headers::add_if_absent(std::string_view name, std::string_view value) {
  if (!has(name)) {
    add(name, value);
  }
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const auto [field_name, value] = at(i);
    if (equal_ignoring_case(field_name, name)) {
      return value;
    }
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    count += equal_ignoring_case(at(i).first, name) ? 1 : 0;
  }
  return count;
}

std::pair<std::string_view, std::string_view> Headers::at(std::size_t index) const {
  const Field& field = fields_[index];
  const std::string_view text = text_;
  return {text.substr(field.start, field.name_size),
          text.substr(field.start + field.name_size, field.value_size)};
}

void Headers::clear() {
  text_.clear();
  fields_.clear();
}

}  // namespace chancery::http
